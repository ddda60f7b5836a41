import { expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { editJournal } from "../support/edit-journal.js";
import { objectsIn, text } from "../support/tenant-world.js";
import { startUndoWorld, type UndoWorld } from "../support/undo-world.js";

const FOREIGN = "Payroll";
const DAY_MS = 86_400_000;

interface Place {
  readonly one: UndoWorld;
  /** Ids of what somebody else made long before the run. */
  readonly app: string;
  readonly group: string;
  readonly push: string;
  readonly target: string;
  readonly values: JsonObject;
}

/** The entry with another resource's name and id in its place: each of the two lines has what it had. */
function pointed(entry: JsonObject, name: string, id: string, keeps: JsonObject = {}): JsonObject {
  const kept = isJsonObject(entry["keeps"]) ? { keeps: { ...entry["keeps"], ...keeps } } : {};
  return { ...entry, id, ...("name" in entry ? { name } : {}), ...kept };
}

function withFields(entry: JsonObject, fields: JsonValue): JsonObject {
  return "fields" in entry ? { ...entry, fields } : entry;
}

const EDITS: readonly (readonly [name: string, type: string, edit: (entry: JsonObject, place: Place) => JsonObject])[] =
  [
    [
      "an app without values",
      "app",
      (entry, { app }) => withFields(pointed(entry, FOREIGN, app, { settings: {} }), []),
    ],
    [
      "an app with the foreign app's own values",
      "app",
      (entry, { app, values }) =>
        withFields(pointed(entry, FOREIGN, app, { settings: {} }), [
          { path: "label", before: null, after: values["label"] ?? null },
          { path: "signOnMode", before: null, after: values["signOnMode"] ?? null },
        ]),
    ],
    ["an assignment", "group-assignment", (entry, { app, group }) => pointed(entry, "Sales", group, { appId: app })],
    [
      "an assignment without values",
      "group-assignment",
      (entry, { app, group }) => withFields(pointed(entry, "Sales", group, { appId: app }), []),
    ],
    [
      "a push",
      "group-push-mapping",
      (entry, { app, push, target }) => pointed(entry, "Sales", push, { appId: app, targetGroupId: target }),
    ],
    ["a group", "group", (entry, { group }) => withFields(pointed(entry, "Old", group), [NAME])],
  ];
const NAME = { path: "profile.name", before: null, after: "Old" };

/** Connects an app, assigns a group to it and pushes that; gives the push. */
async function inUse(one: UndoWorld, app: string, group: string): Promise<JsonValue> {
  await one.connect(app);
  await one.admin("PUT", `/api/v1/apps/${app}/groups/${group}`, {});
  return one.admin("POST", `/api/v1/apps/${app}/group-push/mappings`, {
    sourceGroupId: group,
    targetGroupName: "Sellers",
  });
}

test.each(EDITS)(
  "a journal edited to name %s of somebody else's takes nothing of theirs",
  async (_name, type, edit) => {
    const one = await startUndoWorld({
      template: "total/okta",
      label: "TOTAL (Provisioning)",
      inputs: { groups: ["TOTAL-Admin", "Newest"], assign: ["TOTAL-Admin", "Newest"] },
    });
    try {
      one.sandbox.addApp(FOREIGN);
      const apps = objectsIn(await one.admin("GET", "/api/v1/apps?limit=200"));
      const values = apps.find(({ label }) => label === FOREIGN) ?? {};
      const app = text(values["id"]);
      const sales = await one.groupId("Sales");
      // An app that somebody uses is left alone for that reason already.
      const made = type === "app" ? {} : await inUse(one, app, sales);
      const old = await one.admin("POST", "/api/v1/groups", { profile: { name: "Old" } });
      await one.clock.sleep(DAY_MS);
      const [mapping] = objectsIn(await one.admin("GET", `/api/v1/apps/${app}/group-push/mappings`));
      const before = await one.dump();

      expect((await one.apply({ createGroups: true })).outcome).toBe("applied");
      await one.settle();
      const place: Place = {
        one,
        app,
        values,
        push: isJsonObject(made) && "id" in made ? text(made["id"]) : "",
        group: type === "group" ? (isJsonObject(old) ? text(old["id"]) : "") : sales,
        target: mapping === undefined ? "" : text(mapping["targetGroupId"]),
      };
      editJournal(one.journal, type, (entry) => edit(entry, place));
      const result = await one.undo({ confirm: FOREIGN, deleteGroups: true });
      expect(result.undo.map(({ done, state }) => `${done.resource.type} ${state}`)).toContain(`${type} changed`);
      expect(result.shown.filter(({ state }) => state === "unconfirmed").map(({ confirm }) => confirm)).not.toContain(
        FOREIGN,
      );
      const after = await one.dump();
      const all = (dump: JsonObject): string[] =>
        ["apps", "groups"].flatMap((kind) => objectsIn(dump[kind]).map((found) => JSON.stringify(found)));
      expect(all(after)).toEqual(expect.arrayContaining(all(before)));
    } finally {
      await one.close();
    }
  },
);
