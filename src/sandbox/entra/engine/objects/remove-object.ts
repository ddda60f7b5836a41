import { deleteGroup } from "../../../../dialect/entra/groups.js";
import { deleteUser } from "../../../../dialect/entra/users.js";
import type { SandboxAnchor } from "../../tenant/model.js";
import { settingOf } from "../job/connection.js";
import { ask } from "../job/failure.js";
import type { Outcome } from "../job/outcome.js";
import { attempt, subjectOfGone } from "./subjects.js";
import type { Work } from "../job/work.js";

/**
 * Deletes from the target what was permanently deleted in the tenant, but no user who had been unassigned before; and a group that
 * is gone or no longer assigned. Source: Microsoft Learn, how-provisioning-works (deprovisioning).
 */
export async function removeObject(work: Work, anchor: SandboxAnchor): Promise<Outcome | undefined> {
  const { app, connection, mapping, memory, tenant } = work;
  const { kind, targetId, objectId } = anchor;
  const rule = kind === "User" ? mapping.users : mapping.groups;
  if (rule === undefined) return undefined;
  // Source: Microsoft Learn, skip-out-of-scope-deletions.
  if (tenant.groups.has(objectId) && settingOf(app, "SkipOutOfScopeDeletions")?.toLowerCase() === "true")
    return undefined;
  if (!rule.flows.delete || memory.unassigned.has(objectId)) {
    forget(work, anchor);
    return undefined;
  }
  return attempt(work, subjectOfGone(anchor, rule), async (trace) => {
    trace.attempt("Delete", targetId);
    await ask(connection, kind === "User" ? deleteUser(targetId) : deleteGroup(targetId), "accept");
    forget(work, anchor);
    return trace.exported(targetId, []);
  });
}

function forget({ job, memory }: Work, { kind, objectId, targetId }: SandboxAnchor): void {
  job.anchors.delete(objectId);
  memory.unassigned.delete(objectId);
  memory.managers.delete(objectId);
  memory.switched.delete(objectId);
  if (kind === "Group") return;
  // The target takes a deleted user out of its groups by itself.
  for (const group of job.anchors.values())
    if (group.members.has(targetId)) group.members = new Set([...group.members].filter((id) => id !== targetId));
}
