import type { JsonValue } from "../../../../../src/base/json.js";
import { DIRECTORY_WRITE_SCOPES, LEAST_SCOPES } from "../../../../../src/sandbox/entra/graph/rights.js";
import { people, settings, startWorld, textOf, type Answer, type World } from "../world.js";
import type { Example } from "./example.js";
import { differences } from "./shape.js";

const NAMES = ["ada", "ben", "cem", "dag"].map((name) => `${name}@northwind.example`);
const [ADA = "", BEN = "", CEM = "", DAG = ""] = NAMES;

/** A tenant that has something of everything that the examples ask for. */
export interface Stage {
  readonly world: World;
  /** What `{user}`, `{job}` and the like stand for. */
  readonly values: Readonly<Record<string, string>>;
}

export async function setStage(): Promise<Stage> {
  const directory = people(
    ...[ADA, BEN].map((userName) => ({ userName, displayName: userName.startsWith("a") ? "Ada Berg" : "Ben Dahl" })),
    { userName: CEM, groups: ["TOTAL-Analyst"] },
    { userName: DAG, groups: ["TOTAL-Analyst"] },
  );
  const world = await startWorld(
    { scopes: [...LEAST_SCOPES, ...DIRECTORY_WRITE_SCOPES], managers: { [ADA]: BEN }, times: { firstCycleMs: 3.6e6 } },
    directory,
  );
  const { sandbox, clock, call } = world;
  const { tenant } = sandbox;
  const job = await world.createJob();
  await world.connect();
  const app = tenant.servicePrincipals.get(world.app());
  const roles = app?.appRoles.map(({ id }) => textOf(id)) ?? [];
  const assigned = async (principalId: string): Promise<string> => {
    const body = { principalId, resourceId: world.app(), appRoleId: roles[0] ?? "" };
    const answer = await call("POST", `/servicePrincipals/${world.app()}/appRoleAssignedTo`, body);
    return textOf(answer.body["id"]);
  };
  const group = world.groupId("TOTAL-Admin");
  const [user, manager, stranger, deleted] = NAMES.map((name) => world.userId(name));
  for (const one of tenant.groups.values()) one.owners.add(manager ?? "");
  const [groupAssignment, userAssignment] = [await assigned(group), await assigned(user ?? "")];
  await clock.sleep(60_000);
  await logBoth(world, job, user ?? "");
  const gone = tenant.users.get(deleted ?? "");
  if (gone !== undefined) Object.assign(gone, { softDeleted: true, deletedAt: clock.now() });
  const schema = (await call("GET", `/servicePrincipals/${world.app()}/synchronization/jobs/${job}/schema`)).body;
  const idOfFirst = (name: string): string => {
    const list = schema[name];
    const [first] = Array.isArray(list) ? (list as { readonly id?: string }[]) : [];
    return first?.id ?? "";
  };
  return {
    world,
    values: {
      ...{ user, manager, stranger, deleted, group, job, groupAssignment, userAssignment },
      ...{ app: world.app(), appId: app?.appId, application: app?.applicationId, otherRole: roles[1], name: ADA },
      ...{ rule: idOfFirst("synchronizationRules"), directory: idOfFirst("directories"), tenant: tenant.id },
    } as Record<string, string>,
  };
}

/** Has a success and a failure written to the provisioning log. */
async function logBoth(world: World, job: string, user: string): Promise<void> {
  const { call, clock, target } = world;
  const sp = `/servicePrincipals/${world.app()}/synchronization`;
  const [rule] = (await call("GET", `${sp}/jobs/${job}/schema`)).body["synchronizationRules"] as { id: string }[];
  const body = { parameters: [{ ruleId: rule?.id ?? "", subjects: [{ objectId: user, objectTypeName: "User" }] }] };
  const provision = () => call("POST", `${sp}/jobs/${job}/provisionOnDemand`, body);
  await provision();
  const anchor = [
    ...(world.sandbox.tenant.servicePrincipals.get(world.app())?.jobs.get(job)?.anchors.values() ?? []),
  ][0];
  await fetch(`${target.baseUrl}/Users/${anchor?.targetId ?? ""}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${target.token.reveal()}` },
  });
  await provision();
  await call("PUT", `${sp}/secrets`, { value: settings(target.baseUrl, target.token.reveal()) });
  await clock.sleep(120_000);
}

/** Plays one example, and says how the answer differs from the documented one. */
export async function play({ world, values }: Stage, example: Example): Promise<readonly string[]> {
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const body = example.body === undefined ? undefined : (JSON.parse(filled(JSON.stringify(example.body))) as JsonValue);
  const headers = example.eventual === true ? { ConsistencyLevel: "eventual" } : {};
  const answer = await world.call(example.method, filled(example.path), body, headers);
  if (answer.status !== example.status)
    return [`status ${String(answer.status)} instead of ${String(example.status)}: ${answer.error.message}`];
  return differencesIn(example, answer);
}

function differencesIn({ answer: documented }: Example, { text, body }: Answer): readonly string[] {
  if (documented === undefined) return text === "" ? [] : ["there is a body"];
  if (typeof documented === "string") return /^\d+$/.test(text) ? [] : [`${text.slice(0, 40)} is no number`];
  return differences(documented, body);
}
