import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import {
  expressionFor,
  plainSourceOf,
  planMappings,
  ruleIdOf,
  type WantedMapping,
} from "../../../src/entra/mapping/schema-surgery.js";
import { differences } from "../support/differences.js";
import {
  DEPARTMENT,
  ENTERPRISE_USER,
  foreignSchema,
  GUIDE,
  list,
  mapped,
  objectMapping,
  olderSchema,
  otherIdsSchema,
  PEOPLE_MAPPINGS,
  schemaOf,
} from "../support/schemas.js";

const PEOPLE = ".synchronizationRules[0].objectMappings[1].attributeMappings";
/** Where a plain source differs from another plain one. */
const SOURCE = [".expression", ".name"];

function problemOf(schema: JsonObject, wanted: readonly WantedMapping[] = GUIDE): SetupError {
  try {
    planMappings(schema, wanted);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error("the schema was accepted");
}

/** The default schema with another item in the place of one target attribute, or without it. */
function withItem(target: string, ...items: readonly JsonObject[]): JsonObject {
  return schemaOf({
    people: PEOPLE_MAPPINGS.flatMap((item) => (item["targetAttributeName"] === target ? items : [item])),
  });
}

describe("planMappings", () => {
  test("changes the source of externalId in the default schema, and nothing else", () => {
    const schema = schemaOf();
    const { fields, after, defines } = planMappings(schema, GUIDE);
    expect(fields).toEqual([{ path: "externalId", before: "[mailNickname]", after: "[objectId]" }]);
    expect(defines).toEqual([]);
    expect(differences(schema, after)).toEqual(SOURCE.map((end) => `${PEOPLE}[8].source${end}`));
    expect(schema).toEqual(schemaOf());
  });

  test("adds the mapping as the portal does where an older tenant has none, past the disabled nameless one", () => {
    const schema = olderSchema();
    const { fields, after } = planMappings(schema, GUIDE);
    expect(fields).toEqual([{ path: "externalId", before: null, after: "[objectId]" }]);
    const people = `.synchronizationRules[0].objectMappings[2].attributeMappings`;
    expect(differences(schema, after)).toEqual([`${people}[${String(PEOPLE_MAPPINGS.length - 1)}]`]);
    expect(JSON.stringify(after)).toContain(JSON.stringify(mapped("externalId", "[objectId]")));
  });

  test("finds people by object names, whatever rules and mappings are called", () => {
    const schema = otherIdsSchema();
    expect(differences(schema, planMappings(schema, GUIDE).after)).toEqual(
      SOURCE.map((end) => `${PEOPLE}[8].source${end}`),
    );
    expect([schemaOf(), olderSchema(), schema].map(ruleIdOf)).toEqual([
      "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8",
      "5f0d2c1e-0000-4000-8000-00000000000e#V2",
      "rule-7",
    ]);
  });

  test("leaves all other meaning of a foreign connector's schema as it is", () => {
    const schema = foreignSchema();
    const { after } = planMappings(schema, [{ target: "title", source: "employeeId" }]);
    const people = ".synchronizationRules[1].objectMappings[1].attributeMappings";
    expect(differences(schema, after)).toEqual(SOURCE.map((end) => `${people}[3].source${end}`));
  });

  test("gives a source to a mapping that had a constant, and keeps its other members", () => {
    const constant = { ...mapped("externalId", null), defaultValue: "nobody", flowType: "ObjectAddOnly", later: [1] };
    const { fields, after } = planMappings(withItem("externalId", constant), GUIDE);
    expect(fields).toEqual([{ path: "externalId", before: null, after: "[objectId]" }]);
    const source = { expression: "[objectId]", name: "objectId", type: "Attribute", parameters: [] };
    expect(JSON.stringify(after)).toContain(JSON.stringify({ ...constant, source }));
  });

  test("takes a function of the right attribute for another value", () => {
    const { fields, after } = planMappings(withItem("externalId", mapped("externalId", "ToLower([objectId])")), GUIDE);
    expect(fields).toEqual([{ path: "externalId", before: "ToLower([objectId])", after: "[objectId]" }]);
    expect(plainSourceOf(after, "externalId")).toBe("objectId");
    expect(expressionFor(after, "externalId")).toBe("[objectId]");
  });

  test("takes a source whose name and expression disagree for another value", () => {
    const item = mapped("externalId", "[mailNickname]");
    const torn = {
      ...item,
      source: { expression: "[mailNickname]", name: "objectId", type: "Attribute", parameters: [] },
    };
    expect(planMappings(withItem("externalId", torn), GUIDE).fields).toHaveLength(1);
  });

  test("takes a mapping in other letter case for the same attribute", () => {
    const schema = withItem("externalId", mapped("ExternalID", "[mailNickname]"));
    const { after } = planMappings(schema, GUIDE);
    expect(expressionFor(after, "externalId")).toBe("[objectId]");
    expect(differences(schema, after)).toEqual(SOURCE.map((end) => `${PEOPLE}[8].source${end}`));
  });

  test("defines a target attribute that the job does not know yet, with the source's type", () => {
    const schema = schemaOf();
    const wanted = [{ target: `${ENTERPRISE_USER}:deleted`, source: "IsSoftDeleted" }];
    const { after, defines } = planMappings(schema, wanted);
    expect(defines).toEqual([`${ENTERPRISE_USER}:deleted`]);
    expect(differences(schema, after)).toEqual([
      `${PEOPLE}[${String(PEOPLE_MAPPINGS.length)}]`,
      `.directories[0].objects[0].attributes[${String(PEOPLE_MAPPINGS.length)}]`,
    ]);
    expect(JSON.stringify(after)).toMatch(
      /"name":"[^"]*:deleted","referencedObjects":\[\],"required":false,"type":"Boolean"/,
    );
  });

  test.each(["directories", "objects"])(
    "does without %s that describe nothing: Microsoft Graph checks then",
    (missing) => {
      const schema = missing === "directories" ? { ...schemaOf(), directories: null } : schemaWithoutObjects();
      expect(planMappings(schema, GUIDE).fields).toHaveLength(1);
    },
  );

  test.each<[what: string, schema: JsonObject, said: RegExp]>([
    ["no rules", { id: "x" }, /no enabled mapping/],
    ["only disabled people", disabledPeople(), /no enabled mapping/],
    [
      "people mapped twice over",
      schemaOf({ first: [peopleMapping()] }),
      /objectMappings\[0\] and .*objectMappings\[2\].*it is not clear which/,
    ],
    [
      "externalId mapped twice",
      withItem("externalId", mapped("externalId", "[mail]"), mapped("externalid", "[mailNickname]")),
      /externalId is mapped 2 times/,
    ],
    [
      "nothing to match by",
      withItem("userName", mapped("userName", "[userPrincipalName]", 0)),
      /no attribute is used for matching/,
    ],
    [
      "externalId as what is matched by",
      withItem("externalId", mapped("externalId", "[mailNickname]", 2)),
      /attributeMappings\[8\].*is the matching attribute/,
    ],
  ])("refuses %s, with the place", (_what, schema, said) => {
    const problem = problemOf(schema);
    expect(problem).toMatchObject({ code: "schema-unexpected", exitCode: 1, refused: true });
    expect(problem.message).toMatch(said);
  });

  test("refuses a source attribute that Entra's users do not have", () => {
    expect(problemOf(schemaOf(), [{ target: "title", source: "objectid" }]).message).toMatch(
      /directories\[1\]\.objects\[0\].*no attribute objectid/,
    );
  });

  test("leaves a matching attribute alone that is right already", () => {
    expect(planMappings(schemaOf(), [{ target: "userName", source: "userPrincipalName" }]).fields).toEqual([]);
    expect(problemOf(schemaOf(), [{ target: "userName", source: "mail" }]).message).toMatch(
      /is the matching attribute/,
    );
  });

  test("names a rule without an id", () => {
    expect(() => ruleIdOf(schemaOf({ ruleId: "" }))).toThrow(/synchronizationRules\[0\]\.id/);
  });
});

describe("what a target attribute gets now", () => {
  test("is told as the portal writes it", () => {
    const schema = schemaOf({ people: [...PEOPLE_MAPPINGS, mapped("nickName", null)] });
    expect(expressionFor(schema, "externalId")).toBe("[mailNickname]");
    expect(expressionFor(schema, "name.formatted")).toBe('Join(" ", [givenName], [surname])');
    expect(expressionFor(schema, "nickName")).toBeNull();
    expect(expressionFor(schema, "locale")).toBeUndefined();
    expect(plainSourceOf(schema, "name.formatted")).toBeUndefined();
    expect(plainSourceOf(schema, DEPARTMENT)).toBe("department");
  });
});

const anyJson = fc.jsonValue({ maxDepth: 2 }).map((value) => value as JsonValue);
const unknownKeys = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 6 }).map((key) => `x-${key}`),
  anyJson,
  { maxKeys: 3 },
);
const expression = fc.constantFrom("[mailNickname]", "[objectId]", "[mail]", "ToLower([objectId])", null);

const anyItem = fc
  .tuple(fc.constantFrom("title", DEPARTMENT, "displayName", "nickName"), expression, unknownKeys)
  .map(([target, from, more]) => ({ ...mapped(target, from), ...more }));
const externalIdItem = fc
  .tuple(fc.constantFrom("externalId", "externalID"), expression, unknownKeys, fc.nat(3))
  .map(([target, from, more, defaultValue]) => ({ ...more, ...mapped(target, from), defaultValue }));

/** Schemas of Graph's shape, with anything beside: other rules, disabled mappings, unknown keys, items in any order. */
const anySchema = fc
  .record({
    items: fc.uniqueArray(anyItem, { selector: (item) => item["targetAttributeName"], maxLength: 4 }),
    externalId: fc.option(externalIdItem, { nil: undefined }),
    disabled: fc.array(unknownKeys, { maxLength: 2 }),
    otherRules: fc.array(unknownKeys, { maxLength: 2 }),
    known: fc.subarray(["externalId", "title", "displayName", DEPARTMENT]),
    more: unknownKeys,
    shuffle: fc.nat(1000),
  })
  .map(({ items, externalId, disabled, otherRules, known, more, shuffle }) => {
    const people = [
      mapped("userName", "[userPrincipalName]", 1),
      ...items,
      ...(externalId === undefined ? [] : [externalId]),
    ];
    const turned = [...people.slice(shuffle % people.length), ...people.slice(0, shuffle % people.length)];
    const schema = schemaOf({
      people: turned,
      known,
      first: disabled.map((keys) => ({ ...keys, enabled: false, sourceObjectName: "", attributeMappings: [null] })),
    });
    return { ...more, ...schema, synchronizationRules: [...otherRules, ...list(schema["synchronizationRules"])] };
  });

/** The only places where a fix of the guide's three mappings may leave a trace. */
const INTENDED =
  /^\.(synchronizationRules\[\d+\]\.objectMappings\[\d+\]\.attributeMappings\[\d+\](\.source(\.\w+(\[\d+\])?| \(keys\))?)?|directories\[0\]\.objects\[0\]\.attributes\[\d+\])$/;

describe("for any schema of that shape", () => {
  property.prop([anySchema])("only the intended paths differ, and planning again finds nothing to do", (schema) => {
    const copy = structuredClone(schema);
    const { after, fields } = planMappings(schema, GUIDE);
    expect(schema).toEqual(copy);
    const touched = differences(schema, after);
    expect(touched.filter((path) => !INTENDED.test(path))).toEqual([]);
    const targets = new Set(touched.map((path) => targetAt(after, path)));
    for (const target of targets) expect(fields.map(({ path }) => path.toLowerCase())).toContain(target);
    expect(planMappings(after, GUIDE)).toEqual({ fields: [], defines: [], after });
    for (const { target, source } of GUIDE) expect(plainSourceOf(after, target)).toBe(source);
  });
});

/** The target attribute that a touched path belongs to, in lower case. */
function targetAt(schema: JsonObject, path: string): string {
  const keys = path.match(/[^.[\]]+/g) ?? [];
  const item = keys.slice(0, 6).reduce<JsonValue | undefined>((value, key) => {
    if (Array.isArray(value)) return (value as readonly JsonValue[])[Number(key)];
    return isJsonObject(value) ? value[key] : undefined;
  }, schema);
  const name = isJsonObject(item) ? (item["targetAttributeName"] ?? item["name"]) : undefined;
  return typeof name === "string" ? name.toLowerCase() : `nothing at ${path}`;
}

/** Schemas that are not part of the project: fixed as well where they are there. */
const folder = join(process.env["CONTRACT_SPECS"] ?? "", "..", "fixtures", "entra", "reconstructed");
const files =
  (process.env["CONTRACT_SPECS"] ?? "") !== "" && existsSync(folder)
    ? readdirSync(folder).filter((name) => name.startsWith("scim-job-schema."))
    : [];

describe.runIf(files.length > 0)("the schemas of the reference folder", () => {
  test.each(files)("%s: only the intended paths differ", (file) => {
    const schema: unknown = JSON.parse(readFileSync(join(folder, file), "utf8"));
    if (!isJsonObject(schema)) throw new Error(`${file} holds no object`);
    const { after } = planMappings(schema, GUIDE);
    expect(
      differences(schema, after).filter((path) => !/attributeMappings\[\d+\](\.source\.\w+)?$/.test(path)),
    ).toEqual([]);
    expect(planMappings(after, GUIDE).fields).toEqual([]);
    for (const { target, source } of GUIDE) expect(plainSourceOf(after, target)).toBe(source);
  });
});

function peopleMapping(): JsonObject {
  return objectMapping("Once more", "User", "User", PEOPLE_MAPPINGS);
}

function disabledPeople(): JsonObject {
  const schema = schemaOf();
  const text = JSON.stringify(schema["synchronizationRules"]).replaceAll('"enabled":true', '"enabled":false');
  return { ...schema, synchronizationRules: JSON.parse(text) as JsonValue };
}

function schemaWithoutObjects(): JsonObject {
  const schema = schemaOf();
  return {
    ...schema,
    directories: list(schema["directories"]).map((one) => (isJsonObject(one) ? { name: one["name"] } : one)),
  };
}
