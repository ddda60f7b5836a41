import { createGroup, findGroup, getGroup, MICROSOFT_GROUP, updateGroup } from "../../../../dialect/entra/groups.js";
import type { JsonObject, JsonValue } from "../../../../base/json.js";
import type { SandboxAnchor, SandboxGroup } from "../../tenant/model.js";
import { evaluateObject, evaluatingFor } from "./evaluate-object.js";
import { createAtTarget, updateAtTarget, type Case } from "./export.js";
import { askForResource, EntryFailure, invalidAnchor, MULTIPLE_ENTRIES } from "../job/failure.js";
import type { ObjectRule } from "../job/job-mapping.js";
import type { Outcome } from "../job/outcome.js";
import { attributesOfGroup } from "./source.js";
import { attempt, importStep, match, matchingStep, scopingStep, subjectOfGroup } from "./subjects.js";
import { anchorTo, differs, type Work } from "../job/work.js";

/** One group under work. */
interface GroupCase extends Case {
  readonly group: SandboxGroup;
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
  if (!due && !differs(valuesToCompare(work, rule, group), anchor.exported)) return undefined;

  const subject = subjectOfGroup(group, rule);
  return attempt(work, subject, async (trace) => {
    const source = sourceDetails(group);
    const one: GroupCase = { work, rule, group, subject, source, trace };
    trace.step(importStep(work, subject, source));
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

async function bring(one: GroupCase): Promise<Outcome> {
  const { work, rule, group, subject, trace } = one;
  const initial = valuesOf(work, rule, group, true);
  const found = await match(work, rule, initial, findGroup);
  if (found === undefined) return create(one, initial);
  const { id, resource } = found;
  refuseMembers(resource);
  trace.step(matchingStep(work, subject, resource));
  const anchor = anchorTo(work, { objectId: group.id, kind: "Group", targetId: id, exported: new Map() });
  return send(one, anchor, resource);
}

/** @throws EntryFailure, which says so when the contested schema may be the only reason of a refusal */
async function create(one: GroupCase, values: Map<string, JsonValue>): Promise<Outcome> {
  const { groupSchema } = one.work.variants;
  try {
    return await createAtTarget(one, values, (initial) => createGroup(initial, groupSchema));
  } catch (error) {
    if (!(error instanceof EntryFailure) || groupSchema === "core" || !/schema/i.test(error.message)) throw error;
    throw new EntryFailure(error.code, `${error.message} ${CONTESTED_SCHEMA}`);
  }
}

const CONTESTED_SCHEMA = `The request names the schema ${MICROSOFT_GROUP}. Microsoft's pages disagree on whether Entra sends it.`;

async function update(one: GroupCase, anchor: SandboxAnchor): Promise<Outcome> {
  one.trace.attempt("Update", anchor.targetId);
  const resource = await readGroup(one.work, anchor.targetId);
  one.trace.step(matchingStep(one.work, one.subject, resource));
  return send(one, anchor, resource);
}

async function send(one: GroupCase, anchor: SandboxAnchor, resource: JsonObject): Promise<Outcome> {
  const { work, rule, group, trace } = one;
  const { targetId } = anchor;
  const values = valuesOf(work, rule, group, false);
  trace.attempt("Update", targetId);
  const outcome = await updateAtTarget(one, { id: targetId, resource }, values, updateGroup);
  anchor.exported = new Map([...anchor.exported, ...values]);
  return outcome;
}

/** Source: Microsoft Learn, use-scim-to-provision-users-and-groups: members need not, and must not, be returned. */
function refuseMembers({ members }: JsonObject): void {
  if (!Array.isArray(members) || members.length === 0) return;
  throw new EntryFailure(
    MULTIPLE_ENTRIES,
    "The target returned the members of a group although the request excluded them (excludedAttributes=members).",
  );
}

function valuesOf(work: Work, rule: ObjectRule, group: SandboxGroup, creating: boolean): Map<string, JsonValue> {
  return evaluateObject(rule, attributesOfGroup(group, rule.declared), evaluatingFor(work, creating));
}

/** The values of an update without those that may differ each time. */
function valuesToCompare({ note }: Work, rule: ObjectRule, group: SandboxGroup): Map<string, JsonValue> {
  return evaluateObject(rule, attributesOfGroup(group, rule.declared), { creating: false, note });
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
