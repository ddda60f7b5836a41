import type { JsonObject, JsonValue } from "../../../../base/json.js";
import { idOf } from "../../../../scim-client/list-answer.js";
import type { ScimRequest } from "../../../../scim/message/messages.js";
import type { SandboxAnchor, SandboxGroup, SandboxUser } from "../../tenant/model.js";
import { askForList, EntryFailure } from "../job/failure.js";
import type { ObjectRule } from "../job/job-mapping.js";
import { asText, openTrace, type Outcome, type ProvisioningStep, type Subject, type Trace } from "../job/outcome.js";
import type { Work } from "../job/work.js";

/** A user as outcomes name them. */
export function subjectOfUser(user: SandboxUser, rule: ObjectRule): Subject {
  const { id, userPrincipalName, displayName } = user;
  return {
    objectId: id,
    kind: "User",
    targetType: rule.targetObjectName,
    displayName: displayName ?? userPrincipalName,
    identifier: userPrincipalName,
  };
}

/** A group as outcomes name it. */
export function subjectOfGroup({ id, displayName }: SandboxGroup, rule: ObjectRule): Subject {
  return { objectId: id, kind: "Group", targetType: rule.targetObjectName, displayName, identifier: displayName };
}

/** An object that the tenant no longer has, by what was sent of it. */
export function subjectOfGone({ objectId, kind, exported }: SandboxAnchor, rule: ObjectRule): Subject {
  const identifier = rule.matching.flatMap((name) => asText(exported.get(name)) ?? [])[0] ?? objectId;
  return { objectId, kind, targetType: rule.targetObjectName, displayName: identifier, identifier };
}

/** Does the work on one object; a failure of the target is its outcome and ends nothing else. */
export async function attempt(
  { mapping }: Work,
  subject: Subject,
  run: (trace: Trace) => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
  const trace = openTrace(subject, mapping.target.name);
  try {
    return await run(trace);
  } catch (error) {
    if (error instanceof EntryFailure) return trace.failed(error);
    throw error;
  }
}

/** The step that every object begins with. */
export function importStep(
  { mapping }: Work,
  { kind, identifier }: Subject,
  details: Readonly<Record<string, string>>,
): ProvisioningStep {
  const description = `Retrieved ${kind} '${identifier}' from ${mapping.source.name}`;
  return { name: "EntryImport", type: "Import", status: "Success", description, details };
}

/** Whether the object is in scope. Detail names: Microsoft Graph, synchronizationJob: provisionOnDemand (sample). */
export function scopingStep(kind: Subject["kind"], active: boolean, assigned: boolean): ProvisioningStep {
  const flag = (value: boolean): string => (value ? "True" : "False");
  return {
    name: "EntrySynchronizationScoping",
    type: "Scoping",
    status: active && assigned ? "Success" : "Skipped",
    description: `Determine if ${kind} in scope by evaluating against each scoping filter`,
    details: {
      IsActive: flag(active),
      Assigned: flag(assigned),
      IsEffectivelyEntitledForProvisioning: flag(active && assigned),
      IsInProvisioningScopeDisplayName: "True",
      ScopeEvaluationResult: "{}",
    },
  };
}

/** What was found at the target, attribute by attribute. */
export function matchingStep({ mapping }: Work, { identifier }: Subject, found: JsonObject): ProvisioningStep {
  const details: Record<string, string> = {};
  for (const name of ["active", "displayName", "externalId", "id", "userName"]) {
    const value = asText(found[name]);
    if (value !== undefined) details[name] = value;
  }
  const description = `Retrieved '${identifier}' from ${mapping.target.name}`;
  return { name: "EntryImport", type: "Matching", status: "Success", description, details };
}

export function noMatchStep({ mapping }: Work, { kind, identifier }: Subject): ProvisioningStep {
  const description =
    `${kind} '${identifier}' will be created in ${mapping.target.name} (${kind} is active and assigned in ` +
    `${mapping.source.name}, but no matching ${kind} was found in ${mapping.target.name})`;
  return { name: "EntrySynchronizationAdd", type: "Matching", status: "Success", description, details: {} };
}

/** The outcome of an object that is as it should be. Source: Microsoft Graph, synchronizationJob: provisionOnDemand (sample). */
export function redundant(
  trace: Trace,
  { kind, identifier }: Subject,
  source: Readonly<Record<string, string>>,
): Outcome {
  const what = kind.toLowerCase();
  return trace.skipped(
    "RedundantExport",
    `The state of the ${what} in both the source and target systems already match. No change to the ${kind} ` +
      `'${identifier}' currently needs to be made.`,
    Object.entries(source).map(([name, after]) => ({ name, before: undefined, after })),
  );
}

/**
 * Looks for the object by each matching attribute in turn.
 *
 * @returns undefined when nobody matches
 * @throws EntryFailure `DuplicateTargetEntries` when several match, `MandatoryFieldsMissing` when there is nothing to look by
 */
export async function match(
  work: Work,
  rule: ObjectRule,
  values: ReadonlyMap<string, JsonValue>,
  find: (attribute: string, value: string) => ScimRequest,
): Promise<{ readonly id: string; readonly resource: JsonObject } | undefined> {
  let asked = false;
  for (const attribute of rule.matching) {
    const value = asText(values.get(attribute));
    if (value === undefined) continue;
    asked = true;
    const { totalResults, resources } = await askForList(work.connection, find(attribute, value));
    if (Math.max(totalResults, resources.length) > 1)
      throw new EntryFailure(
        "DuplicateTargetEntries",
        `More than one object of ${work.mapping.target.name} has ${attribute} ${JSON.stringify(value)}.`,
      );
    const [resource] = resources;
    const id = resource === undefined ? undefined : idOf(resource);
    if (resource !== undefined && id !== undefined) return { id, resource };
  }
  if (!asked)
    throw new EntryFailure(
      "MandatoryFieldsMissing",
      `No value for the matching attribute ${rule.matching.join(", ")}.`,
    );
  return undefined;
}
