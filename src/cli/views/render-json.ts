import type { CleanUpJson } from "./output/rehearsal.js";
import type { RunDocument } from "./output/run.js";
import type { ChangesJson, ProofJson } from "./output/proof.js";
import type { ChangeJson, ConsoleJson, DriftJson, StepJson, UndoneJson, WarningJson } from "./output/step.js";
import type { Change, ConsoleStop, Drift, PlannedStep, Warning } from "../../setup/model/plan.js";
import type { TenantIdentity } from "../../setup/model/ports.js";
import { failureReport } from "./failure.js";
import type { RunAction } from "../arguments/run-action.js";
import type { KeptPlan } from "../saved-plan/format/kept-plan.js";
import type { AboutRun } from "../run/about.js";
import type { Visit } from "../run/visits.js";
import type { RequestCounts } from "../run/request-counts.js";
import type { ChangesProof, Proof } from "../../setup/model/proof.js";
import type { UndoItem, RunResult } from "../../setup/model/run-result.js";

/** What the JSON document says about single people of a rehearsal; nothing about those it did not get to. */
export type PeopleReport = Pick<RunDocument, "people" | "preview">;

/** Everything the JSON document tells. */
export interface DocumentParts {
  readonly about?: AboutRun | undefined;
  /** When the run waited for the manual steps, by the step's id. */
  readonly visits?: ReadonlyMap<string, Visit> | undefined;
  readonly mode: "dry-run" | RunAction;
  readonly template: string;
  readonly identity: TenantIdentity;
  readonly sandbox: boolean;
  readonly result: RunResult;
  readonly requests: RequestCounts;
  /** What became of what a dry run created at a server of somebody else's. */
  readonly cleanup?: CleanUpJson | undefined;
  /** Where a plan was kept, and its digest. */
  readonly kept?: KeptPlan | undefined;
  /** What a dry run could not simulate of the tenant. */
  readonly notSimulated: readonly string[];
  /** What a rehearsal came to for single people. */
  readonly people?: PeopleReport | undefined;
  readonly durationMs: number;
  readonly simulatedMs: number;
}

/** The JSON document of `--json`. Changes to its shape only add. */
export function jsonDocument(parts: DocumentParts): RunDocument {
  const { identity, result } = parts;
  return {
    formatVersion: "1.0",
    command: identity.idp,
    mode: parts.mode,
    template: parts.template,
    ...parts.about,
    tenant: { ...identity, sandbox: parts.sandbox },
    outcome: result.outcome,
    steps: result.steps.map((step) => stepJson(step, parts.visits?.get(step.id))),
    warnings: (result.warnings ?? []).map(warningJson),
    proof: result.proof === undefined ? null : proofJson(result.proof),
    ...(result.undo === undefined ? {} : { undo: result.undo.map(undoJson) }),
    requests: {
      tenant: { ...parts.requests.tenant },
      scim: { ...parts.requests.scim },
      target: { ...parts.requests.target },
      ...(parts.requests.live === undefined ? {} : { live: { ...parts.requests.live } }),
    },
    ...parts.people,
    ...(parts.kept === undefined ? {} : { savedPlan: { ...parts.kept } }),
    errors: [result.unread, result.error].filter((error) => error !== undefined).map(failureReport),
    ...(parts.notSimulated.length === 0 ? {} : { notSimulated: parts.notSimulated }),
    ...(parts.cleanup === undefined ? {} : { cleanup: parts.cleanup }),
    durationMs: parts.durationMs,
    simulatedMs: parts.simulatedMs,
  };
}

function stepJson(step: PlannedStep, visit: Visit | undefined): StepJson {
  return {
    id: step.id,
    guide: step.guide,
    title: step.title,
    status: step.status,
    changes: step.changes.map(changeJson),
    ...(step.console === undefined ? {} : { console: { ...stopJson(step.console), ...visit } }),
    ...(step.notes === undefined ? {} : { notes: step.notes }),
    warnings: (step.warnings ?? []).map(warningJson),
    found: step.found ?? [],
    unchecked: step.unchecked ?? [],
    pending: step.pending ?? [],
    ...(step.drift === undefined ? {} : { drift: step.drift.map(driftJson) }),
  };
}

function warningJson({ code, message, fix }: Warning): WarningJson {
  return { code, message, fix };
}

function driftJson({ resource, state, expected, actual, fixedBy, what, path, fix, code }: Drift): DriftJson {
  return {
    resource: { ...resource },
    ...(path === undefined ? {} : { path }),
    state,
    expected,
    actual,
    mend: fixedBy,
    what,
    ...(fix === undefined ? {} : { fix }),
    ...(code === undefined ? {} : { code }),
  };
}

function changeJson({ action, resource, fields, note }: Change): ChangeJson {
  return {
    action,
    resource: { ...resource },
    fields: fields.map(({ path, before, after }) => ({
      path,
      before,
      after: after ?? null,
      ...(after === undefined ? { knownAfterApply: true } : {}),
    })),
    ...(note === undefined ? {} : { note }),
  };
}

function stopJson({ url, clicks, fields, notes, minutes, missing, sharedWith }: ConsoleStop): ConsoleJson {
  return {
    url,
    clicks,
    fields: fields.map(({ click: _place, ...field }) => field),
    notes,
    minutes,
    ...(missing === undefined ? {} : { missing }),
    ...(sharedWith === undefined ? {} : { sharedWith }),
  };
}

function undoJson({ done, state, what, people }: UndoItem): UndoneJson {
  const { key, step, resource } = done;
  return { key, step, resource: { ...resource }, state, what, ...(people === undefined ? {} : { people }) };
}

function proofJson(proof: Proof): ProofJson {
  return {
    users: {
      ...proof.users,
      wrong: proof.users.wrong.map((one) => ({ ...one })),
      notExpected: proof.users.notExpected.map((one) => ({ ...one })),
    },
    groups: { ...proof.groups, wrong: proof.groups.wrong.map((one) => ({ ...one })) },
    memberships: { ...proof.memberships, wrong: proof.memberships.wrong.map((one) => ({ ...one })) },
    unchecked: proof.unchecked,
    ...(proof.changes === undefined ? {} : { changes: changesJson(proof.changes) }),
  };
}

function changesJson({ expected, found, wrong, made, notMade }: ChangesProof): ChangesJson {
  return {
    expected,
    found,
    wrong: wrong.map(({ kind, seen, fix, request, lostMemberships, ...one }) => ({
      change: kind,
      ...one,
      ...(request === undefined ? {} : { request: { ...request } }),
      seen,
      ...(fix === undefined ? {} : { fix }),
      ...(lostMemberships === undefined ? {} : { lostMemberships: [...lostMemberships] }),
    })),
    made: made.map(({ kind, ...one }) => ({ change: kind, ...one })),
    notMade: notMade.map(({ kind, reason }) => ({ change: kind, reason })),
  };
}
