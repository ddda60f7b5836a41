import { count } from "../../base/text.js";
import type { StepUndo } from "../../setup/step/step-undo.js";
import { readSettledMembers } from "../people/members.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { notMadeThen, wasMadeThen } from "../../setup/undo/made-then.js";
import { orAbsent } from "../api/errors.js";

/** Deletes a group that `--create-groups` created, as long as it has no members and only apps of this undo use it. */
export const groupUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant: { api }, clock, signal }, done, { before }) => {
    const { id, name } = done.resource;
    if (id === undefined) return notKnown(done, "Okta");
    const group = await orAbsent(api.groups.get(id));
    if (group === undefined) return undone(`The group "${name}" no longer exists.`);
    if (group.profile.name !== name) return changed(`The group "${name}" was renamed to "${group.profile.name}".`);
    if (done.action !== "create" || group.type !== "OKTA_GROUP" || !wasMadeThen(done, group.created))
      return changed(`The group "${name}" (${id}) was not created by this run: ${notMadeThen(done, group.created)}.`);
    // A list that is late must not make a group look empty.
    const people = (await readSettledMembers(id, { groups: api.groups, clock, signal })).length;
    if (people > 0) return changed(`The group "${name}" now has ${count(people, "member")}.`);
    const unassigned = new Set(
      before
        .filter(({ action, resource }) => action === "create" && resource.type === "group-assignment")
        .filter(({ resource }) => resource.id === id)
        .map((one) => undoText(one, "appId")),
    );
    const apps = (await api.groups.apps(id)).filter((app) => !unassigned.has(app.id)).map(({ label }) => `"${label}"`);
    if (apps.length > 0) return changed(`The group "${name}" is assigned to ${apps.join(", ")}.`);
    return {
      state: "undo",
      change: {
        action: "delete",
        resource: { type: "group", id, name },
        fields: [{ path: "profile.name", before: name, after: null }],
        note: "a group without members, created with --create-groups",
      },
    };
  },
  apply: async ({ tenant: { api } }, { resource }) => {
    if (resource.id !== undefined) await api.groups.remove(resource.id);
  },
};
