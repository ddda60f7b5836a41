import type { Secret } from "../base/secret.js";
import type { ResolvedInputs } from "./inputs/inputs.js";
import { inputsOf, readReferences, substitute } from "./document/references.js";
import type { KindShape, Template } from "./document/template.js";

/** A target that replaces the template's, as in a dry run. */
export interface Connection {
  readonly baseUrl: string;
  readonly token: Secret;
}

/** The address that a template connects the IdP to, and where it comes from. */
export interface TargetAddress {
  readonly baseUrl: string;
  /** `--scim-base-url`, or the place in the template. */
  readonly from: string;
}

/** Whether a kind of step connects the IdP to the target, with `baseUrl` and `token` in its `with`. */
export function connectsTarget({ provides = [] }: Pick<KindShape, "provides">): boolean {
  return provides.includes("connection");
}

/** The address of the template's target; undefined when the template has no connection, or an input of the address has no value. */
export function targetAddress(
  template: Template,
  { values, from }: Pick<ResolvedInputs, "values" | "from">,
  kinds: readonly KindShape[],
): TargetAddress | undefined {
  const connecting = new Set(kinds.filter(connectsTarget).map(({ uses }) => uses));
  const index = template.steps.findIndex(({ uses }) => connecting.has(uses));
  const written = template.steps[index]?.with["baseUrl"];
  const baseUrl = substitute(written, (name) => values.get(name));
  if (typeof written !== "string" || typeof baseUrl !== "string") return undefined;
  const sources = inputsOf(readReferences(written)).flatMap((name) => from.get(name) ?? []);
  return {
    baseUrl,
    from: sources.length === 0 ? template.place(["steps", index, "with", "baseUrl"]) : sources.join(" and "),
  };
}
