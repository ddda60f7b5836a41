import { createGroup, findGroup, getGroup, updateGroup } from "../../../dialect/entra/groups.js";
import type { JsonObject, JsonValue } from "../../../base/json.js";
import type { SandboxAnchor, SandboxGroup } from "../tenant/model.js";
import { evaluateObject } from "./evaluate-object.js";
import { ask, askForResource, EntryFailure, invalidAnchor, MULTIPLE_ENTRIES } from "./failure.js";
import type { ObjectRule } from "./job-mapping.js";
import { changes, type Outcome, type Subject, type Trace } from "./outcome.js";
import { attributesOfGroup } from "./source.js";
import {
  attempt,
  importStep,
  match,
  matchingStep,
  noMatchStep,
  redundant,
  scopingStep,
  subjectOfGroup,
} from "./subjects.js";
import { anchorTo, differs, type Work } from "./work.js";

/** One group under work. */
interface Case {
  readonly work: Work;
  readonly rule: ObjectRule;
  readonly group: SandboxGroup;
  readonly subject: Subject;
  readonly trace: Trace;
}

/**
 * Brings one group to the target without its members, as far as anything is to be done.
 * Source: Microsoft Learn, use-scim-to-provision-users-and-groups.
 *
 * @returns undefined when the group need not be looked at in this cycle
 */
export async function syncGroup(work: Work, group: SandboxGroup): Promise<Outcome | undefined> {
  const { job, memory, mapping, scope } = work;
  const rule = mapping.groups;
  if (rule === undefined || !scope.groups.has(group.id)) return undefined;
  const anchor = job.anchors.get(group.id);
  const due = work.full || anchor === undefined || memory.failed.has(group.id);
  if (!due && !differs(valuesOf(work, rule, group, false), anchor.exported)) return undefined;

  const subject = subjectOfGroup(group, rule);
  return attempt(work, subject, async (trace) => {
    const one: Case = { work, rule, group, subject, trace };
    trace.step(importStep(work, subject, sourceDetails(group)));
    trace.step(scopingStep("Group", true, true));
    return anchor === undefined ? bring(one) : update(one, anchor);
  });
}

/**
 * The group as the target has it now.
 *
 * @throws EntryFailure when it is gone, or when members come although they are excluded
 */
export async function readGroup({ connection }: Work, targetId: string): Promise<JsonObject> {
  const { resource } = await askForResource(connection, getGroup(targetId), invalidAnchor(targetId));
  refuseMembers(resource);
  return resource;
}

async function bring({ work, rule, group, subject, trace }: Case): Promise<Outcome> {
  const initial = valuesOf(work, rule, group, true);
  const found = await match(work, rule, initial, findGroup);
  const { connection } = work;
  if (found === undefined) {
    if (!rule.flows.add) return trace.skipped("ActionDisabled", "The mapping does not create groups.");
    trace.step(noMatchStep(work, subject));
    trace.attempt("Create");
    const { id } = await askForResource(connection, createGroup(initial));
    anchorTo(work, { objectId: group.id, kind: "Group", targetId: id, exported: initial });
    return trace.exported(id, changes({}, initial));
  }
  const { id, resource } = found;
  refuseMembers(resource);
  trace.step(matchingStep(work, subject, resource));
  const anchor = anchorTo(work, { objectId: group.id, kind: "Group", targetId: id, exported: new Map() });
  return send({ work, rule, group, subject, trace }, anchor, resource);
}

async function update(one: Case, anchor: SandboxAnchor): Promise<Outcome> {
  one.trace.attempt("Update", anchor.targetId);
  const resource = await readGroup(one.work, anchor.targetId);
  one.trace.step(matchingStep(one.work, one.subject, resource));
  return send(one, anchor, resource);
}

async function send(
  { work, rule, group, subject, trace }: Case,
  anchor: SandboxAnchor,
  resource: JsonObject,
): Promise<Outcome> {
  const { connection } = work;
  const { targetId } = anchor;
  const values = valuesOf(work, rule, group, false);
  trace.attempt("Update", targetId);
  const request = rule.flows.update ? updateGroup(targetId, resource, values, connection.style) : undefined;
  if (request !== undefined) await ask(connection, request, invalidAnchor(targetId));
  anchor.exported = new Map([...anchor.exported, ...values]);
  if (request !== undefined) return trace.exported(targetId, changes(resource, values));
  return redundant(trace, subject, sourceDetails(group));
}

/** Source: Microsoft Learn, use-scim-to-provision-users-and-groups: members need not, and must not, be returned. */
function refuseMembers({ members }: JsonObject): void {
  if (!Array.isArray(members) || members.length === 0) return;
  throw new EntryFailure(
    MULTIPLE_ENTRIES,
    "The target returned the members of a group although the request excluded them (excludedAttributes=members).",
  );
}

function valuesOf({ note }: Work, rule: ObjectRule, group: SandboxGroup, creating: boolean): Map<string, JsonValue> {
  return evaluateObject(rule, attributesOfGroup(group, rule.declared), creating, note);
}

function sourceDetails(group: SandboxGroup): Readonly<Record<string, string>> {
  return {
    objectId: group.id,
    displayName: group.displayName,
    mailEnabled: group.mailEnabled ? "True" : "False",
    mailNickname: group.mailNickname,
    securityEnabled: group.securityEnabled ? "True" : "False",
  };
}
