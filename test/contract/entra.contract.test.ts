import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import type { Example } from "../sandbox/entra/graph/documented/example.js";
import { play, setStage } from "../sandbox/entra/graph/documented/play.js";
import { SYNCHRONIZATION_EXAMPLES } from "../sandbox/entra/graph/documented/synchronization-examples.js";
import { GENERAL_EXAMPLES } from "../sandbox/entra/graph/documented/general-examples.js";
import { APPLICATION_EXAMPLES } from "../sandbox/entra/graph/documented/application-examples.js";
import { differences } from "../sandbox/entra/graph/documented/shape.js";
import { textOf } from "../sandbox/entra/graph/world.js";

/*
 * Microsoft's own sample bodies for Graph against the sandbox tenant. Runs only with CONTRACT_SPECS, the folder of the vendors'
 * descriptions, beside which the samples are.
 */
const FOLDER = join(process.env["CONTRACT_SPECS"] ?? "", "..", "fixtures", "entra");
const EXAMPLES = [...APPLICATION_EXAMPLES, ...SYNCHRONIZATION_EXAMPLES, ...GENERAL_EXAMPLES];

/** The documented request that each sample answers, by the page of the example. */
const ANSWERS: Readonly<Record<string, string>> = {
  "doc/appRoleAssignedTo-list.json": "serviceprincipal-list-approleassignedto",
  "doc/appRoleAssignedTo-response.201.json": "serviceprincipal-post-approleassignedto",
  "doc/applicationTemplates-instantiate-response.json": "applicationtemplate-instantiate",
  "doc/auditLogs-provisioning.failure-409.json": "provisioningobjectsummary-list, 2",
  "doc/auditLogs-provisioning.success.json": "provisioningobjectsummary-list, 1",
  "doc/group-appRoleAssignments-response.json": "group-post-approleassignments",
  "doc/job-create-response.json": "post-jobs",
  "doc/job-get-quarantine.json": "synchronizationjob-get",
  "doc/jobs-list.json": "list-jobs",
  "doc/parseExpression-response.json": "synchronizationschema-parseexpression",
  "doc/provisionOnDemand-user-response.redundant-export.json": "synchronizationjob-provisionondemand, 1",
  "doc/schema-filterOperators.full.json": "synchronizationschema-filteroperators",
  "doc/schema-functions.full.json": "synchronizationschema-functions",
  "doc/templates-list.json": "list-templates",
  "doc-retyped/provisionOnDemand-group-response.json": "synchronizationjob-provisionondemand, 2",
  "errors/doc/advanced-query.1.json": "aad-advanced-queries, $count without header",
  "errors/doc/advanced-query.2.json": "aad-advanced-queries, $search without header",
  "errors/doc/advanced-query.3.json": "aad-advanced-queries, ne without header",
  "errors/doc/advanced-query.4.json": "aad-advanced-queries, property without index",
};
/** Requests, and parts of a schema: compared by tests of their own below, or sent by the examples. */
const OTHERS = [
  "doc/appRoleAssignedTo-request.json",
  "doc/group-appRoleAssignments-request.json",
  "doc/job-create-request.json",
  "doc/objectDefinition-source-User.json",
  "doc/objectMapping-example.json",
  "doc/provisionOnDemand-user-request.json",
  "doc-retyped/provisionOnDemand-group-request.json",
];
/** Where a sample differs, and why. */
const EXCEPTED: Readonly<Record<string, readonly string[]>> = {
  // Microsoft's two samples name the property differently; the metadata has initiatorType.
  "doc/auditLogs-provisioning.success.json": ["answer.value[0].initiatedBy.initiatingType: missing"],
  // Nothing was changed, so that the record of the failure names no properties.
  "doc/auditLogs-provisioning.failure-409.json": ["answer.value[0].modifiedProperties: empty"],
};

function read(file: string): JsonObject {
  const sample: unknown = JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
  if (!isJsonObject(sample)) throw new Error(`${file} holds no object`);
  return sample;
}

function exampleOf(file: string): Example {
  const found = EXAMPLES.find(({ page }) => page === ANSWERS[file]);
  if (found === undefined) throw new Error(`${file} has no documented request`);
  return found;
}

function listIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

describe("Microsoft's sample bodies for Graph", () => {
  test("are all compared", () => {
    const files = ["doc", "doc-retyped", "errors/doc"].flatMap((folder) =>
      readdirSync(join(FOLDER, folder)).map((name) => `${folder}/${name}`),
    );
    expect(files.sort()).toEqual([...Object.keys(ANSWERS), ...OTHERS].sort());
  });

  test.each(Object.keys(ANSWERS))("%s has the shape of the sandbox's answer", async (file) => {
    const found = await play(await setStage(), { ...exampleOf(file), answer: read(file) });
    expect(found).toEqual(EXCEPTED[file] ?? []);
  });

  test("every function that Microsoft lists has the same parameters in the same order", async () => {
    const { world, values } = await setStage();
    const path = `/servicePrincipals/${values["app"] ?? ""}/synchronization/jobs/${values["job"] ?? ""}/schema`;
    const known = new Map((await world.call("GET", `${path}/functions`)).list.map((one) => [one["name"], one]));
    for (const wanted of listIn(read("doc/schema-functions.full.json")["value"])) {
      expect(known.get(wanted["name"]), textOf(wanted["name"])).toMatchObject(wanted);
    }
    const operators = (await world.call("GET", `${path}/filterOperators`)).list;
    expect(operators.map(({ name }) => name)).toEqual(
      listIn(read("doc/schema-filterOperators.full.json")["value"]).map(({ name }) => name),
    );
  });

  test("the user of the source directory has the sample's attributes in the sample's shape", async () => {
    const { world, values } = await setStage();
    const path = `/servicePrincipals/${values["app"] ?? ""}/synchronization/jobs/${values["job"] ?? ""}/schema`;
    const [source] = (await world.call("GET", `${path}/directories`)).list;
    const user = listIn(source?.["objects"]).find(({ name }) => name === "User");
    const sample = read("doc/objectDefinition-source-User.json");
    expect(differences(sample, user)).toEqual([]);
    const names = new Set(listIn(user?.["attributes"]).map(({ name }) => name));
    expect(listIn(sample["attributes"]).filter(({ name }) => !names.has(name))).toEqual([]);
  });

  test("what was provisioned on demand before is answered with the sample's strings of JSON", async () => {
    const stage = await setStage();
    const example = exampleOf("doc/provisionOnDemand-user-response.redundant-export.json");
    const { world, values } = stage;
    const user = world.sandbox.tenant.users.get(values["stranger"] ?? "");
    world.sandbox.tenant.groups.get(values["group"] ?? "")?.members.add(user?.id ?? "");
    const path = example.path.replace("{app}", values["app"] ?? "").replace("{job}", values["job"] ?? "");
    const subjects = [{ objectId: user?.id ?? "", objectTypeName: "User" }];
    const provision = () => world.call("POST", path, { parameters: [{ ruleId: values["rule"] ?? "", subjects }] });
    await provision();
    const { body } = await provision();
    const sample = read("doc/provisionOnDemand-user-response.redundant-export.json");
    for (const name of ["key", "value"]) {
      const parsed = (object: JsonObject): JsonValue => JSON.parse(textOf(object[name])) as JsonValue;
      expect(differences(parsed(sample), parsed(body))).toEqual([]);
    }
    expect(JSON.parse(textOf(body["key"]))).toMatchObject({
      result: "Skipped",
      details: { errorCode: "RedundantExport" },
    });
  });
});
