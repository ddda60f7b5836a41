import type { JsonObject, JsonValue } from "../../../../base/json.js";
import { sameValue } from "../../../../dialect/entra/patch.js";
import { resourceValue, valueAt } from "../../../../dialect/entra/values.js";
import type { EntryFailure } from "./failure.js";
import type { ObjectRule } from "./job-mapping.js";

export type Status = "Success" | "Skipped" | "Failure";
export type Action = "Create" | "Update" | "Disable" | "Delete" | "Other";

/** One of the steps that Microsoft's service names for every object it has looked at. */
export interface ProvisioningStep {
  readonly name: string;
  readonly type: "Import" | "Scoping" | "Matching" | "Export";
  readonly status: Status;
  readonly description: string;
  readonly details: Readonly<Record<string, string>>;
}

export interface ModifiedProperty {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The user or group that an outcome is about. */
export interface Subject {
  readonly objectId: string;
  readonly kind: ObjectRule["kind"];
  /** The type of the target's object, as the schema names it. */
  readonly targetType: string;
  readonly displayName: string;
  /** What an administrator knows the object by: the user principal name, a group's name. */
  readonly identifier: string;
}

/** What provisioning one object came to. */
export interface Outcome {
  readonly subject: Subject;
  readonly action: Action;
  readonly status: Status;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  /** The HTTP status with which the target refused a request; undefined for every other outcome. */
  readonly refusedWith: number | undefined;
  readonly targetId: string | undefined;
  readonly steps: readonly ProvisioningStep[];
  readonly modified: readonly ModifiedProperty[];
}

/** Collects what happens to one object until its outcome is known. */
export interface Trace {
  step(step: ProvisioningStep): void;
  /** What is about to be done at the target. */
  attempt(action: Action, targetId?: string): void;
  /** The write was accepted. */
  exported(targetId: string, modified: readonly ModifiedProperty[]): Outcome;
  /** Nothing was to be done. */
  skipped(code: string, reason: string, modified?: readonly ModifiedProperty[]): Outcome;
  failed(failure: EntryFailure): Outcome;
}

const EXPORT = { Create: "Add", Update: "Update", Disable: "Update", Delete: "Delete", Other: "Update" } as const;
const VERB = { Create: "create", Update: "update", Disable: "disable", Delete: "delete", Other: "match" } as const;
const DONE = {
  Create: "created",
  Update: "updated",
  Disable: "disabled",
  Delete: "deleted",
  Other: "updated",
} as const;

export function openTrace(subject: Subject, targetName: string): Trace {
  const steps: ProvisioningStep[] = [];
  const known: { action: Action; targetId: string | undefined } = { action: "Other", targetId: undefined };
  const called = `${subject.kind} '${subject.identifier}'`;

  function finish(
    status: Status,
    rest: Pick<Outcome, "code" | "reason" | "modified"> & { readonly refusedWith?: number | undefined },
  ): Outcome {
    return { subject, ...known, status, steps, refusedWith: undefined, ...rest };
  }

  return {
    step: (step) => void steps.push(step),
    attempt: (action, targetId) => {
      known.action = action;
      known.targetId = targetId ?? known.targetId;
    },
    exported: (targetId, modified) => {
      known.targetId = targetId;
      steps.push({
        name: `EntryExport${EXPORT[known.action]}`,
        type: "Export",
        status: "Success",
        description: `${called} was ${DONE[known.action]} in ${targetName}`,
        details: { ReportableIdentifier: subject.identifier },
      });
      return finish("Success", { code: undefined, reason: undefined, modified });
    },
    skipped: (code, reason, modified = []) => {
      known.action = "Other";
      steps.push({
        name: "EntrySynchronizationSkip",
        type: "Export",
        status: "Skipped",
        description: reason,
        details: { SkipReason: code },
      });
      return finish("Skipped", { code, reason, modified });
    },
    failed: ({ code, message, status }) => {
      const matching = known.action === "Other";
      steps.push({
        name: matching ? "EntryImport" : `EntryExport${EXPORT[known.action]}`,
        type: matching ? "Matching" : "Export",
        status: "Failure",
        // Source: Microsoft Graph, provisioningObjectSummary: list (example of a failure).
        description: `Failed to ${VERB[known.action]} ${called} in ${targetName}`,
        details: { ErrorCode: code, ReportableIdentifier: subject.identifier },
      });
      return finish("Failure", { code, reason: message, modified: [], refusedWith: status });
    },
  };
}

/**
 * What a write of these values changes in the target's resource.
 *
 * @param cleared - target attributes that the write empties
 */
export function changes(
  current: JsonObject,
  values: ReadonlyMap<string, JsonValue>,
  cleared: readonly string[] = [],
): readonly ModifiedProperty[] {
  const modified: ModifiedProperty[] = [];
  for (const [name, value] of values) {
    const [before, after] = [valueAt(current, name), resourceValue(name, value)];
    if (!sameValue(before, after)) modified.push({ name, before: asText(before), after: asText(after) });
  }
  for (const name of cleared) {
    const before = valueAt(current, name);
    if (before !== undefined) modified.push({ name, before: asText(before), after: undefined });
  }
  return modified;
}

/** Values as Microsoft's service writes them in logs: always texts. */
export function asText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : JSON.stringify(value);
}
