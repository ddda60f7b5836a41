import type { JsonObject } from "../../../../base/json.js";
import type { PatchStyle } from "../../../../dialect/entra/tenant-url.js";
import type { TargetValues } from "../../../../dialect/entra/values.js";
import type { ScimRequest } from "../../../../scim/message/messages.js";
import { ask, askForResource, invalidAnchor } from "../job/failure.js";
import type { ObjectRule } from "../job/job-mapping.js";
import { changes, type Outcome, type Subject, type Trace } from "../job/outcome.js";
import { noMatchStep, redundant } from "./subjects.js";
import { anchorTo, type Work } from "../job/work.js";

/** One user or group under work. */
export interface Case {
  readonly work: Work;
  readonly rule: ObjectRule;
  readonly subject: Subject;
  /** The attributes by which an administrator knows the object, as the service shows them. */
  readonly source: Readonly<Record<string, string>>;
  readonly trace: Trace;
}

/** Makes the object at the target, and remembers that it is there. */
export async function createAtTarget(
  { work, rule, subject, trace }: Case,
  values: TargetValues,
  create: (values: TargetValues) => ScimRequest,
): Promise<Outcome> {
  const { objectId, kind } = subject;
  if (!rule.flows.add) return trace.skipped("ActionDisabled", `The mapping does not create ${kind.toLowerCase()}s.`);
  trace.step(noMatchStep(work, subject));
  trace.attempt("Create");
  const { id } = await askForResource(work.connection, create(values));
  anchorTo(work, { objectId, kind, targetId: id, exported: values });
  return trace.exported(id, changes({}, values));
}

/** What the target has of an object. */
interface Found {
  readonly id: string;
  readonly resource: JsonObject;
}

/** Sends what differs from what the target has now, when anything does and the mapping allows it. */
export async function updateAtTarget(
  { work, rule, subject, source, trace }: Case,
  { id, resource }: Found,
  values: TargetValues,
  update: (id: string, current: JsonObject, values: TargetValues, style: PatchStyle) => ScimRequest | undefined,
  cleared: readonly string[] = [],
): Promise<Outcome> {
  const request = rule.flows.update ? update(id, resource, values, work.connection.style) : undefined;
  if (request === undefined) return redundant(trace, subject, source);
  await ask(work.connection, request, invalidAnchor(id));
  return trace.exported(id, changes(resource, values, cleared));
}
