import { dirname } from "node:path";
import { expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { editJournal, journalIn } from "../support/edit-journal.js";
import { applied, dump, undo, world } from "../entra/support/undo.js";

interface Foreign {
  readonly app: string;
  readonly job: string;
  readonly assignment: string;
}

/** The entry with another resource's id in its place: each of the two lines has what it had. */
function pointed(entry: JsonObject, id: string, keeps: JsonObject = {}): JsonObject {
  const kept = isJsonObject(entry["keeps"]) ? { keeps: { ...entry["keeps"], ...keeps } } : {};
  return { ...entry, id, ...kept };
}

const EDITS: readonly (readonly [
  name: string,
  type: string,
  edit: (entry: JsonObject, foreign: Foreign) => JsonObject,
])[] = [
  [
    "an application",
    "enterprise-app",
    (entry, { app }) => ({ ...pointed(entry, app), ...("name" in entry ? { name: "Payroll" } : {}) }),
  ],
  [
    "an application without values",
    "enterprise-app",
    (entry, { app }) => ({ ...pointed(entry, app), ...("name" in entry ? { name: "Payroll", fields: [] } : {}) }),
  ],
  [
    "an assignment",
    "group-assignment",
    (entry, { app, assignment }) => pointed(entry, assignment, { servicePrincipalId: app }),
  ],
  [
    "a job of another kind",
    "provisioning-job",
    (entry, { app, job }) => pointed(entry, job, { servicePrincipalId: app }),
  ],
];

test.each(EDITS)(
  "a journal edited to name %s of somebody else's takes nothing of theirs",
  async (_name, type, edit) => {
    const one = await world();
    const app = one.makeApp("Payroll");
    // An application that somebody uses is left alone for that reason already.
    const job = type === "enterprise-app" ? undefined : one.makeJob(app, "customappsso");
    if (job !== undefined) one.assign(app, one.group("Sales").id);
    const before = dump(one);
    await applied(one);
    const [assignment] = app.assignments.keys();
    const foreign: Foreign = { app: app.id, job: job?.id ?? "", assignment: assignment ?? "" };
    editJournal(journalIn(dirname(one.file("any"))), type, (entry) => edit(entry, foreign));
    const result = await undo(one, "--confirm", "Payroll");
    expect(result.states.filter((state) => state.endsWith(": changed")).join("\n")).toContain(type);
    const mine = Array.isArray(before) ? before : [];
    expect(dump(one)).toEqual(expect.arrayContaining(mine));
    expect(one.sandbox.tenant.deletedApps.size).toBe(0);
  },
);
