import type { InputValue } from "../../template/inputs/input-values.js";
import type { TemplateInput } from "../../template/document/schema.js";

/** What stands for an input that nobody gave, where no answer is needed: its example, else itself as a question. */
export function placeholderOf(input: TemplateInput): InputValue | undefined {
  if ("example" in input && input.example !== undefined) return input.example;
  if (input.type === "url") return placeholderAddress(input);
  return input.type === "groups" ? [questionOf(input)] : questionOf(input);
}

/** As `<TOTAL SCIM Base URL>`. */
export function questionOf({ prompt }: TemplateInput): string {
  return `<${prompt}>`;
}

/** An address that no answer can be (RFC 6761 6.4), since steps take nothing but addresses there. */
export function placeholderAddress({ name }: TemplateInput): string {
  return `https://${name.toLowerCase()}.input.invalid`;
}
