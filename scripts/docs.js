import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { withIdpNames } from "./idp-names.js";
import { sandboxPage } from "./sandbox-page.js";

// Writes what the sources say into docs/, schemas/ and src/sandbox/README.md; with --check only says whether it is there as it should be.
register("./typescript-hooks.js", import.meta.url);
const { oktaKinds } = await sourceOf("src/okta/steps/kinds.ts");
const { entraKinds } = await sourceOf("src/entra/steps/kinds.ts");
const { templateJsonSchema } = await sourceOf("src/template/json-schema.ts");
const { errorsPage } = await sourceOf("scripts/errors-page.ts");
const { eventsPage } = await sourceOf("scripts/events-page.ts");
const { stepsPage } = await sourceOf("scripts/steps-page.ts");
const kinds = [...oktaKinds, ...entraKinds];
await keep("schemas/template.schema.json", JSON.stringify(templateJsonSchema(kinds)));
const { oktaIdp } = await sourceOf("src/cli/tenants/okta-idp.ts");
const { entraIdp } = await sourceOf("src/cli/tenants/entra-idp.ts");
const { outputJsonSchema, planJsonSchema } = await sourceOf("src/cli/views/output/json-schema.ts");
await keep("schemas/output.schema.json", JSON.stringify(outputJsonSchema()));
await keep("schemas/plan.schema.json", JSON.stringify(planJsonSchema([oktaIdp, entraIdp])));
await keep("docs/steps.md", stepsPage(kinds));
await keep("docs/errors.md", errorsPage());
await keep("docs/events.md", eventsPage());
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

/** What a source file exports. */
async function sourceOf(path) {
  return import(new URL(`../${path}`, import.meta.url).href);
}

function pathOf(path) {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
