import { z } from "zod";
import { count } from "../../base/text.js";
import type { Change, Look, Warning } from "../../setup/plan.js";
import { defineStepKind, type StepContext } from "../../setup/step.js";
import { knownGroup, makeGroup, resolveGroups } from "../resolve-groups.js";
import { readApp, requireApp, type OktaTenant } from "../tenant.js";

const schema = z.strictObject({ groups: z.array(z.string().min(1)).min(1) });
type GroupAssignments = z.output<typeof schema>;

/** Assigns groups to the app: only people assigned, directly or through a group, are provisioned. Other assignments stay. */
export const groupAssignments = defineStepKind<GroupAssignments, OktaTenant>({
  uses: "okta/group-assignments",
  title: "Assign groups to the app",
  schema,
  create: (input) => ({
    look: (context) => look(input, context),
    apply: async ({ tenant }, change) => {
      const { name, type } = change.resource;
      if (type === "group") return { id: (await makeGroup(tenant, name)).id };
      const app = await requireApp(tenant);
      return { id: (await tenant.api.assignments.assignGroup(app.id, knownGroup(tenant, name).id)).id };
    },
    expects: () => ({ assignedGroups: input.groups }),
  }),
});

async function look(input: GroupAssignments, context: StepContext<OktaTenant>): Promise<Look> {
  const { tenant } = context;
  const { api, facts } = tenant;
  const toMake = await resolveGroups(context, input.groups, input);
  for (const name of input.groups) facts.assigned.add(name);

  const app = await readApp(tenant);
  const assigned = new Set(app === undefined ? [] : (await api.assignments.groups(app.id)).map(({ id }) => id));
  const found: string[] = [];
  const toAssign: Change[] = [];
  for (const name of new Set(input.groups)) {
    const group = facts.groups.get(name);
    if (group !== undefined && assigned.delete(group.id)) found.push(`The group "${name}" is assigned.`);
    else toAssign.push(await assignChange(tenant, name, group?.id));
  }
  if (assigned.size > 0) found.push(`${count(assigned.size, "other group")} assigned already: left as found.`);
  return { changes: [...toMake, ...toAssign], found, warnings: await everyoneToo(tenant, assigned) };
}

/** The group that Okta itself keeps, of everybody in the org (Okta: developer docs, "Group type": BUILT_IN). */
async function everyoneToo({ api }: OktaTenant, others: ReadonlySet<string>): Promise<Warning[]> {
  if (others.size === 0) return [];
  const everyone = (await api.groups.withName("Everyone")).find(({ type }) => type === "BUILT_IN");
  if (everyone === undefined || !others.has(everyone.id)) return [];
  return [
    {
      code: "everyone-assigned",
      message:
        'The group "Everyone" is assigned to the app: Okta provisions everybody in the org, not only the people of the guide\'s groups.',
      fix: 'If that is not meant, remove "Everyone" on the app\'s Assignments tab before provisioning goes on.',
    },
  ];
}

async function assignChange(tenant: OktaTenant, name: string, groupId: string | undefined): Promise<Change> {
  return {
    action: "create",
    resource: { type: "group-assignment", name, ...(groupId === undefined ? {} : { id: groupId }) },
    fields: [{ path: "group", before: null, after: name }],
    note: count(groupId === undefined ? 0 : await sizeOf(tenant, groupId), "person", "people"),
  };
}

async function sizeOf({ api, facts }: OktaTenant, groupId: string): Promise<number> {
  const size = facts.sizes.get(groupId) ?? (await api.groups.members(groupId)).length;
  facts.sizes.set(groupId, size);
  return size;
}
