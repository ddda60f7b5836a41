/**
 * The reference of step kinds, docs/steps.md: what a template's `uses` can name, and what each takes.
 *
 * @param {readonly { uses: string, title: string, provides?: readonly string[], needs?: readonly string[] }[]} kinds
 * @param {(kind: object) => object} schemaOf the JSON Schema of a kind's `with`, without references
 */
export function stepsPage(kinds, schemaOf) {
  return [
    "# Step kinds",
    "<!-- Written by npm run docs out of the sources; do not edit. -->",
    'What `uses` in a template can name, and what each kind takes under `with`. Any value may instead be an input of the template, as `"${name}"`, and a text may hold one. How a template is written: [templates.md](templates.md). Editors complete all of this by [schemas/template.schema.json](../schemas/template.schema.json).',
    ...["okta", "entra"].flatMap((idp) => [
      idp === "okta" ? "## Okta" : "## Microsoft Entra ID",
      ...kinds.filter(({ uses }) => uses.startsWith(`${idp}/`)).map((kind) => section(kind, schemaOf(kind))),
    ]),
  ].join("\n\n");
}

const FOOTHOLDS = { app: "the app", job: "the provisioning job", connection: "the connection to the target" };

function section(kind, schema) {
  const fields = fieldsOf(schema, "");
  const stands = [
    ...(kind.needs === undefined ? [] : [`After a step that has ${named(kind.needs)}.`]),
    ...(kind.provides === undefined ? [] : [`Has ${named(kind.provides)} for the steps after it.`]),
  ];
  return [
    `### \`${kind.uses}\``,
    schema.description,
    `Title, when the template gives none: "${kind.title}".${stands.map((one) => ` ${one}`).join("")}`,
    fields.length === 0 ? "It takes nothing: `with: {}`." : table(["field", "value", "default", "means"], fields),
  ].join("\n\n");
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function named(footholds) {
  return footholds.map((one) => FOOTHOLDS[one]).join(" and ");
}

function fieldsOf(schema, prefix) {
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
function within(field, path) {
  if (field.items !== undefined) return fieldsOf(field.items, `${path}[].`);
  if (field.properties !== undefined) return fieldsOf(field, `${path}.`);
  return (field.anyOf ?? field.oneOf ?? []).flatMap((one) => within(one, path));
}

function defaultOf(field, isRequired) {
  if (field.default !== undefined) return `\`${JSON.stringify(field.default)}\``;
  return isRequired ? "required" : "none";
}

function typeOf(field) {
  // Nothing but a secret must be an input.
  if (field.pattern === "^\\$\\{[^{}]+\\}$") return "an input of type `secret` or `oauth-token`";
  if (field.const !== undefined) return `\`${String(field.const)}\``;
  if (field.enum !== undefined) return field.enum.map((one) => `\`${one}\``).join(", ");
  const options = field.anyOf ?? field.oneOf;
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(", or ");
  if (Array.isArray(field.type)) return field.type.map((type) => typeOf({ type })).join(" or ");
  if (field.type === "array") return `list of ${typeOf(field.items)}`;
  if (field.type === "object")
    return field.properties === undefined && typeof field.additionalProperties === "object"
      ? `map to ${typeOf(field.additionalProperties)}`
      : "map";
  if (field.format === "uri") return "address";
  return (
    { string: "text", boolean: "`true` or `false`", integer: "whole number", number: "number" }[field.type] ?? "any"
  );
}
