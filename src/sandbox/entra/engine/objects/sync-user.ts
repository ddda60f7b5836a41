import type { JsonValue } from "../../../../base/json.js";
import { createUser, findUser, getUser, setActive, updateUser } from "../../../../dialect/entra/users.js";
import type { SandboxAnchor, SandboxUser } from "../../tenant/model.js";
import { settingOf } from "../job/connection.js";
import { evaluateObject, evaluatingFor } from "./evaluate-object.js";
import { createAtTarget, updateAtTarget, type Case } from "./export.js";
import { ask, askForResource, invalidAnchor } from "../job/failure.js";
import type { ObjectRule } from "../job/job-mapping.js";
import { changes, type Outcome } from "../job/outcome.js";
import { isActive, isEntitled, rolesOf } from "../job/scope.js";
import { attributesOfUser, type SourceAttributes } from "./source.js";
import { attempt, importStep, match, matchingStep, scopingStep, subjectOfUser } from "./subjects.js";
import { emptiedBySwitch, exceptionsFor, rememberSwitches } from "./unchanged-switch.js";
import { anchorTo, differs, type Work } from "../job/work.js";

/** One user under work. */
interface UserCase extends Case {
  readonly user: SandboxUser;
  readonly entitled: boolean;
}

/**
 * Brings one user to the target, as far as anything is to be done.
 * Source: Microsoft Learn, how-provisioning-works.
 *
 * @returns undefined when the user need not be looked at in this cycle
 */
export async function syncUser(work: Work, user: SandboxUser): Promise<Outcome | undefined> {
  const { job, memory, mapping, scope } = work;
  const rule = mapping.users;
  if (rule === undefined) return undefined;
  const anchor = job.anchors.get(user.id);
  const assigned = scope.users.has(user.id);
  const entitled = isEntitled(scope, user);
  if (anchor === undefined && (user.softDeleted || !assigned)) return undefined;
  if (anchor?.disabled === true && !entitled) return undefined;

  const due = work.full || anchor === undefined || memory.failed.has(user.id) || anchor.disabled === entitled;
  if (!due && !differs(valuesToCompare(work, rule, user), anchor.exported)) return undefined;

  const subject = subjectOfUser(user, rule);
  return attempt(work, subject, async (trace) => {
    const source = sourceDetails(user, entitled, rolesOf(work.tenant, work.app, user.id));
    const one: UserCase = { work, rule, user, entitled, subject, source, trace };
    trace.step(importStep(work, subject, source));
    trace.step(scopingStep("User", isActive(user), assigned));
    if (anchor === undefined) return bring(one);
    return entitled ? update(one, anchor) : disable(one, anchor);
  });
}

/** Looks for the user; creates them, or takes over who is there. */
async function bring(one: UserCase): Promise<Outcome> {
  const { work, rule, user, entitled, subject, trace } = one;
  rememberSwitches(work, rule, user.id, attributesInWork(work, rule, user));
  const initial = valuesOf(work, rule, user, true);
  const found = await match(work, rule, initial, findUser);
  if (found === undefined) {
    if (!entitled) return trace.skipped("NotActiveInSource", `The User '${subject.identifier}' is not active.`);
    return createAtTarget(one, initial, createUser);
  }
  const values = valuesOf(work, rule, user, false);
  trace.step(matchingStep(work, subject, found.resource));
  trace.attempt(entitled ? "Update" : "Disable", found.id);
  const outcome = await updateAtTarget(one, found, values, updating(rule, []));
  anchorTo(work, { objectId: user.id, kind: "User", targetId: found.id, exported: values }).disabled = !entitled;
  return outcome;
}

/** Sends what differs from what the target has now; reactivates who was disabled. */
async function update(one: UserCase, anchor: SandboxAnchor): Promise<Outcome> {
  const { work, rule, user, subject, trace } = one;
  const { connection, memory } = work;
  const { targetId } = anchor;
  const values = valuesOf(work, rule, user, false);
  const emptied = emptiedBySwitch(work, rule, user.id, attributesInWork(work, rule, user));
  const sent = new Map([...values].filter(([target]) => !emptied.includes(target)));
  trace.attempt("Update", targetId);
  const { resource } = await askForResource(connection, getUser(targetId), invalidAnchor(targetId));
  trace.step(matchingStep(work, subject, resource));
  const outcome = await updateAtTarget(one, { id: targetId, resource }, sent, updating(rule, emptied), emptied);
  // What was emptied counts as sent: nothing sends it again until its source changes or everything is looked at.
  anchor.exported = new Map([...anchor.exported, ...values]);
  anchor.disabled = false;
  memory.unassigned.delete(user.id);
  return outcome;
}

/** Deactivates, once, who is disabled, deleted or no longer assigned: what the mapping of `active` makes of that. */
async function disable({ work, rule, user, trace }: UserCase, anchor: SandboxAnchor): Promise<Outcome> {
  const { app, connection, memory, scope } = work;
  const { targetId } = anchor;
  const leftScope = !scope.users.has(user.id) && !user.softDeleted;
  if (leftScope) memory.unassigned.add(user.id);
  anchor.disabled = true;
  // Source: Microsoft Learn, skip-out-of-scope-deletions.
  if (leftScope && settingOf(app, "SkipOutOfScopeDeletions")?.toLowerCase() === "true")
    return trace.skipped("SkipOutOfScopeDeletions", "Users out of scope are left as they are.");
  const active = valuesToCompare(work, rule, user).get("active");
  if (active !== false || !rule.flows.delete)
    return trace.skipped("ActionDisabled", "The mapping does not deactivate users.");
  try {
    trace.attempt("Disable", targetId);
    const { resource } = await askForResource(connection, getUser(targetId), invalidAnchor(targetId));
    await ask(connection, setActive(targetId, false, connection.style), invalidAnchor(targetId));
    anchor.exported = new Map([...anchor.exported, ["active", active]]);
    return trace.exported(targetId, changes(resource, new Map([["active", active]])));
  } catch (error) {
    anchor.disabled = false;
    throw error;
  }
}

function valuesOf(work: Work, rule: ObjectRule, user: SandboxUser, creating: boolean): Map<string, JsonValue> {
  return evaluateObject(rule, attributesInWork(work, rule, user), evaluatingFor(work, creating));
}

/** The values of an update without those that may differ each time. */
function valuesToCompare(work: Work, rule: ObjectRule, user: SandboxUser): Map<string, JsonValue> {
  return evaluateObject(rule, attributesInWork(work, rule, user), { creating: false, note: work.note });
}

function updating(rule: ObjectRule, emptied: readonly string[]): typeof updateUser {
  const exceptions = exceptionsFor(rule, emptied);
  return (id, current, values, style) => updateUser(id, current, values, style, exceptions);
}

/** What the mappings read of a user, as the tenant stands. */
export function attributesInWork(
  { tenant, app, scope, variants }: Pick<Work, "tenant" | "app" | "scope" | "variants">,
  rule: ObjectRule,
  user: SandboxUser,
): SourceAttributes {
  const roles = (): readonly string[] => rolesOf(tenant, app, user.id);
  return attributesOfUser(user, {
    gone: !isEntitled(scope, user),
    declared: rule.declared,
    roles,
    guestNames: variants.guestNames,
  });
}

/** The attributes by which an administrator knows the user, as the service shows them. */
function sourceDetails(
  user: SandboxUser,
  entitled: boolean,
  roles: readonly string[],
): Readonly<Record<string, string>> {
  return {
    objectId: user.id,
    accountEnabled: user.accountEnabled ? "True" : "False",
    ...(user.displayName === undefined ? {} : { displayName: user.displayName }),
    mailNickname: user.mailNickname,
    userPrincipalName: user.userPrincipalName,
    IsSoftDeleted: entitled ? "False" : "True",
    // Source: Microsoft Graph, synchronizationJob: provisionOnDemand (sample answer).
    ...(roles.length === 0 ? {} : { appRoleAssignments: roles.join(",") }),
  };
}
