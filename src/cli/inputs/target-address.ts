import { EXIT, SetupError } from "../../base/errors.js";
import { targetAddress, type TargetAddress } from "../../template/connection.js";
import type { KindShape, Template } from "../../template/document/template.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";

interface Guide {
  readonly template: Template;
  readonly kinds: readonly KindShape[];
}

/**
 * Where the template's target is, which the IdP must be able to use: what it would refuse only after a person has been to its console,
 * or after the first write, costs no trip there.
 *
 * @param problemOf - why the IdP would refuse a base URL; undefined when it would not
 * @returns undefined when the template connects no target, or an input of its address has no value
 * @throws SetupError `input-invalid` (exit 64)
 */
export function requireTargetAddress(
  { template, kinds }: Guide,
  inputs: Pick<ResolvedInputs, "values" | "from">,
  problemOf: (url: string) => string | undefined,
): TargetAddress | undefined {
  const address = targetAddress(template, inputs, kinds);
  const why = address === undefined ? undefined : problemOf(address.baseUrl);
  if (address === undefined || why === undefined) return address;
  throw new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${address.from}: this SCIM base URL cannot be used`,
    why,
    fix: ["Copy the address again from the vendor's own page, or ask the vendor for the right one."],
  });
}
