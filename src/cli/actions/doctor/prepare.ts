import { EXIT } from "../../../base/errors.js";
import type { Step } from "../../../setup/step/step.js";
import { bindTemplate } from "../../../template/bind.js";
import { targetAddress } from "../../../template/connection.js";
import { isSecret } from "../../../template/document/schema.js";
import { placeholderOf } from "../../inputs/input-placeholders.js";
import { gatherInputs } from "../../inputs/inputs.js";
import type { SetupOptions } from "../../arguments/options.js";
import { failed, failedWith, ok, type Check } from "../../run/check.js";
import type { Examined } from "./examined.js";

/** A template's steps, as far as what was given makes them. */
export interface Prepared<Tenant> {
  readonly steps: readonly Step<Tenant>[];
  /** False when placeholders stand for inputs that were not given. */
  readonly complete: boolean;
}

/** Gathers the inputs without asking, tells which are missing, and binds the steps with placeholders for those. */
export async function prepare<Tenant, Options extends SetupOptions>(
  { io, template, kinds, options, raw, idp }: Examined<Tenant, Options>,
  checks: Check[],
): Promise<Prepared<Tenant> | undefined> {
  const missing: string[] = [];
  try {
    const inputs = await gatherInputs({
      io,
      template,
      options,
      raw,
      secretsOptional: true,
      dryRun: false,
      exampleFirst: false,
      ask: (input) => {
        if (!isSecret(input)) missing.push(input.prompt);
        return Promise.resolve(placeholderOf(input));
      },
    });
    const address = targetAddress(template, inputs, kinds);
    const problem =
      address === undefined || missing.length > 0 ? undefined : idp.baseUrlProblem(address.baseUrl, options);
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
