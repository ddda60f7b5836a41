import { EXIT } from "../../../base/errors.js";
import type { Step } from "../../../setup/step/step.js";
import type { StepKind } from "../../../setup/step/step-kind.js";
import { bindTemplate } from "../../../template/bind.js";
import { targetAddress } from "../../../template/connection.js";
import { isSecret } from "../../../template/document/schema.js";
import { placeholderOf } from "../../inputs/input-placeholders.js";
import { gatherInputs, type GivenInputs } from "../../inputs/inputs.js";
import { failed, failedWith, ok, type Check } from "../../run/check.js";

/** A template's steps, as far as what was given makes them. */
export interface Prepared<Tenant> {
  readonly steps: readonly Step<Tenant>[];
  /** False when placeholders stand for inputs that were not given. */
  readonly complete: boolean;
}

interface Preparing<Tenant> {
  readonly given: GivenInputs;
  readonly kinds: readonly StepKind<Tenant>[];
  /** Why the IdP would refuse a SCIM base URL. */
  readonly problemOf: (url: string) => string | undefined;
}

/** Gathers the inputs without asking, tells which are missing, and binds the steps with placeholders for those. */
export async function prepare<Tenant>(
  { given, kinds, problemOf }: Preparing<Tenant>,
  checks: Check[],
): Promise<Prepared<Tenant> | undefined> {
  const { template } = given;
  const missing: string[] = [];
  try {
    const inputs = await gatherInputs(given, {
      secretsOptional: true,
      ask: (input) => {
        if (!isSecret(input)) missing.push(input.prompt);
        return Promise.resolve(placeholderOf(input));
      },
    });
    const address = targetAddress(template, inputs, kinds);
    const problem = address === undefined || missing.length > 0 ? undefined : problemOf(address.baseUrl);
    if (problem !== undefined)
      checks.push(
        failed(
          "base-url",
          "inputs",
          `${address?.from ?? ""}: ${problem}.`,
          ["Ask the vendor for the right address."],
          EXIT.usage,
        ),
      );
    const steps = bindTemplate(template, inputs, kinds);
    checks.push(
      ...missing.map((prompt) =>
        failed(
          `input-${prompt}`,
          "inputs",
          `"${prompt}" was not given.`,
          ["A run asks for it, or takes it from its flag."],
          EXIT.usage,
        ),
      ),
    );
    if (missing.length === 0)
      checks.push(ok("inputs", "inputs", `Everything the template ${template.name} asks for is there.`));
    return { steps, complete: missing.length === 0 && problem === undefined };
  } catch (error) {
    checks.push(failedWith("inputs", "inputs", error));
    return undefined;
  }
}
