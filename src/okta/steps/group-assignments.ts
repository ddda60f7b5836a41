import { z } from "zod";
import type { JsonValue } from "../../base/json.js";
import { count } from "../../base/text.js";
import type { ValuePromise } from "../../setup/model/expectation.js";
import { blanksWarnings } from "../../setup/proof/group-names.js";
import type { Change, Look, Warning } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { Step, StepAccess } from "../../setup/step/step.js";
import { undoByType } from "../../setup/undo/undo-parts.js";
import type { OktaApp, OktaGroupAssignment, OktaUser } from "../api/schemas.js";
import { changeSummary } from "./change-summary.js";
import { groupValues } from "../groups/group-values.js";
import { groupAssignmentsByHand } from "../manual/groups.js";
import { unmetRequirements } from "../people/people-requirements.js";
import { knownGroup, makeGroup, resolveGroups } from "../groups/resolve-groups.js";
import { makeGroups, manageApps, readApps, readGroups, readSchemas } from "../access/step-access.js";
import { readApp, requireApp, type OktaTenant } from "../tenant/tenant.js";
import { assignmentUndo } from "../undo/assignment.js";
import { groupUndo } from "../undo/group.js";
import { waitForPeople } from "../people/wait-for-people.js";
import { oktaResults } from "../tenant/results.js";

const schema = z
  .strictObject({
    groups: z.array(z.string().min(1)).min(1).describe("Names of the groups whose members get an account"),
    profile: z
      .record(z.string().min(1), z.union([z.string(), z.boolean(), z.number()]))
      .default({})
      .describe(
        "Values that the assignment gives to all users in these groups, by attribute of the app's user profile",
      ),
    rollout: z
      .enum(["at-once", "pilot"])
      .default("at-once")
      .describe(
        "With pilot, the first group is assigned and verified, and you are asked before the others are assigned",
      ),
    require: z
      .strictObject({
        loginIsEmail: z.boolean().default(false).describe("The Okta username is the email address"),
        oneEmail: z.boolean().default(false).describe("Users have no secondary email address"),
      })
      .optional()
      .describe("What the vendor requires of these users. Users who do not meet it are listed, and assigned anyway"),
  })
  .describe("Assigns groups to the app: Okta provisions only assigned users. Other assignments are not changed.");
type GroupAssignments = z.output<typeof schema>;
type Context = StepContext<OktaTenant>;

/** What one run learns of the org and keeps. */
interface Seen {
  promises: readonly ValuePromise[];
  /** Read once a run: it costs a listing of each group's members. */
  unmet: readonly Warning[] | undefined;
}

/** What these steps give to later ones. */
const given = oktaResults("assigned");

/** Assigns groups to the app: only users assigned, directly or through a group, are provisioned. Other assignments are not changed. */
export const groupAssignments = defineStepKind<GroupAssignments, OktaTenant>({
  uses: "okta/group-assignments",
  title: "Assign groups to the app",
  gives: given.names,
  needs: ["app"],
  schema,
  create: (input) => {
    const seen: Seen = { promises: [], unmet: undefined };
    return {
      ...pilotOf(input),
      access: accessOf(input),
      look: (context) => look(input, context, seen),
      apply: async ({ tenant }, change) => {
        const { name, type } = change.resource;
        if (type === "group") return { id: (await makeGroup(tenant, name)).id };
        return assign(input, tenant, knownGroup(tenant, name).id);
      },
      recall: ({ tenant }, { resource }) => recall(tenant, resource),
      undo: undoByType({ group: groupUndo, "group-assignment": assignmentUndo }),
      expects: () => ({ assignedGroups: input.groups, values: seen.promises }),
      manual: () => groupAssignmentsByHand(input.groups, input.profile),
    };
  },
});

/** Values of an assignment are checked against the attributes they belong to. */
function accessOf({ profile }: GroupAssignments): StepAccess {
  const schemas = Object.keys(profile).length === 0 ? [] : [readSchemas];
  return { reads: [readApps, readGroups, ...schemas], writes: [manageApps, makeGroups] };
}

/** The first group, where other groups wait for it. */
function pilotOf({ groups, rollout }: GroupAssignments): Pick<Step<OktaTenant>, "pilot"> {
  const [first, ...others] = groups;
  if (rollout === "at-once" || first === undefined || others.length === 0) return {};
  return {
    pilot: {
      name: `the group "${first}"`,
      covers: ({ resource }) => resource.name === first,
      expects: () => ({ assignedGroups: [first] }),
      settled: (context) => waitForPeople(context),
    },
  };
}

async function look(input: GroupAssignments, context: Context, seen: Seen): Promise<Look> {
  const { tenant } = context;
  const { api, groups } = tenant;
  const toMake = await resolveGroups(context, input.groups, input);
  given.give(tenant, { assigned: new Set([...tenant.results.assigned, ...input.groups]) });

  const app = await readApp(tenant);
  seen.promises = await groupValues(tenant, app, input.profile);
  const assigned = new Map(app === undefined ? [] : (await api.assignments.groups(app.id)).map((one) => [one.id, one]));
  const found: string[] = [];
  const toAssign: Change[] = [];
  for (const name of new Set(input.groups)) {
    const group = groups.get(name);
    const assignment = group === undefined ? undefined : assigned.get(group.id);
    assigned.delete(group?.id ?? "");
    const values = Object.entries(input.profile).filter(([key, value]) => assignment?.profile?.[key] !== value);
    if (assignment !== undefined && values.length === 0) found.push(`The group "${name}" is assigned.`);
    else {
      const when = whenOf(input, name);
      toAssign.push(await assignChange(tenant, { name, groupId: group?.id, assignment, values, when }));
    }
  }
  if (assigned.size > 0)
    found.push(`${count(assigned.size, "other group is", "other groups are")} already assigned and not changed.`);
  seen.unmet ??= await unmetBy(input, tenant);
  const others = new Set(assigned.keys());
  return {
    changes: [...toMake, ...toAssign],
    found,
    warnings: [
      ...blanksWarnings(input.groups, (name) => groups.get(name)?.profile.name),
      ...(await everyoneToo(tenant, others)),
      ...seen.unmet,
    ],
  };
}

/** A write replaces all values of an assignment, so the existing ones are sent too. */
async function assign({ profile }: GroupAssignments, tenant: OktaTenant, groupId: string): Promise<Applied> {
  const { assignments } = tenant.api;
  const app = tenant.results.app ?? (await requireApp(tenant));
  if (Object.keys(profile).length === 0) return undoDataOf(app, await assignments.assignGroup(app.id, groupId));
  const before = (await assignments.groups(app.id)).find(({ id }) => id === groupId);
  const priority = before?.priority;
  const values = {
    ...(typeof priority === "number" ? { priority } : {}),
    profile: { ...before?.profile, ...profile },
  };
  return undoDataOf(app, await assignments.assignGroup(app.id, groupId, values));
}

/** What undo compares the assignment with. */
function undoDataOf(app: OktaApp, { id, profile }: OktaGroupAssignment): Applied {
  return { id, undoData: { appId: app.id, profile: profile ?? {} } };
}

async function recall(tenant: OktaTenant, { type, name }: Change["resource"]): Promise<Applied> {
  const { id } = knownGroup(tenant, name);
  if (type === "group") return { id };
  const app = await requireApp(tenant);
  return undoDataOf(app, await tenant.api.assignments.group(app.id, id));
}

async function unmetBy({ groups: names, require }: GroupAssignments, { api, groups }: OktaTenant): Promise<Warning[]> {
  if (require === undefined) return [];
  const people = new Map<string, OktaUser>();
  for (const group of names.flatMap((name) => groups.get(name) ?? []))
    for (const person of await api.groups.members(group.id)) people.set(person.id, person);
  return unmetRequirements([...people.values()], require);
}

/** Okta's own group of all users in the org (Okta: developer docs, "Group type": BUILT_IN). */
async function everyoneToo({ api }: OktaTenant, others: ReadonlySet<string>): Promise<Warning[]> {
  if (others.size === 0) return [];
  const everyone = (await api.groups.withName("Everyone")).find(({ type }) => type === "BUILT_IN");
  if (everyone === undefined || !others.has(everyone.id)) return [];
  return [
    {
      code: "everyone-assigned",
      message:
        'The group "Everyone" is assigned to the app, so Okta provisions all users in the org, not only those in the guide\'s groups.',
      fix: 'If this is not intended, remove "Everyone" on the app\'s Assignments tab before you turn on provisioning.',
    },
  ];
}

interface Assigned {
  readonly name: string;
  readonly groupId: string | undefined;
  readonly assignment: OktaGroupAssignment | undefined;
  /** The values that it does not have yet. */
  readonly values: readonly (readonly [string, JsonValue])[];
  /** When it is assigned, for the plan; undefined when all are at once. */
  readonly when: Stage | undefined;
}

type Stage = "pilot" | "after the pilot";

const STAGE_NOTES: Readonly<Record<Stage, string>> = {
  pilot: ": the pilot",
  "after the pilot": ", after the pilot is verified and you confirm",
};

function whenOf(input: GroupAssignments, name: string): Stage | undefined {
  if (pilotOf(input).pilot === undefined) return undefined;
  return name === input.groups[0] ? "pilot" : "after the pilot";
}

async function assignChange(
  tenant: OktaTenant,
  { name, groupId, assignment, values, when }: Assigned,
): Promise<Change> {
  const given = values.map(([key, after]) => ({
    path: `profile.${key}`,
    before: assignment?.profile?.[key] ?? null,
    after,
  }));
  const size = count(groupId === undefined ? 0 : await tenant.cache.groupSize(groupId), "user");
  const shown = values.map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return {
    action: assignment === undefined ? "create" : "update",
    resource: { type: "group-assignment", name, ...(groupId === undefined ? {} : { id: groupId }) },
    fields: [...(assignment === undefined ? [{ path: "group", before: null, after: name }] : []), ...given],
    note: size + (when === undefined ? "" : STAGE_NOTES[when]),
    summary: changeSummary(size, ...(when === undefined ? [] : [when]), ...shown),
  };
}
