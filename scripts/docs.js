import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { MEANINGS } from "./error-meanings.js";
import { scanErrors } from "./error-scan.js";
import { withIdpNames } from "./idp-names.js";
import { sandboxPage } from "./sandbox-page.js";
import { stepsPage } from "./steps-page.js";

// Writes what the sources say into docs/, schemas/ and src/sandbox/README.md; with --check only says whether it is there as it should be.
const ACCESS_IS_NAMED = "see the role and the scope that are named";
register("./typescript-hooks.js", import.meta.url);
const { oktaKinds } = await sourceOf("src/okta/steps/kinds.ts");
const { entraKinds } = await sourceOf("src/entra/steps/kinds.ts");
const { plainWithSchema, templateJsonSchema } = await sourceOf("src/template/json-schema.ts");
const kinds = [...oktaKinds, ...entraKinds];
await keep("schemas/template.schema.json", JSON.stringify(templateJsonSchema(kinds)));
await keep("docs/steps.md", stepsPage(kinds, plainWithSchema));
await keep("docs/errors.md", await errorsPage());
await keep("docs/adding-an-idp.md", withIdpNames(readFileSync(pathOf("docs/adding-an-idp.md"), "utf8"), pathOf("")));
await keep("src/sandbox/README.md", await sandboxPage(sourceOf));

async function keep(path, text) {
  const file = pathOf(path);
  const written = await format(text, { ...(await resolveConfig(file)), filepath: file });
  if (!process.argv.includes("--check")) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, written);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== written) {
    process.stderr.write(`${path} is not what the sources say: run npm run docs\n`);
    process.exitCode = 1;
  }
}

async function errorsPage() {
  const { OKTA_ERROR_CODES, REFUSALS } = await sourceOf("src/okta/api/error-codes.ts");
  const { GRAPH_ERROR_CODES, GRAPH_REFUSALS } = await sourceOf("src/entra/api/error-codes.ts");
  const { NETWORK_FAILURES } = await sourceOf("src/http/network-failures.ts");
  const { EXIT } = await sourceOf("src/base/errors.ts");
  const { errors, warnings } = scanErrors(pathOf("src"));
  // A defect has no SetupError; the command line gives it its code.
  warnings.delete("internal");
  const exits = [...errors, ["internal", ["failed"]]].map(([code, names]) => [
    code,
    [...names].map((name) => EXIT[name]),
  ]);
  const refusals = Object.entries({ ...REFUSALS, ...GRAPH_REFUSALS }).map(([code, { exit, means, fix }]) => [
    code,
    EXIT[exit],
    means,
    told(fix) || ACCESS_IS_NAMED,
  ]);
  complain([...exits.map(([code]) => code), ...warnings], Object.keys(MEANINGS));

  return [
    "# Errors",
    "<!-- Written by npm run docs out of the sources; do not edit. -->",
    "An error names what happened with its place, why, and how to mend it. Its code is stable: match on it, not on the words. It stands at the end of the first line on a terminal, and as `errors[].code` in the JSON document; `requestId` is the vendor's own id of the failed request, for its support. What each exit code means: [exit-codes.md](exit-codes.md).",
    "## Codes",
    table(
      ["code", "exit", "means", "what to do"],
      [...exits.map(([code, numbers]) => [code, numbers.join(", "), ...MEANINGS[code]]), ...refusals]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, ...rest]) => [`\`${code}\``, ...rest]),
    ),
    "`okta-forbidden`, `okta-unauthorized`, `graph-forbidden`, `graph-role-missing` and `graph-empty-401` also name the role and the permission that the refused call needs.",
    "## Okta's own codes",
    "What Okta answered stands in the error's text with its code. Source: Okta developer docs, Error codes, and recorded traffic.",
    table(
      ["Okta", "HTTP", "told as", "means here", "what to do"],
      Object.entries(OKTA_ERROR_CODES).map(([code, { http, told: as, means, fix }]) => [
        code,
        http,
        `\`${as}\``,
        means ?? REFUSALS[as].means,
        told(fix ?? REFUSALS[as].fix) || ACCESS_IS_NAMED,
      ]),
    ),
    "Any other code is told by its HTTP status.",
    "## Microsoft Graph's own codes",
    "What Graph answered stands in the error's text with its code. Source: Microsoft Graph docs, error responses and the pages of each call.",
    table(
      ["Graph", "told as", "means here", "what to do"],
      Object.entries(GRAPH_ERROR_CODES).map(([code, { told: as, means, fix }]) => [
        code,
        `\`${as}\``,
        means ?? GRAPH_REFUSALS[as].means,
        told(fix ?? GRAPH_REFUSALS[as].fix) || ACCESS_IS_NAMED,
      ]),
    ),
    "Any other code is told by its HTTP status.",
    "## No answer",
    "`okta-unreachable` and `graph-unreachable` say why no answer came.",
    table(["why", "what to do"], unique(Object.values(NETWORK_FAILURES).map(({ means, fix }) => [means, told(fix)]))),
    "## Warnings",
    "Warnings (`steps[].warnings[].code`) do not stop a run.",
    table(
      ["code", "means", "what to do"],
      [...warnings].sort().map((code) => [`\`${code}\``, ...MEANINGS[code]]),
    ),
  ].join("\n\n");
}

/** Every code has a meaning, and every meaning a code. */
function complain(codes, meanings) {
  const without = codes.filter((code) => !meanings.includes(code));
  const surplus = meanings.filter((code) => !codes.includes(code));
  if (without.length === 0 && surplus.length === 0) return;
  const lines = [
    ...without.map((code) => `${code} has no meaning in scripts/error-meanings.js: add it, then npm run docs`),
    ...surplus.map(
      (code) => `${code} in scripts/error-meanings.js is no code of the sources: remove it, then npm run docs`,
    ),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}

function told(fix) {
  return fix.join(" ");
}

function unique(rows) {
  return [...new Map(rows.map((row) => [row.join("|"), row])).values()];
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(sentence)))].join("\n");
}

/** Texts of more than a word as sentences; codes and numbers as they are. */
function sentence(cell) {
  const text = String(cell);
  if (!text.includes(" ")) return text;
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.?]$/.test(text) ? "" : ".");
}

/** What a source file exports. */
async function sourceOf(path) {
  return import(new URL(`../${path}`, import.meta.url).href);
}

function pathOf(path) {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
