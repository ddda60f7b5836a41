import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import type { OktaSandboxOptions } from "../../src/sandbox/okta/start.js";
import { startUndoWorld, type UndoGuide, type UndoWorld } from "../support/undo-world.js";
import { objectsIn, text } from "../support/tenant-world.js";
import type { UndoItem, RunResult } from "../../src/setup/model/run-result.js";

const opened: UndoWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function world(guide: UndoGuide, options: Partial<OktaSandboxOptions> = {}): Promise<UndoWorld> {
  const started = await startUndoWorld(guide, options);
  opened.push(started);
  return started;
}

const TOTAL: UndoGuide = { template: "total/okta", label: "TOTAL (Provisioning)" };
const SENHASEGURA: UndoGuide = {
  template: "senhasegura/okta",
  label: "senhasegura SCIM",
  inputs: { appName: "senhasegura SCIM", serverUrl: "https://senhasegura.example" },
};
const CATALOG: UndoGuide = { ...SENHASEGURA, template: "senhasegura/okta-catalog" };
const HOLISTICS: UndoGuide = { template: "holistics/okta", label: "Holistics", inputs: { appName: "Holistics" } };
const GENERIC: UndoGuide = {
  template: "generic/okta",
  label: "Vendor",
  inputs: {
    label: "Vendor",
    uniqueIdentifier: "userName",
    ssoUrl: "https://provisioning.invalid/saml/acs",
  },
  target: ["baseUrl", "token"],
};

function statesOf({ undo }: { readonly undo: readonly UndoItem[] }): string[] {
  return undo.map(({ done, state }) => `${done.resource.type} "${done.resource.name}": ${state}`);
}

async function applied(one: UndoWorld, ...parts: Parameters<UndoWorld["apply"]>): Promise<RunResult> {
  const result = await one.apply(...parts);
  expect([result.outcome, result.error]).toEqual(["applied", undefined]);
  await one.settle();
  return result;
}

describe("undo returns an org to its configuration before the run", () => {
  test.each([TOTAL, SENHASEGURA, CATALOG, GENERIC])("$template, from an empty org", async (guide) => {
    const one = await world(guide);
    const before = await one.dump();
    await applied(one);
    expect(await one.active()).toHaveLength(3);
    const result = await one.undo();
    expect([result.outcome, result.error]).toEqual(["applied", undefined]);
    expect(result.undo.every(({ state }) => state === "undone")).toBe(true);
    expect(await one.dump()).toEqual(before);
    // Nobody is left behind at the vendor by deleting the app too early; the groups stay there.
    expect(await one.active()).toEqual([]);
    expect(await one.targetGroups()).toHaveLength(2);

    const again = await one.undo();
    expect([again.outcome, again.undo]).toEqual(["unchanged", []]);
  });

  test.each([TOTAL, SENHASEGURA, HOLISTICS, GENERIC])(
    "$template, with an app that is there and connected already",
    async (guide) => {
      const one = await world(guide);
      one.sandbox.addApp(guide.label);
      const appId = await one.appId();
      await one.connect(appId);
      await one.admin("PUT", `/api/v1/apps/${appId}/groups/${await one.groupId("Sales")}`, { priority: 0 });
      const before = await one.dump();
      await applied(one);
      const result = await one.undo({ deleteGroups: true, confirm: false });
      expect([result.outcome, result.error]).toEqual(["applied", undefined]);
      expect(await one.dump()).toEqual(before);
      expect(await one.active()).toEqual(["dag@north.example"]);
      expect(await one.targetGroups()).toEqual([]);
    },
  );
});

/** A request of an administrator beside the tool, on the app of the guide. */
async function onApp(one: UndoWorld, method: string, path: string, body?: JsonObject): Promise<JsonObject> {
  const answer = await one.admin(method, `/api/v1/apps/${await one.appId()}${path}`, body);
  return isJsonObject(answer) ? answer : {};
}

async function pushesOf(one: UndoWorld): Promise<readonly JsonObject[]> {
  return objectsIn(await one.admin("GET", `/api/v1/apps/${await one.appId()}/group-push/mappings`));
}

async function assignedTo(one: UndoWorld): Promise<string[]> {
  return objectsIn(await one.admin("GET", `/api/v1/apps/${await one.appId()}/groups`)).map(({ id }) => text(id));
}

describe("what undo leaves alone", () => {
  test("the app, without its name repeated; all else is taken back, and the app with the next run", async () => {
    const one = await world(TOTAL);
    const before = await one.dump();
    await applied(one);
    const result = await one.undo({ confirm: "TOTAL" });
    expect(result).toMatchObject({ outcome: "failed", error: { code: "confirm-needed", exitCode: 1 } });
    expect(statesOf(result)).toContain('app "TOTAL (Provisioning)": unconfirmed');
    expect(await assignedTo(one)).toEqual([]);
    expect(one.writes.filter((write) => /DELETE .*\/apps\/\w+$/.test(write))).toEqual([]);
    expect((await one.undo()).outcome).toBe("applied");
    expect(await one.dump()).toEqual(before);
  });

  test("what a person says no to, and all that hangs on it", async () => {
    const one = await world(TOTAL);
    await applied(one);
    const asked: string[] = [];
    const result = await one.undo({
      decide: ({ done }) => {
        asked.push(done.resource.name);
        return Promise.resolve(done.resource.type === "group-assignment" ? "no" : "yes");
      },
    });
    expect(result.outcome).toBe("applied");
    expect(asked).not.toContain(TOTAL.label);
    expect(statesOf(result)).toEqual([
      'group-push-mapping "TOTAL-Analyst": undone',
      'group-push-mapping "TOTAL-Admin": undone',
      'group-assignment "TOTAL-Analyst": declined',
      'group-assignment "TOTAL-Admin": declined',
      'console-stop "Enable SCIM and connect to TOTAL": kept',
      'app "TOTAL (Provisioning)": changed',
    ]);
    expect(await assignedTo(one)).toHaveLength(2);

    const nothing = await one.undo({ decide: () => Promise.resolve("quit") });
    expect(nothing).toMatchObject({ outcome: "failed", error: { code: "declined" } });
  });

  test("a push that somebody linked elsewhere, and a group of the vendor that was there before", async () => {
    const one = await world(TOTAL);
    const headers = { authorization: `Bearer ${one.scim.token.reveal()}`, "content-type": "application/scim+json" };
    const body = JSON.stringify({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName: "TOTAL-Admin",
    });
    await fetch(`${one.scim.baseUrl}/Groups`, { method: "POST", headers, body });
    await applied(one);
    const result = await one.undo({ deleteGroups: true });
    expect(result.outcome).toBe("applied");
    expect(await one.targetGroups()).toEqual(["TOTAL-Admin"]);

    await applied(one);
    const journal = readFileSync(one.journal, "utf8");
    const [push] = await pushesOf(one);
    const elsewhere = journal.replaceAll(text(push?.["targetGroupId"]), "00gElsewhere00000000");
    writeFileSync(one.journal, elsewhere);
    const refused = await one.undo();
    expect(statesOf(refused)).toContain('group-push-mapping "TOTAL-Admin": changed');
    expect(await pushesOf(one)).toEqual([push]);
  });

  test("a group that it made, once somebody is in it or another app has it", async () => {
    const one = await world({
      ...TOTAL,
      inputs: { groups: ["New", "Newer", "Newest"], assign: ["New", "Newer", "Newest"] },
    });
    const before = await one.dump();
    await one.apply({ createGroups: true });
    await one.settle();
    const [person] = objectsIn(await one.admin("GET", `/api/v1/groups/${await one.groupId("Sales")}/users`));
    await one.admin("PUT", `/api/v1/groups/${await one.groupId("New")}/users/${text(person?.["id"])}`);
    one.sandbox.addApp("Another app");
    const other = objectsIn(await one.admin("GET", "/api/v1/apps")).find(({ label }) => label === "Another app");
    await one.admin("PUT", `/api/v1/apps/${text(other?.["id"])}/groups/${await one.groupId("Newer")}`, {});
    const result = await one.undo();
    expect(statesOf(result).filter((state) => state.startsWith("group "))).toEqual([
      'group "Newest": undone',
      'group "Newer": changed',
      'group "New": changed',
    ]);
    expect(result.undo.map(({ what }) => what).join("\n")).toMatch(/assigned to "Another app"[\s\S]*1 member/);

    await one.admin("DELETE", `/api/v1/groups/${await one.groupId("New")}/users/${text(person?.["id"])}`);
    await one.admin("DELETE", `/api/v1/apps/${text(other?.["id"])}/groups/${await one.groupId("Newer")}`);
    expect((await one.undo()).undo.map(({ state }) => state)).toEqual(["undone", "undone"]);
    expect((await one.dump())["groups"]).toEqual(before["groups"]);
  });
});

describe("people", () => {
  test("are counted where they lose the app, each once, and not where Okta does not deactivate them", async () => {
    const one = await world(TOTAL);
    await applied(one);
    const seen: (number | undefined)[] = [];
    const count = async (): Promise<(number | undefined)[]> => {
      seen.length = 0;
      const { undo } = await one.undo({
        decide: (item) => {
          if (item.done.resource.type === "group-assignment") seen.push(item.people);
          return Promise.resolve("no");
        },
      });
      return [...seen, undo.find(({ done }) => done.resource.type === "app")?.people];
    };
    // Ben is in both groups: asked about alone, each group leaves him assigned by the other.
    expect(await count()).toEqual([1, 1, undefined]);
    // Taken back together, the last of his two groups counts him.
    const { shown } = await one.undo({ decide: () => Promise.resolve("quit") });
    expect(shown.flatMap(({ people }) => people ?? [])).toEqual([1, 2]);
    const yes: (number | undefined)[] = [];
    await onApp(one, "PUT", `/groups/${await one.groupId("Sales")}`, {});
    await one.settle();
    await one.undo({
      decide: (item) => {
        yes.push(item.people);
        return Promise.resolve("yes");
      },
    });
    expect(yes).toEqual([undefined, undefined, 1, 2]);
    await one.settle();
    expect(await one.active()).toEqual(["dag@north.example"]);
  });

  test("who stay active at the vendor, since Deactivate Users is off, are told", async () => {
    const one = await world(TOTAL);
    await applied(one);
    await one.sandbox.console.submit(await one.appId(), { "Deactivate Users": false });
    const result = await one.undo({ deleteGroups: true });
    expect([result.outcome, result.error]).toEqual(["applied", undefined]);
    // Nobody is waited for; that the groups go at the vendor is, before the app does.
    expect(await one.targetGroups()).toEqual([]);
    const assignment = result.undo.find(
      ({ done }) => done.resource.name === "TOTAL-Admin" && done.step === "assign-groups",
    );
    expect(assignment).toMatchObject({
      people: 0,
      what: expect.stringMatching(/2 users lose the app.*off/) as string,
    });
    expect(await one.active()).toHaveLength(3);
  });
});

test("an undo that is interrupted after every single write ends as one that is not", async () => {
  const one = await world(TOTAL);
  const before = await one.dump();
  await applied(one);
  let runs = 0;
  for (let outcome = "interrupted"; outcome === "interrupted" && runs < 20; runs += 1) {
    const result = await one.undo({ deleteGroups: true, interruptAfter: 1 });
    outcome = result.outcome;
  }
  expect(runs).toBeGreaterThan(7);
  await one.settle();
  expect(await one.dump()).toEqual(before);
  expect((await one.undo()).undo).toEqual([]);
});

test("several runs and several updates of one field go back to the oldest value", async () => {
  const one = await world(SENHASEGURA);
  one.sandbox.addApp(SENHASEGURA.label);
  await one.connect(await one.appId());
  const attribute = { title: "customCode", type: "string", externalName: "customCode", scope: "SELF" };
  const namespaced = { ...attribute, externalNamespace: "urn:ietf:params:scim:schemas:core:2.0:User" };
  const schema = `/api/v1/meta/schemas/apps/${await one.appId()}/default`;
  await one.admin("POST", schema, { definitions: { custom: { properties: { customCode: namespaced } } } });
  await one.clock.sleep(5_000);
  const [mapping] = objectsIn(await one.admin("GET", `/api/v1/mappings?targetId=${await one.appId()}`));
  const properties = { customCode: { expression: "user.department", pushStatus: "DONT_PUSH" } };
  await one.admin("POST", `/api/v1/mappings/${text(mapping?.["id"])}`, { properties });
  const before = await one.dump();

  const code = (value: string) => (template: string) => template.replace("test-CustomCode", value);
  await one.apply({ edit: code("one") });
  await one.apply({ edit: code("two") });
  expect((await one.undo({ deleteGroups: true })).outcome).toBe("applied");
  expect(await one.dump()).toEqual(before);

  await one.apply({ edit: code("three") });
  expect((await one.undo({ deleteGroups: true })).outcome).toBe("applied");
  expect(await one.dump()).toEqual(before);
});

test("what a person did at the console of an app that was there stays with the words how to take it back", async () => {
  const one = await world(HOLISTICS);
  one.sandbox.addApp("Holistics");
  await applied(one);
  const result = await one.undo();
  expect([result.outcome, result.error]).toEqual(["applied", undefined]);
  const stop = result.undo.find(({ done }) => done.resource.type === "console-stop");
  expect(stop).toMatchObject({
    state: "kept",
    what: expect.stringMatching(/To turn it off,.*set Provisioning to None.*http/) as string,
  });
  await one.sandbox.console.submit(await one.appId(), { Provisioning: "None" });
  expect(statesOf(await one.undo())).toEqual([expect.stringMatching(/^console-stop.*undone$/)]);
  expect((await one.undo()).undo).toEqual([]);
});

test("what the API switched on is switched off again, once everybody who lost the app is deactivated", async () => {
  const one = await world(TOTAL, { connectionApi: "token", featuresApi: "supported" });
  one.sandbox.addApp(TOTAL.label);
  const before = await one.dump();
  await applied(one);
  const result = await one.undo({ deleteGroups: true });
  expect([result.outcome, result.error]).toEqual(["applied", undefined]);
  const after = await one.dump();
  const features = (dump: JsonObject): unknown =>
    objectsIn(dump["apps"]).map(({ app }) => isJsonObject(app) && app["features"]);
  expect(features(after)).toEqual(features(before));
  expect(await one.active()).toEqual([]);
});

test("a change of which nobody knows whether it was made is told, and left to a person", async () => {
  const one = await world(TOTAL);
  await applied(one);
  const lines = readFileSync(one.journal, "utf8").trimEnd().split("\n");
  const made = lines.findIndex((line) => line.includes('"type":"app"'));
  writeFileSync(one.journal, `${lines.filter((_line, index) => index !== made + 1).join("\n")}\n`);
  const result = await one.undo();
  expect(result.undo.at(-1)).toMatchObject({ state: "unknown", what: expect.stringContaining(TOTAL.label) as string });
  expect(await one.appId()).not.toBe("");
});
