import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { beforeAll, describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import { outputJsonSchema } from "../../../src/cli/views/output/json-schema.js";
import type { SandboxReady, TargetReady } from "../../../src/cli/views/output/server.js";
import { examinationJson } from "../../../src/cli/views/render-doctor.js";
import { jsonDocument } from "../../../src/cli/views/render-json.js";
import { anyEdit, edited } from "../../support/edit-json.js";
import { checkerOf, heldDocument, keptSchema, verdictsOn } from "../../support/held-document.js";
import { runCli, temporaryFolder } from "../../support/run-cli.js";
import { REMEMBERED, rememberedState } from "../../support/remembered-state.js";
import { runInProcess } from "../../support/run-in-process.js";
import { EXAMINED, RUN } from "./examples.js";

const TARGET: TargetReady = {
  ready: true,
  url: "http://127.0.0.1:1",
  baseUrl: "http://127.0.0.1:1/scim/v2",
  token: "t",
};
const SANDBOX: SandboxReady = {
  ready: true,
  url: "http://127.0.0.1:2",
  token: "u",
  console: "http://127.0.0.1:2/console",
  oauth: { clientId: "c", deviceClientId: "d" },
  target: { baseUrl: "http://127.0.0.1:1/scim/v2", token: "t" },
};

const BROKEN = join(temporaryFolder(), "broken.yaml");
writeFileSync(BROKEN, "template: 1\n");

const REPORTED = join(temporaryFolder(), "run.json");
writeFileSync(REPORTED, JSON.stringify(jsonDocument(RUN)));

/** What prints each kind of document that the renderers alone cannot make. */
const COMMANDS: readonly (readonly string[])[] = [
  ["entra", "--dry-run", "--json", "--no-input", "--preview", "ada.admin@total.example"],
  ["entra", "runbook", "--json"],
  ["okta", "--json", "--unheard-of"],
  ["report", REPORTED, "--out", join(temporaryFolder(), "report.html"), "--json"],
  ["setups", "--json"],
  ["setups", "show", "northwind.example/acme/entra", "--json"],
  ["setups", "forget", "northwind.example/acme/entra", "--json"],
  ["template", "list", "--json"],
  ["template", "show", "total/okta", "--json"],
  ["template", "show", "senhasegura/okta", "--json"],
  ["template", "validate", "total/okta", BROKEN, "--json"],
];

const documents: JsonValue[] = [
  ...[jsonDocument(RUN), examinationJson(EXAMINED), examinationJson({ ...EXAMINED, session: undefined })],
  ...[TARGET, SANDBOX],
].map((one) => JSON.parse(JSON.stringify(one)) as JsonValue);

const kept = keptSchema("output");
const definitions = isJsonObject(kept["$defs"]) ? kept["$defs"] : {};

beforeAll(async () => {
  const env = rememberedState(REMEMBERED);
  for (const args of COMMANDS)
    documents.push(heldDocument((await runInProcess(args, args[0] === "setups" ? { env } : {})).stdout));
  // Only what was built knows its commit.
  documents.push(heldDocument((await runCli(["--version", "--json"])).stdout));
});

/** Each member that a schema describes, as `change.fields`, with its schema. */
function membersOf(schema: JsonValue | undefined, name: string): (readonly [string, JsonObject])[] {
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).flatMap((one) => membersOf(one, name));
  if (!isJsonObject(schema)) return [];
  const { properties, items, anyOf } = schema;
  const own = Object.entries(isJsonObject(properties) ? properties : {}).flatMap(([key, value]) =>
    isJsonObject(value) ? [[`${name}.${key}`, value] as const, ...membersOf(value, `${name}.${key}`)] : [],
  );
  return [...own, ...membersOf(items, name), ...membersOf(anyOf, name)];
}

const members = Object.entries(definitions).flatMap(([name, schema]) => membersOf(schema, name));

/** The members of a document by the names that `membersOf` gives them. */
function usedIn(value: JsonValue | undefined, schema: JsonValue | undefined, name: string): string[] {
  if (!isJsonObject(schema)) return [];
  const { $ref: ref, properties, items, anyOf } = schema;
  if (typeof ref === "string") {
    const next = ref.replace("#/$defs/", "");
    return usedIn(value, definitions[next], next);
  }
  if (Array.isArray(anyOf)) return (anyOf as readonly JsonValue[]).flatMap((one) => usedIn(value, one, name));
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((one) => usedIn(one, items, name));
  if (!isJsonObject(value) || !isJsonObject(properties)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key in properties ? [`${name}.${key}`, ...usedIn(inner, properties[key], `${name}.${key}`)] : [],
  );
}

describe("schemas/output.schema.json", () => {
  test("is what the sources say: else run npm run docs", () => {
    expect(kept).toEqual(outputJsonSchema());
  });

  test("says of each member what it is", () => {
    expect(members.length).toBeGreaterThan(150);
    const silent = members.filter(([, { description, $ref: ref }]) => {
      const definition = typeof ref === "string" ? definitions[ref.replace("#/$defs/", "")] : undefined;
      return (description ?? (isJsonObject(definition) ? definition["description"] : undefined)) === undefined;
    });
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  test("describes each kind of document, and each of its members is printed", () => {
    for (const document of documents) expect(verdictsOn(document)).toEqual({ kept: true, sources: true });
    const used = new Set(documents.flatMap((document) => usedIn(document, kept, "")));
    expect(members.map(([name]) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  test("takes members of later versions, which its readers pass over; a test does not", () => {
    const accepts = checkerOf(kept);
    for (const document of documents) {
      const later = { ...(isJsonObject(document) ? document : {}), later: { member: true } };
      expect(accepts(later)).toBe(true);
      expect(verdictsOn(later)).toEqual({ kept: false, sources: false });
    }
  });

  test.each(["errors", "steps", "proof", "requests", "tenant", "durationMs"])("does not do without %s", (member) => {
    const { [member]: _gone, ...rest } = jsonDocument(RUN) as JsonObject;
    expect(verdictsOn(JSON.parse(JSON.stringify(rest)))).toEqual({ kept: false, sources: false });
  });

  property.prop([fc.nat(), anyEdit, anyEdit], { numRuns: 500 })(
    "takes and refuses what the sources' schema takes and refuses, whatever is edited",
    (which, one, two) => {
      const document = documents[which % documents.length] ?? null;
      const { kept: taken, sources } = verdictsOn(edited(document, one));
      expect(taken).toBe(sources);
      const twice = verdictsOn(edited(edited(document, one), two));
      expect(twice.kept).toBe(twice.sources);
    },
  );
});
