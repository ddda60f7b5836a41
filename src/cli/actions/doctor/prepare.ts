import { EXIT } from "../../../base/errors.js";
import type { Step } from "../../../setup/step/step.js";
import type { StepKind } from "../../../setup/step/step-kind.js";
import { bindTemplate } from "../../../template/bind.js";
import { targetAddress } from "../../../template/connection.js";
import { isSecret, type TemplateInput } from "../../../template/document/schema.js";
import type { Template } from "../../../template/document/template.js";
import { envName, flagName } from "../../../template/inputs/input-names.js";
import type { ResolvedInputs } from "../../../template/inputs/inputs.js";
import { andList } from "../../arguments/nearest.js";
import { placeholderOf } from "../../inputs/input-placeholders.js";
import { gatherInputs, type GivenInputs } from "../../inputs/inputs.js";
import { failed, failedWith, ok, type Check } from "../../run/check.js";

/** A template's steps, with the inputs that were given. */
export interface Prepared<Tenant> {
  readonly steps: readonly Step<Tenant>[];
  /** False when placeholders replace inputs that were not given. */
  readonly complete: boolean;
}

interface Preparing<Tenant> {
  readonly given: GivenInputs;
  readonly kinds: readonly StepKind<Tenant>[];
  /** Why the IdP would refuse a SCIM base URL. */
  readonly problemOf: (url: string) => string | undefined;
}

/** Gathers the inputs without asking, reports the missing ones, and binds the steps with placeholders for those. */
export async function prepare<Tenant>(
  { given, kinds, problemOf }: Preparing<Tenant>,
  checks: Check[],
): Promise<Prepared<Tenant> | undefined> {
  const { template } = given;
  const missing: TemplateInput[] = [];
  try {
    const inputs = await gatherInputs(given, {
      secretsOptional: true,
      ask: (input) => {
        if (!isSecret(input)) missing.push(input);
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
      ...missing.map((input) =>
        failed(
          `input-${input.prompt}`,
          "inputs",
          `${input.prompt} is missing.`,
          [`Give ${flagName(input)}, or set ${envName(input)}.`],
          EXIT.usage,
        ),
      ),
    );
    if (missing.length === 0) checks.push(ok("inputs", "inputs", givenText(template, inputs.values)));
    return { steps, complete: missing.length === 0 && problem === undefined };
  } catch (error) {
    checks.push(failedWith("inputs", "inputs", error));
    return undefined;
  }
}

/** Secrets are optional here, and needed by apply. */
function givenText({ name, inputs }: Pick<Template, "name" | "inputs">, values: ResolvedInputs["values"]): string {
  const open = inputs.filter((input) => input.type === "secret" && !values.has(input.name));
  if (open.length === 0) return `All inputs of the template ${name} are given.`;
  const named = open.map((input) => `${input.prompt} (${flagName(input)})`);
  return `All inputs that plan needs are given; apply also needs ${andList(named)}.`;
}
