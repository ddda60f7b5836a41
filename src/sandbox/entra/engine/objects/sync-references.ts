import { addMembers, removeMembers } from "../../../../dialect/entra/groups.js";
import { getUser, setManager } from "../../../../dialect/entra/users.js";
import type { ScimRequest } from "../../../../scim/message/messages.js";
import type { SandboxAnchor, SandboxGroup, SandboxUser } from "../../tenant/model.js";
import { ask, askForResource, invalidAnchor } from "../job/failure.js";
import type { Outcome } from "../job/outcome.js";
import { isEntitled } from "../job/scope.js";
import { attempt, subjectOfGroup, subjectOfUser } from "./subjects.js";
import { readGroup } from "./sync-group.js";
import type { Work } from "../job/work.js";

/** Members a PATCH adds or removes at most: nothing public tells how many Microsoft's service sends together. */
const MEMBERS_AT_ONCE = 100;

/**
 * Tells the target who a user's manager is, once the manager is there too. A manager who comes into scope later is not sent
 * until the job is restarted. Source: Microsoft Learn, known-issues (manager attribute).
 *
 * @returns undefined when nothing is to be told
 */
export async function syncManager(work: Work, user: SandboxUser): Promise<Outcome | undefined> {
  const { job, memory, mapping, scope, connection, tenant } = work;
  const anchor = job.anchors.get(user.id);
  const rule = mapping.users;
  if (rule?.references !== true || !rule.flows.update || anchor === undefined || !isEntitled(scope, user))
    return undefined;
  const known = memory.managers.get(user.id);
  const retried = memory.failed.has(`manager:${user.id}`);
  if (!retried && !work.full && known === user.manager) return undefined;
  const manager = user.manager === undefined ? undefined : tenant.users.get(user.manager);
  const managerTargetId =
    manager !== undefined && isEntitled(scope, manager) ? job.anchors.get(manager.id)?.targetId : undefined;
  memory.managers.set(user.id, user.manager);
  memory.failed.delete(`manager:${user.id}`);
  if (managerTargetId === undefined && (user.manager !== undefined || known === undefined)) return undefined;

  const outcome = await attempt(work, subjectOfUser(user, rule), async (trace) => {
    const { targetId } = anchor;
    trace.attempt("Update", targetId);
    const { resource } = await askForResource(connection, getUser(targetId), invalidAnchor(targetId));
    const request = setManager(targetId, resource, managerTargetId, connection.style);
    if (request === undefined) return undefined;
    await ask(connection, request, invalidAnchor(targetId));
    return trace.exported(targetId, [{ name: "manager", before: known, after: managerTargetId }]);
  });
  if (outcome?.status === "Failure") memory.failed.set(`manager:${user.id}`, 0);
  return outcome;
}

/**
 * Sends what has changed in a group's membership. Members are users in scope who are on the target; groups in the group are
 * not expanded.
 *
 * @param only - object ids of the only members to add, when not all users are meant; then no user is removed
 * @returns undefined when nothing has changed
 */
export async function syncMembers(
  work: Work,
  group: SandboxGroup,
  only?: readonly string[],
): Promise<Outcome | undefined> {
  const { job, mapping, scope, tenant, connection } = work;
  const anchor = job.anchors.get(group.id);
  const rule = mapping.groups;
  if (rule?.references !== true || !rule.flows.update || anchor === undefined || !scope.groups.has(group.id))
    return undefined;

  const there: string[] = [];
  const entitled: string[] = [];
  for (const id of group.members) {
    const person = tenant.users.get(id);
    const targetId = job.anchors.get(id)?.targetId;
    if (person === undefined || targetId === undefined) continue;
    there.push(targetId);
    if (isEntitled(scope, person) && only?.includes(id) !== false) entitled.push(targetId);
  }
  const added = entitled.filter((id) => !anchor.members.has(id));
  const stay = new Set(there);
  // Who was disabled stays a member: only who has left the group is removed.
  const removed = only === undefined ? [...anchor.members].filter((id) => !stay.has(id)) : [];
  if (added.length === 0 && removed.length === 0) return undefined;

  return attempt(work, subjectOfGroup(group, rule), async (trace) => {
    const { targetId } = anchor;
    trace.attempt("Update", targetId);
    await readGroup(work, targetId);
    const patch = (request: ScimRequest): Promise<unknown> => ask(connection, request, invalidAnchor(targetId));
    for (const some of chunks(added)) {
      await patch(addMembers(targetId, some, connection.style));
      remember(anchor, some, []);
    }
    for (const some of chunks(removed)) {
      await patch(removeMembers(targetId, some, connection.style));
      remember(anchor, [], some);
    }
    return trace.exported(targetId, [
      ...added.map((after) => ({ name: "members", before: undefined, after })),
      ...removed.map((before) => ({ name: "members", before, after: undefined })),
    ]);
  });
}

function remember(anchor: SandboxAnchor, added: readonly string[], removed: readonly string[]): void {
  const members = new Set([...anchor.members, ...added]);
  for (const id of removed) members.delete(id);
  anchor.members = members;
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / MEMBERS_AT_ONCE) }, (_, index) =>
    ids.slice(index * MEMBERS_AT_ONCE, (index + 1) * MEMBERS_AT_ONCE),
  );
}
