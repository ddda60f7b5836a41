import { mapLimited } from "../../../scim-client/limited.js";
import type { SandboxAnchor } from "../tenant/model.js";
import { CONCURRENCY } from "./job/connection.js";
import type { Outcome } from "./job/outcome.js";
import { removeObject } from "./objects/remove-object.js";
import { syncGroup } from "./objects/sync-group.js";
import { syncManager, syncMembers } from "./objects/sync-references.js";
import { syncUser } from "./objects/sync-user.js";
import type { Work } from "./job/work.js";

/** Told of everything that was looked at. */
export interface Reporter {
  /** @param retried - true when a failure has the whole object looked at again in the next cycle */
  report(outcome: Outcome, retried: boolean): void;
}

/** One part of a cycle; gives how many objects were worked on. */
export type Phase = (work: Work, reporter: Reporter) => Promise<number>;

/**
 * The parts of a cycle in their order: users, what they refer to, groups, memberships.
 * Source: Microsoft Learn, how-provisioning-works; use-scim-to-provision-users-and-groups.
 */
export const PHASES: readonly Phase[] = [users, managers, groups, memberships];

async function users(work: Work, reporter: Reporter): Promise<number> {
  const { tenant, scope, job } = work;
  const present = [...scope.users].flatMap((id) => tenant.users.get(id) ?? []);
  const anchors = [...job.anchors.values()].filter(({ kind }) => kind === "User");
  const left = anchors.flatMap(({ objectId }) => (scope.users.has(objectId) ? [] : (tenant.users.get(objectId) ?? [])));
  const gone = anchors.filter(({ objectId }) => !tenant.users.has(objectId));
  const worked = await each([...present, ...left], (user) => syncUser(work, user), reporter, true);
  return worked + (await each(gone, (anchor) => removeObject(work, anchor), reporter, true));
}

async function managers(work: Work, reporter: Reporter): Promise<number> {
  const people = [...work.scope.users].flatMap((id) => work.tenant.users.get(id) ?? []);
  return each(people, (user) => syncManager(work, user), reporter, false);
}

async function groups(work: Work, reporter: Reporter): Promise<number> {
  const { tenant, scope, job } = work;
  const present = [...scope.groups].flatMap((id) => tenant.groups.get(id) ?? []);
  const isGone = ({ kind, objectId }: SandboxAnchor): boolean =>
    kind === "Group" && (!scope.groups.has(objectId) || !tenant.groups.has(objectId));
  const worked = await each(present, (group) => syncGroup(work, group), reporter, true);
  const gone = [...job.anchors.values()].filter(isGone);
  return worked + (await each(gone, (anchor) => removeObject(work, anchor), reporter, true));
}

async function memberships(work: Work, reporter: Reporter): Promise<number> {
  const present = [...work.scope.groups].flatMap((id) => work.tenant.groups.get(id) ?? []);
  return each(present, (group) => syncMembers(work, group), reporter, false);
}

async function each<T>(
  items: readonly T[],
  sync: (item: T) => Promise<Outcome | undefined>,
  reporter: Reporter,
  retried: boolean,
): Promise<number> {
  let worked = 0;
  await mapLimited(items, CONCURRENCY, async (item) => {
    const outcome = await sync(item);
    if (outcome === undefined) return;
    worked += 1;
    reporter.report(outcome, retried);
  });
  return worked;
}
