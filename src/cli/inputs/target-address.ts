import { EXIT, SetupError } from "../../base/errors.js";
import { targetAddress, type TargetAddress } from "../../template/connection.js";
import type { KindShape, Template } from "../../template/document/template.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";

interface Guide {
  readonly template: Template;
  readonly kinds: readonly KindShape[];
}

/**
 * The template's SCIM address, checked against what the IdP accepts: an address that the IdP would refuse is refused here, before the
 * manual step and before the first write.
 *
 * @param problemOf - why the IdP would refuse a base URL; undefined when it would not
 * @returns undefined when the template connects no SCIM server, or an input of its address has no value
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
    fix: ["Copy the address again from the vendor's page, or ask the vendor for the right one."],
  });
}
