import { plainWithSchema } from "../src/template/json-schema.js";
import type { KindShape } from "../src/template/document/template.js";
import { table, WRITTEN } from "./markdown.js";

interface DocumentedKind extends KindShape {
  readonly title: string;
  readonly provides?: readonly Prerequisite[];
  readonly needs?: readonly Prerequisite[];
}

/** What the page reads of a JSON Schema without references. */
interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
}

type Prerequisite = keyof typeof PREREQUISITES;

/** docs/steps.md: what a template's `uses` can name, and what each kind takes. */
export function stepsPage(kinds: readonly DocumentedKind[]): string {
  return [
    "# Step kinds",
    WRITTEN,
    'What `uses` in a template can name, and what each kind takes under `with`. Any value may instead be an input of the template, as `"${name}"`, and a text may hold one. How a template is written: [templates.md](templates.md). Editors complete all of this by [schemas/template.schema.json](../schemas/template.schema.json).',
    ...["okta", "entra"].flatMap((idp) => [
      idp === "okta" ? "## Okta" : "## Microsoft Entra ID",
      ...kinds.filter(({ uses }) => uses.startsWith(`${idp}/`)).map((kind) => section(kind, plainWithSchema(kind))),
    ]),
  ].join("\n\n");
}

const PREREQUISITES = { app: "the app", job: "the provisioning job", connection: "the connection to the SCIM server" };

function section(kind: DocumentedKind, schema: Schema): string {
  const fields = fieldsOf(schema, "");
  const stands = [
    ...(kind.needs === undefined ? [] : [`Needs an earlier step that provides ${named(kind.needs)}.`]),
    ...(kind.provides === undefined ? [] : [`Provides ${named(kind.provides)} for later steps.`]),
  ];
  return [
    `### \`${kind.uses}\``,
    schema.description,
    `Default title: "${kind.title}".${stands.map((one) => ` ${one}`).join("")}`,
    fields.length === 0 ? "It has no settings: `with: {}`." : table(["field", "value", "default", "means"], fields),
  ].join("\n\n");
}

function named(prerequisites: readonly Prerequisite[]): string {
  return prerequisites.map((one) => PREREQUISITES[one]).join(" and ");
}

function fieldsOf(schema: Schema, prefix: string): string[][] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    return [
      [`\`${path}\``, typeOf(field), defaultOf(field, required.has(name)), field.description ?? ""],
      ...within(field, path),
    ];
  });
}

/** The fields of the maps that a field holds. */
function within(field: Schema, path: string): string[][] {
  if (field.items !== undefined) return fieldsOf(field.items, `${path}[].`);
  if (field.properties !== undefined) return fieldsOf(field, `${path}.`);
  return (field.anyOf ?? field.oneOf ?? []).flatMap((one) => within(one, path));
}

function defaultOf(field: Schema, isRequired: boolean): string {
  if (field.default !== undefined) return `\`${JSON.stringify(field.default)}\``;
  return isRequired ? "required" : "none";
}

const PLAIN_TYPES: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "`true` or `false`",
  integer: "whole number",
  number: "number",
};

function typeOf(field: Schema): string {
  // Nothing but a secret must be an input.
  if (field.pattern === "^\\$\\{[^{}]+\\}$") return "an input of type `secret` or `oauth-token`";
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.enum !== undefined) return field.enum.map((one) => `\`${String(one)}\``).join(", ");
  const options = field.anyOf ?? field.oneOf;
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(", or ");
  if (typeof field.type === "object") return field.type.map((type) => typeOf({ type })).join(" or ");
  if (field.type === "array") return field.items === undefined ? "list" : `list of ${typeOf(field.items)}`;
  if (field.type === "object")
    return field.properties === undefined && typeof field.additionalProperties === "object"
      ? `map to ${typeOf(field.additionalProperties)}`
      : "map";
  if (field.format === "uri") return "address";
  return PLAIN_TYPES[field.type ?? ""] ?? "any";
}
