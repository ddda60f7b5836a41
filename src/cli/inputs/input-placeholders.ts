import type { InputValue } from "../../template/inputs/input-values.js";
import type { TemplateInput } from "../../template/document/schema.js";

/** The value for a missing input where no answer is needed: its example, else its question in brackets. */
export function placeholderOf(input: TemplateInput): InputValue | undefined {
  if ("example" in input && input.example !== undefined) return input.example;
  if (input.type === "url") return placeholderAddress(input);
  return input.type === "groups" ? [questionOf(input)] : questionOf(input);
}

/** For example `<TOTAL SCIM Base URL>`. */
export function questionOf({ prompt }: TemplateInput): string {
  return `<${prompt}>`;
}

/** An address that no real one can be (RFC 6761 6.4), because steps accept only addresses there. */
export function placeholderAddress({ name }: TemplateInput): string {
  return `https://${name.toLowerCase()}.input.invalid`;
}
