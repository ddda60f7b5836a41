import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import { differenceOf } from "../../setup/plan/drift.js";
import { blanksWarnings } from "../../setup/proof/group-names.js";
import type { Change, Difference, Look, Warning } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { undoByType } from "../../setup/undo/undo-parts.js";
import type { OktaApp, OktaGroupPushMapping } from "../api/schemas.js";
import { groupPushByHand } from "../manual/groups.js";
import { pushFailure } from "../groups/push-progress.js";
import { refuseTaken, sharedTarget, sharing } from "../groups/push-sharing.js";
import { knownGroup, makeGroup, resolveGroups } from "../groups/resolve-groups.js";
import { manageApps, pushGroups, readApps, readGroups } from "../access/step-access.js";
import { readApp, requireApp, type OktaTenant } from "../tenant/tenant.js";
import { groupUndo } from "../undo/group.js";
import { pushUndo } from "../undo/push.js";
import { waitForPeople } from "../people/wait-for-people.js";

const schema = z
  .strictObject({
    groups: z.array(z.string().min(1)).min(1).describe("Names of the groups to push with their members"),
    target: z
      .enum(["create", "link"])
      .describe("What the guide chooses. Okta always links when the SCIM server already has a group with the name"),
  })
  .describe("Pushes groups with their memberships, as soon as their members are on the SCIM server.");
type GroupPush = z.output<typeof schema>;

/**
 * Pushes groups with their memberships to the SCIM server (Okta: OpenAPI description, group push mappings).
 * A push carries only users who are assigned and already on the SCIM server, so it waits for them first.
 */
export const groupPush = defineStepKind<GroupPush, OktaTenant>({
  uses: "okta/group-push",
  title: "Push groups",
  needs: ["app"],
  schema,
  create: (input) => {
    const seen: Seen = { targetNames: new Map(), pushedBefore: new Map(), there: new Map() };
    return {
      access: { reads: [readApps, readGroups], writes: [manageApps, pushGroups] },
      look: (context) => look(input, context, seen),
      prepare: (context) => waitForPeople(context),
      apply: async ({ tenant }, change) => {
        const { name, type } = change.resource;
        if (type === "group") return { id: (await makeGroup(tenant, name)).id };
        return pushGroup(tenant, change, seen);
      },
      recall: ({ tenant }, { resource }) => recall(tenant, resource, seen),
      undo: undoByType({ group: groupUndo, "group-push-mapping": pushUndo }),
      // New names follow by default: "Rename app groups to match group name in Okta" (Okta: help doc "Group Push settings").
      expects: () => ({
        pushedGroups: input.groups,
        targetNames: seen.targetNames,
        sends: [{ kind: "membership" }, { kind: "group-name" }],
      }),
      manual: () => groupPushByHand(input.groups, input.target),
    };
  },
});

/** What this run learned of mappings that existed before it. */
interface Seen {
  /** Names of groups on the SCIM server, by their names in Okta, where the two differ. */
  readonly targetNames: Map<string, string>;
  /** The last push before this run activated a mapping again, by mapping id: only a later push is this run's. */
  readonly pushedBefore: Map<string, string>;
  /** Whether the SCIM server had a group with the name when it was last asked; undefined when it could not say. */
  readonly there: Map<string, boolean | undefined>;
}

async function look(input: GroupPush, context: StepContext<OktaTenant>, seen: Seen): Promise<Look> {
  const { tenant, target } = context;
  const { api, results, groups } = tenant;
  const toMake = await resolveGroups(context, input.groups, input);
  const app = await readApp(tenant);
  const mappings = new Map(
    app === undefined ? [] : (await api.groupPush.list(app.id)).map((one) => [one.sourceGroupId, one]),
  );
  const canPush = app?.features.includes("GROUP_PUSH") ?? false;

  const changes: Change[] = [...toMake];
  const found: string[] = [];
  const pending: string[] = [];
  const differs: Difference[] = [];
  const unassigned = input.groups.filter((name) => !results.assigned.has(name));
  const warnings: Warning[] = [
    ...blanksWarnings(unassigned, (name) => groups.get(name)?.profile.name),
    ...assignedToo(input, tenant),
    ...(app === undefined ? [] : cannotPush(tenant, app, mappings.size)),
  ];
  for (const name of new Set(input.groups)) {
    const mapping = mappings.get(groups.get(name)?.id ?? "");
    if (mapping === undefined) {
      await refuseTaken(tenant, mappings.values(), {
        sourceGroupId: groups.get(name)?.id,
        name,
        targetName: name,
      });
      seen.there.set(name, await target?.hasGroup(groups.get(name)?.profile.name ?? name));
      changes.push(createChange(name, input, seen.there.get(name)));
      continue;
    }
    const targetName = await targetNameOf(tenant, mapping, name);
    const under = targetName === name ? "" : ` under the name "${targetName}", which is not changed`;
    if (targetName !== name) seen.targetNames.set(name, targetName);
    if (mapping.status === "INACTIVE") {
      await refuseTaken(tenant, mappings.values(), { ...mapping, name, targetName });
      changes.push(activateChange(name, mapping, under));
      continue;
    }
    const resource = { type: "group-push-mapping", id: mapping.id, name };
    if (sharing(tenant, mappings.values(), { ...mapping, targetName }) !== undefined)
      warnings.push(sharedTarget(name, targetName));
    if (mapping.status === "ERROR") {
      const warning = pushError(name, mapping);
      warnings.push(warning);
      differs.push(differenceOf(warning, { resource, path: "status", expected: "ACTIVE", actual: "ERROR" }));
    } else {
      found.push(`The group "${name}" is pushed${under}.`);
      const lastPush = mapping.lastPush ?? "";
      if (canPush && (lastPush === "" || lastPush === seen.pushedBefore.get(mapping.id)))
        pending.push(`Okta has not finished pushing the group "${name}".`);
    }
  }
  return { changes, found, pending, warnings, differs };
}

/** The name of a mapping's group on the SCIM server, which an app group in Okta represents (Okta: OpenAPI description, `targetGroupId`). */
async function targetNameOf(
  { api, groups }: OktaTenant,
  { targetGroupId }: OktaGroupPushMapping,
  sourceName: string,
): Promise<string> {
  if (typeof targetGroupId !== "string" || targetGroupId === "") return sourceName;
  const name = groups.nameOf(targetGroupId) ?? (await api.groups.get(targetGroupId)).profile.name;
  groups.keepName(targetGroupId, name);
  return name;
}

/** Okta does not support the same group for both (Okta: help doc "Group Push", "Assign a group to an app"). */
function assignedToo(input: GroupPush, { results }: OktaTenant): Warning[] {
  const both = input.groups.filter((name) => results.assigned.has(name));
  if (both.length === 0) return [];
  return [
    {
      code: "same-group-assigned-and-pushed",
      message: `Okta advises against using the same group for assignment and push; the guide does so for ${list(both)}. If Okta pushes a membership before its user exists on the SCIM server, the membership is missing there.`,
      fix: "To follow Okta's advice, assign another group with the same users, and push these groups.",
    },
  ];
}

/** The API accepts a mapping on an app that cannot push (recorded traffic, March 2026), so only this warning says it. */
function cannotPush({ results }: OktaTenant, app: OktaApp, mappings: number): Warning[] {
  if (app.features.includes("GROUP_PUSH")) return [];
  // Before its manual step, an app without provisioning is as expected.
  if (app.features.length === 0 && mappings === 0 && !results.stopOver) return [];
  return [
    {
      code: "group-push-feature-missing",
      message: `Push Groups is off for the app "${app.label}": Okta accepts the groups, but does not push them.`,
      fix: 'Select "Push Groups" under Provisioning > Integration > Supported provisioning actions, then save.',
    },
  ];
}

function createChange(name: string, input: GroupPush, there: boolean | undefined): Change {
  return {
    action: "create",
    resource: { type: "group-push-mapping", name },
    fields: [
      { path: "targetGroupName", before: null, after: name },
      { path: "status", before: null, after: "ACTIVE" },
    ],
    note: effectOf(there, input.target),
    summary: summaryOf(there),
  };
}

function summaryOf(there: boolean | undefined): string {
  if (there === true) return "linked to the existing group";
  return there === false ? "new on the SCIM server" : "new, or linked if the group exists";
}

function effectOf(there: boolean | undefined, wanted: GroupPush["target"]): string {
  if (there === true) {
    const how =
      wanted === "create"
        ? "the SCIM server already has a group with this name, and Okta links to it without asking"
        : "links to the existing group on the SCIM server";
    return `${how}; its members become those of the Okta group`;
  }
  if (there === false && wanted === "link")
    return "the SCIM server has no group with this name to link to; Okta creates it";
  return there === false
    ? "Okta creates the group on the SCIM server"
    : "Okta creates the group on the SCIM server, or links to it if the name exists there";
}

function activateChange(name: string, mapping: OktaGroupPushMapping, under: string): Change {
  return {
    action: "update",
    resource: { type: "group-push-mapping", id: mapping.id, name },
    fields: [{ path: "status", before: mapping.status, after: "ACTIVE" }],
    note: `activates the push again${under}`,
    summary: "push activated again",
  };
}

function pushError(name: string, mapping: OktaGroupPushMapping): Warning {
  return {
    code: "group-push-error",
    message: `"${name}": ${pushFailure(mapping)}`,
    fix: "Fix the cause that Okta names. Then open the group's push status on the app's Push Groups tab and choose Push now, or deactivate and activate the group push.",
  };
}

/**
 * Creates a mapping, or activates one. Whether someone created one since the look is checked only when Okta refuses a second one
 * for the group: to check before each write would take a third of the requests that Okta's rate limit allows.
 */
async function pushGroup(
  { api, results, groups }: OktaTenant,
  { action, resource }: Change,
  seen: Seen,
): Promise<Applied> {
  const { name } = resource;
  const app = results.app ?? (await requireApp({ api, results }));
  const sourceGroupId = knownGroup({ groups }, name).id;
  const find = async (): Promise<OktaGroupPushMapping | undefined> =>
    (await api.groupPush.list(app.id, sourceGroupId)).find((one) => one.sourceGroupId === sourceGroupId);

  let existing = action === "create" ? undefined : await find();
  if (existing === undefined) {
    try {
      const made = await api.groupPush.create(app.id, { sourceGroupId, targetGroupName: name });
      if (typeof made.targetGroupId === "string") groups.keepName(made.targetGroupId, name);
      return undoDataOf(app, made, seen.there.get(name));
    } catch (error) {
      if (!(error instanceof SetupError) || !error.refused || error.exitCode === EXIT.access) throw error;
      existing = await find();
      if (existing === undefined) throw error;
    }
  }
  if (existing.status === "INACTIVE") {
    seen.pushedBefore.set(existing.id, existing.lastPush ?? "");
    await api.groupPush.activate(app.id, existing.id);
  }
  const { id, undoData = {} } = undoDataOf(app, existing, undefined);
  return { id: id ?? existing.id, undoData: { ...undoData, ...(action === "create" ? { found: true } : {}) } };
}

/**
 * What undo compares a push with.
 *
 * @param wasThere - whether the SCIM server had the group before; undefined when that is not known
 */
function undoDataOf(
  app: OktaApp,
  { id, sourceGroupId, targetGroupId }: OktaGroupPushMapping,
  wasThere: boolean | undefined,
): Applied {
  return {
    id,
    undoData: {
      appId: app.id,
      sourceGroupId,
      targetGroupId: targetGroupId ?? null,
      ...(wasThere === undefined ? {} : { wasThere }),
    },
  };
}

async function recall(tenant: OktaTenant, { type, name }: Change["resource"], seen: Seen): Promise<Applied> {
  const { id } = knownGroup(tenant, name);
  if (type === "group") return { id };
  const app = await requireApp(tenant);
  const made = (await tenant.api.groupPush.list(app.id, id)).find(({ sourceGroupId }) => sourceGroupId === id);
  return made === undefined ? {} : undoDataOf(app, made, seen.there.get(name));
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
