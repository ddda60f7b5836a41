import { mergeExpectations, type ValuePromise } from "../../setup/model/expectation.js";
import { placesOf, type ConsolePlace } from "./console-places.js";
import type { ConsoleField } from "../../setup/model/plan.js";
import type { Step } from "../../setup/step/step.js";
import { isSecret, type TemplateInput, type TokenInput } from "../../template/document/schema.js";
import { inputsOf, readReferences, stringsIn } from "../../template/document/references.js";
import type { Template, TemplateStep } from "../../template/document/template.js";
import type { IdpWords } from "../run/idp.js";
import { plainText } from "../../base/text.js";

/** The value of an input, and its source. */
export interface RunbookValue {
  readonly input: TemplateInput;
  /** Absent for a secret. */
  readonly value: string | readonly string[] | undefined;
  readonly from: string | undefined;
}

interface RunbookParts<Tenant> {
  readonly idp: IdpWords;
  readonly template: Template;
  readonly steps: readonly Step<Tenant>[];
  /** Address of the tenant's console; undefined if the tenant is not known. */
  readonly console: string | undefined;
  readonly values: readonly RunbookValue[];
}

/** The guide as Markdown with check boxes: what you need, what to do in each section, and what to check at the end. */
export function runbookMarkdown<Tenant>(parts: RunbookParts<Tenant>): string {
  const { idp, template, steps } = parts;
  const sections = steps.map((step, index) => section(step, template.steps[index], parts));
  return `${[
    `# ${escaped(template.vendor)} on ${idp.product}: runbook`,
    `The steps of the vendor's guide (${escaped(template.guide)}) for the ${idp.console}, in execution order. Each heading starts with the section number of the guide. total-setup wrote this page from the template ${code(template.name)}, without contacting your ${idp.tenantWord}.`,
    ...atHand(parts),
    ...sections.flat(),
    ...inTheEnd(parts),
  ].join("\n\n")}\n`;
}

function atHand<Tenant>({ values }: RunbookParts<Tenant>): string[] {
  const rows = values.map(({ input, value, from }) => [
    escaped(input.prompt),
    value === undefined ? "a secret, not shown here" : [value].flat().map(code).join(", "),
    escaped(isSecret(input) ? (input.help ?? "from the vendor") : (from ?? "")),
  ]);
  const tokens = values.flatMap(({ input }) => (input.type === "oauth-token" ? fetching(input, values) : []));
  return ["## What you need", table(["what", "value", "source"], rows), ...tokens];
}

/** How to fetch a token that the tool would fetch, without the secret on a command line. */
function fetching(input: TokenInput, values: readonly RunbookValue[]): string[] {
  const filled = (text: string): string =>
    readReferences(text)
      .parts.map((part) => (typeof part === "string" ? part : textOf(values, part.input)))
      .join("");
  const lines = [
    "curl --fail-with-body \\",
    '  --data-urlencode "grant_type=client_credentials" \\',
    `  --data-urlencode "client_id=${filled(input.clientId)}" \\`,
    '  --data-urlencode "client_secret@client-secret.txt" \\',
    ...(input.ttl === undefined ? [] : [`  --data-urlencode "ttl=${String(Number.parseInt(input.ttl, 10))}" \\`]),
    `  "${filled(input.tokenUrl)}"`,
  ];
  const lives = input.ttl === undefined ? "" : ` The request asks for a lifetime of ${input.ttl}.`;
  return [
    `- [ ] Fetch the ${escaped(input.prompt)}: save the client secret in the file ${code("client-secret.txt")}, without a line break at the end, then run this command. The token is ${code("access_token")} in the answer.${lives} Never add ${code("--insecure")}: another server could receive the client secret.`,
    ["```sh", ...lines, "```"].join("\n"),
  ];
}

function textOf(values: readonly RunbookValue[], name: string): string {
  const found = values.find(({ input }) => input.name === name);
  return [found?.value ?? `<${found?.input.prompt ?? name}>`].flat().join(", ");
}

function section<Tenant>(
  step: Step<Tenant>,
  written: TemplateStep | undefined,
  { console, template, steps }: RunbookParts<Tenant>,
): string[] {
  const part = step.manual?.();
  const link = console === undefined || part?.path === undefined ? [] : [`<${console}${part.path}>`];
  const owner = steps.find(({ id }) => id === step.console?.sharedWith);
  const secrets = secretsOf(written, template);
  const { clicks = [UNKNOWN_CLICKS], fields = [] } = part ?? {};
  return [
    `## ${escaped(step.guide)} ${escaped(step.title)}`,
    ...link,
    ...(owner === undefined
      ? blocksOf(placesOf(clicks, fields), secrets)
      : [box(`Done in ${owner.guide} ${owner.title}. Check these values:`), ...fieldTable(fields, secrets)]),
    ...listed((part?.verify ?? []).map((one) => box(`Verify: ${one}`))),
    ...(step.remarks?.notes ?? []).map((note) => `> Note: ${escaped(note)}`),
    ...hints(part?.hints ?? []),
  ];
}

const UNKNOWN_CLICKS = "Follow the guide here: total-setup does not know the clicks of this step.";

/** One list, or several with the values of each form after the click that opens it. */
function blocksOf(places: readonly ConsolePlace[], secrets: readonly string[]): string[] {
  const blocks: string[] = [];
  let list: string[] = [];
  for (const { click, fields, then } of places) {
    list.push(box(click));
    if (fields.length > 0) {
      blocks.push(...listed(list), ...fieldTable(fields, secrets));
      list = then === undefined ? [] : [box(then)];
    }
  }
  return [...blocks, ...listed(list)];
}

/** What the secrets that a step takes are called. */
function secretsOf(step: TemplateStep | undefined, { inputs }: Template): string[] {
  const names = stringsIn(step?.with ?? {}).flatMap(({ text }) => inputsOf(readReferences(text)));
  return inputs.filter((input) => names.includes(input.name) && isSecret(input)).map(({ prompt }) => prompt);
}

function fieldTable(fields: readonly ConsoleField[], secrets: readonly string[]): string[] {
  if (fields.length === 0) return [];
  const rows = fields.map(({ label, alsoCalled, value, secret, note }) => {
    const called = alsoCalled === undefined ? [] : [`Some guides call it **${escaped(alsoCalled)}**.`];
    return [
      `**${escaped(label)}**`,
      secret === true ? `the secret: ${escaped(secrets.join(" or "))}` : code(value ?? ""),
      [...(note === undefined ? [] : [escaped(note)]), ...called].join(" "),
    ];
  });
  return [table(["field", "value", "note"], rows)];
}

function hints(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["Good to know:", lines.map((one) => `- ${escaped(one)}`).join("\n")];
}

function inTheEnd<Tenant>({ template, steps }: RunbookParts<Tenant>): string[] {
  const { assignedGroups, pushedGroups, values } = mergeExpectations(steps.map((step) => step.expects()));
  const vendor = template.vendor;
  return [
    "## At the end",
    listed([
      box(
        `Every direct member of ${assignedGroups.join(" or ")} has one account at ${vendor}. No other users were created.`,
      ),
      ...pushedGroups.map((name) =>
        box(`${vendor} has the group ${name}, and its members are the group's users who have an account.`),
      ),
      ...(values.length === 0 ? [] : [box("The accounts of three users, compared one by one, have these values:")]),
    ]).join(""),
    ...(values.length === 0 ? [] : [table(["attribute at the vendor", "value from"], values.map(promiseRow))]),
  ];
}

function promiseRow({ path, attribute, constant }: ValuePromise): string[] {
  return [code(path), attribute === undefined ? `${code(JSON.stringify(constant))} for all users` : code(attribute)];
}

function box(text: string): string {
  return `- [ ] ${escaped(text)}`;
}

/** Lines of a list as one block. */
function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** Text in which nothing is Markdown (CommonMark 2.4), on one line. */
export function escaped(text: string): string {
  return plainText(text).replace(/[\\`*_<[\]|#~]/g, (sign) => `\\${sign}`);
}

/** Text for copying, unchanged: a code span that no backtick in it ends (CommonMark 6.1). */
export function code(text: string): string {
  const plain = plainText(text);
  if (plain.trim() === "") return "(empty)";
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${fence}${pad}${plain}${pad}${fence}`;
}

/** A table of cells that are Markdown already (GitHub Flavored Markdown 4.10). */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A bar ends a cell within a code span, too, and is escaped there as well; once is enough. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, "\\|");
}
