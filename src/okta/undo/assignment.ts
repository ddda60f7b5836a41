import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { count } from "../../base/text.js";
import type { Change, FieldChange } from "../../setup/model/plan.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo, UndoContext, UndoLook, UndoOptions } from "../../setup/step/step-undo.js";
import { isSameResource, isSameValue, valueAfterUndo } from "../../setup/undo/undo-values.js";
import type { OktaApp, OktaGroupAssignment } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { notMadeThen, wasChangedSince } from "../../setup/undo/made-then.js";
import { orAbsent } from "../api/errors.js";
import { appNow, newerIn } from "./common.js";
import { leavingWith } from "./leaving.js";
import { noteLeavers, waitForAllLeavers } from "./leavers.js";

/** Unassigns a group, or restores the earlier values of its assignment (Okta: OpenAPI description, application groups). */
export const assignmentUndo: StepUndo<OktaTenant> = {
  look: async (context, done, { before }) => {
    const { api } = context.tenant;
    const { id: groupId, name } = done.resource;
    const appId = undoText(done, "appId");
    if (groupId === undefined || appId === undefined) return notKnown(done, "Okta");
    const app = await appNow(api, appId);
    if (app === undefined) return undone(`The app of the group "${name}" no longer exists.`);
    const assignment = await orAbsent(api.assignments.group(appId, groupId));
    if (assignment === undefined) return undone(`The group "${name}" is not assigned.`);
    if (!wasChangedSince(done, assignment.lastUpdated)) {
      const why = notMadeThen(done, assignment.lastUpdated);
      return changed(`The assignment of the group "${name}" to "${app.label}" is older than this run: ${why}.`);
    }
    const newer = newerIn(before, appId, "group-assignment").filter((one) => isSameResource(one, done));
    if (newer.some(({ action }) => action === "create"))
      return undone(`The group "${name}" is already unassigned by then.`);
    const profile = profileAfter(assignment, newer);
    return done.action === "create"
      ? unassignLook(context, { done, app, profile, before })
      : restoreLook(done, app, profile);
  },
  apply: async (context, done) => {
    const { api } = context.tenant;
    const { id: groupId } = done.resource;
    const appId = undoText(done, "appId");
    if (groupId === undefined || appId === undefined) return;
    if (done.action === "create") return unassign(context, appId, groupId);
    const assignment = await api.assignments.group(appId, groupId);
    const { priority } = assignment;
    await api.assignments.assignGroup(appId, groupId, {
      ...(typeof priority === "number" ? { priority } : {}),
      profile: withBefore(assignment.profile ?? {}, done.fields),
    });
  },
  settle: waitForAllLeavers,
};

async function unassign(context: UndoContext<OktaTenant>, appId: string, groupId: string): Promise<void> {
  const { api } = context.tenant;
  const app = await api.apps.get(appId);
  const { ids, deactivates } = await leavingWith(context, app, groupId, []);
  // Recorded before they lose the app: only later log events count.
  if (deactivates) await noteLeavers(context, appId, ids);
  await api.assignments.unassignGroup(appId, groupId);
}

interface Unassigning {
  readonly done: JournalledChange;
  readonly app: OktaApp;
  /** As it is once newer changes are undone. */
  readonly profile: JsonObject;
  readonly before: UndoOptions["before"];
}

async function unassignLook(
  context: UndoContext<OktaTenant>,
  { done, app, profile, before }: Unassigning,
): Promise<UndoLook> {
  const { id = "", name } = done.resource;
  const written = isJsonObject(done.undoData["profile"]) ? done.undoData["profile"] : {};
  if (!isSameValue(profile, written)) {
    const values = `the run set ${JSON.stringify(written)}, Okta shows ${JSON.stringify(profile)}`;
    return changed(`The values in the assignment of the group "${name}" have changed: ${values}.`);
  }
  const { ids, deactivates } = await leavingWith(context, app, id, before);
  const stay = "Okta does not deactivate them at the vendor, because Deactivate Users is off";
  const note =
    deactivates || ids.size === 0 ? undefined : `${count(ids.size, "user loses", "users lose")} the app; ${stay}`;
  const change: Change = {
    action: "delete",
    resource: { ...done.resource, id },
    fields: [
      { path: "group", before: name, after: null },
      ...Object.entries(profile).map(([key, value]) => ({
        path: `profile.${key}`,
        before: value ?? null,
        after: null,
      })),
    ],
    ...(note === undefined ? {} : { note }),
  };
  return { state: "undo", change, people: deactivates ? ids.size : 0 };
}

function restoreLook({ fields, resource }: JournalledChange, app: OktaApp, profile: JsonObject): UndoLook {
  const actual = fields.map((field) => ({ field, value: profile[keyOf(field)] ?? null }));
  if (actual.every(({ field, value }) => isSameValue(value, field.before)))
    return undone(`The assignment of the group "${resource.name}" already has its earlier values.`);
  const other = actual.find(({ field, value }) => !isSameValue(value, field.after ?? null));
  if (other !== undefined) {
    const { field, value } = other;
    const values = `the run set ${JSON.stringify(field.after ?? null)}, Okta shows ${JSON.stringify(value)}`;
    return changed(
      `${keyOf(field)} in the assignment of the group "${resource.name}" to "${app.label}" has changed: ${values}.`,
    );
  }
  const back = fields.map(({ path, before, after }) => ({ path, before: after ?? null, after: before }));
  return { state: "undo", change: { action: "update", resource, fields: back } };
}

/** An assignment's profile as it is once newer changes are undone. */
function profileAfter({ profile }: OktaGroupAssignment, newer: readonly JournalledChange[]): JsonObject {
  const paths = new Set(newer.flatMap(({ fields }) => fields.map(({ path }) => path)));
  const given = Object.fromEntries(Object.entries(profile ?? {}).filter(([, value]) => value !== null));
  return [...paths].reduce<JsonObject>((values, path) => {
    const key = path.replace(/^profile\./, "");
    return withValue(values, key, valueAfterUndo(values[key] ?? null, path, newer));
  }, given);
}

function withBefore(profile: JsonObject, fields: readonly FieldChange[]): JsonObject {
  return fields.reduce<JsonObject>((values, field) => withValue(values, keyOf(field), field.before), profile);
}

/** The values with this one; null removes it. */
function withValue(values: JsonObject, key: string, value: JsonValue): JsonObject {
  const others = Object.entries(values).filter(([name]) => name !== key);
  return Object.fromEntries(value === null ? others : [...others, [key, value]]);
}

function keyOf({ path }: FieldChange): string {
  return path.replace(/^profile\./, "");
}
