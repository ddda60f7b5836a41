import type { SandboxJob, SandboxServicePrincipal } from "../tenant/model.js";
import { onDemandAnswer } from "./on-demand-answer.js";
import { alone } from "./job/memory.js";
import type { ObjectRule } from "./job/job-mapping.js";
import { openWork, probeFor, type EngineParts } from "./open-work.js";
import { openTrace, type Outcome, type Subject } from "./job/outcome.js";
import { NO_ADDRESS } from "./probe.js";
import { isActive, isEntitled } from "./job/scope.js";
import { importStep, scopingStep, subjectOfGroup, subjectOfUser } from "./objects/subjects.js";
import type { OnDemandShape, OnDemandSubject } from "./sync-engine.js";
import { syncGroup } from "./objects/sync-group.js";
import { syncManager, syncMembers } from "./objects/sync-references.js";
import { syncUser } from "./objects/sync-user.js";
import { countSynchronized, openTally } from "./tally.js";
import type { Work } from "./job/work.js";

/**
 * Provisions one user, or one group with some of its members, at once: asks the target for nobody, then imports, scopes,
 * matches and acts, by the mapping in force. Source: Microsoft Learn, provision-on-demand.
 *
 * @returns both strings of the answer; they hold the verdict, whatever the HTTP status
 */
export async function provisionOnDemand(
  parts: EngineParts,
  app: SandboxServicePrincipal,
  job: SandboxJob,
  subject: OnDemandSubject,
  shape: OnDemandShape,
): Promise<{ readonly key: string; readonly value: string }> {
  const now = parts.options.scheduler.now();
  const assignedUntil = now - parts.options.times.inEffectMs;
  const work = openWork(parts, app, job, { full: true, ruleId: subject.ruleId, assignedUntil });
  if (work === undefined) return onDemandAnswer(shape, now, { code: NO_ADDRESS.code, message: NO_ADDRESS.message });
  if (work.connection.style !== "default") {
    // Source: Microsoft Learn, application-provisioning-config-problem-scim-compatibility. The text is the sandbox's own.
    const message = "Provisioning on demand is not supported while the tenant URL has the flag aadOptscim062020.";
    return onDemandAnswer(shape, now, { code: "OnDemandProvisioningNotSupported", message });
  }
  return alone(work.memory, async () => {
    const problem = await probeFor(work);
    if (problem !== undefined) return onDemandAnswer(shape, now, problem);
    const outcomes = subject.objectType === "User" ? await person(work, subject.objectId) : await group(work, subject);
    const tally = openTally(work, parts.options.times);
    const logged = outcomes.map(({ outcome, retried }) => tally.report(outcome, retried));
    countSynchronized(work);
    return onDemandAnswer(shape, now, {
      work,
      objectType: subject.objectType,
      outcomes: logged,
    });
  });
}

interface Done {
  readonly outcome: Outcome;
  readonly retried: boolean;
}

async function person(work: Work, id: string): Promise<readonly Done[]> {
  const { tenant, scope, mapping } = work;
  const user = tenant.users.get(id);
  const rule = mapping.users;
  if (user === undefined || rule === undefined) return [unknown(work, id, "User", rule)];
  if (!isEntitled(scope, user)) {
    const subject = subjectOfUser(user, rule);
    return [notEntitled(work, subject, isActive(user), scope.users.has(id))];
  }
  const own = await syncUser(work, user);
  const manager = own?.status === "Failure" ? undefined : await syncManager(work, user);
  return [...done(own, true), ...done(manager, false)];
}

async function group(work: Work, { objectId, members }: OnDemandSubject): Promise<readonly Done[]> {
  const { tenant, scope, mapping } = work;
  const found = tenant.groups.get(objectId);
  const rule = mapping.groups;
  if (found === undefined || rule === undefined) return [unknown(work, objectId, "Group", rule)];
  if (!scope.groups.has(objectId)) return [notEntitled(work, subjectOfGroup(found, rule), true, false)];

  const all: Done[] = [];
  for (const id of members) {
    // Whoever is a member through another group only is no member here.
    if (found.members.has(id)) all.push(...(await person(work, id)));
    else all.push(notMember(work, id));
  }
  const own = await syncGroup(work, found);
  all.push(...done(own, true));
  if (own?.status !== "Failure") all.push(...done(await syncMembers(work, found, members), false));
  return all;
}

function done(outcome: Outcome | undefined, retried: boolean): readonly Done[] {
  return outcome === undefined ? [] : [{ outcome, retried }];
}

function notMember(work: Work, id: string): Done {
  const user = work.tenant.users.get(id);
  const rule = work.mapping.users;
  if (user === undefined || rule === undefined) return unknown(work, id, "User", rule);
  return notEntitled(work, subjectOfUser(user, rule), isActive(user), false);
}

function notEntitled(work: Work, subject: Subject, active: boolean, assigned: boolean): Done {
  const trace = openTrace(subject, work.mapping.target.name);
  trace.step(importStep(work, subject, { objectId: subject.objectId }));
  trace.step(scopingStep(subject.kind, active, assigned));
  const what = subject.kind.toLowerCase();
  const why = assigned ? "is not active" : "is not assigned to the application";
  return {
    outcome: trace.skipped("NotEffectivelyEntitled", `The ${what} ${why} and will not be provisioned.`),
    retried: false,
  };
}

function unknown(work: Work, objectId: string, kind: Subject["kind"], rule: ObjectRule | undefined): Done {
  const targetType = rule?.targetObjectName ?? kind;
  const trace = openTrace(
    { objectId, kind, targetType, displayName: objectId, identifier: objectId },
    work.mapping.target.name,
  );
  const why = rule === undefined ? "The mapping of its kind is disabled" : "The directory has no such object";
  return { outcome: trace.skipped("ImportSkipped", `${why}, so it was not imported.`), retried: false };
}
