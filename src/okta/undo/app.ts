import { isJsonObject, type JsonValue } from "../../base/json.js";
import { count } from "../../base/text.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo, UndoContext, UndoLook, UndoOptions } from "../../setup/step/step-undo.js";
import { isSameValue } from "../../setup/undo/undo-values.js";
import type { OktaApp } from "../api/schemas.js";
import { describeSetting, describeValue } from "../app/describe-setting.js";
import { readPath } from "../app/app-path.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { notMadeThen, wasMadeThen } from "../../setup/undo/made-then.js";
import { appNow, newerIn } from "./common.js";
import { waitForLeavers } from "./leavers.js";
import { describeResource } from "../../setup/model/describe-resource.js";

type Context = UndoContext<OktaTenant>;

/**
 * Deletes an app that a run created (Okta: OpenAPI description, `deleteApplication`: only an inactive one), when it has not changed
 * and nothing else depends on it. The settings of the manual step are deleted with it.
 */
export const appUndo: StepUndo<OktaTenant> = {
  look,
  apply: async (context, done) => {
    const { api } = context.tenant;
    const { id = "" } = done.resource;
    const app = await appNow(api, id);
    if (app === undefined) return;
    // An inactive app deactivates no users.
    await waitForLeavers(context, app);
    if (app.status === "ACTIVE") await api.apps.deactivate(app.id);
    await api.apps.remove(app.id);
  },
};

async function look(context: Context, done: JournalledChange, { before }: UndoOptions): Promise<UndoLook> {
  const { id } = done.resource;
  if (id === undefined) return notKnown(done, "Okta");
  const app = await appNow(context.tenant.api, id);
  if (app === undefined) return undone(`The app "${done.resource.name}" no longer exists.`);
  if (done.action !== "create" || !wasMadeThen(done, app.created))
    return changed(`The app "${app.label}" (${id}) was not created by this run: ${notMadeThen(done, app.created)}.`);
  if (app.label !== done.resource.name)
    return changed(`The app "${done.resource.name}" was renamed to "${app.label}".`);
  const differences = differencesOf(app, done);
  if (differences.length > 0)
    return changed(`The app "${app.label}" has changed since it was created: ${differences.join("; ")}.`);
  const foreign = await othersUse(context, app, done, before);
  if (foreign.length > 0) return changed(`The app "${app.label}" is still in use: ${foreign.join("; ")}.`);
  return {
    state: "undo",
    confirm: app.label,
    change: {
      action: "delete",
      resource: { type: "app", id: app.id, name: app.label },
      fields: [{ path: "label", before: app.label, after: null }],
      note: "with all its settings, including provisioning; Okta cannot restore a deleted app",
    },
  };
}

/** The settings of the app that changed since it was created; its status does not count, since only an inactive app can be deleted. */
function differencesOf(app: OktaApp, { fields, undoData }: JournalledChange): string[] {
  const shown = isJsonObject(undoData["settings"]) ? undoData["settings"] : {};
  return fields.flatMap(({ path, after }) => {
    const written: JsonValue | undefined = shown[path] ?? after;
    const actual = readPath(app, path);
    if (isSameValue(actual, written)) return [];
    return [
      `${describeSetting(path)} was ${describeValue(path, written ?? null)} and is ${describeValue(path, actual ?? null)}`,
    ];
  });
}

async function othersUse(
  { tenant: { api }, journal }: Context,
  app: OktaApp,
  done: JournalledChange,
  before: readonly JournalledChange[],
): Promise<string[]> {
  const idsOf = (type: string): Set<string | undefined> =>
    new Set(
      newerIn(before, app.id, type)
        .filter(({ action }) => action === "create")
        .map(({ resource }) => resource.id),
    );
  const [ours, pushes] = [idsOf("group-assignment"), idsOf("group-push-mapping")];
  const groups = (await api.assignments.groups(app.id)).filter(({ id }) => !ours.has(id)).length;
  const people = (await api.assignments.people(app.id)).filter(({ scope }) => scope === "USER").length;
  const pushed = (await api.groupPush.list(app.id)).filter(({ id }) => !pushes.has(id)).length;
  const gone = new Set(before.map(({ key }) => key));
  const left = journal
    .changes()
    .filter((one) => undoText(one, "appId") === app.id && one.resource.type !== "console-stop")
    .filter(({ key }) => key !== done.key && !gone.has(key))
    .map(({ resource }) => describeResource(resource));
  return [
    ...(groups === 0 ? [] : [count(groups, "assigned group")]),
    ...(people === 0 ? [] : [count(people, "individually assigned user")]),
    ...(pushed === 0 ? [] : [count(pushed, "pushed group")]),
    ...(left.length === 0 ? [] : [left.join(", ")]),
  ];
}
