import type { ErrorCode } from "../../base/codes/error-code.js";
import type { WarningCode } from "../../base/codes/warnings.js";
import type { JsonValue } from "../../base/json.js";

/** One field of a resource that a change touches. `null` stands for absent. */
export interface FieldChange {
  /** Where in the resource, as the vendor's API names it: `settings.signOn.ssoAcsUrl`. */
  readonly path: string;
  readonly before: JsonValue;
  /** `undefined` when it is known only after apply. */
  readonly after: JsonValue | undefined;
}

/** One thing a step would create, update, start or remove in the tenant. Data without secrets. */
export interface Change {
  readonly action: "create" | "update" | "start" | "delete";
  readonly resource: { readonly type: string; readonly id?: string; readonly name: string };
  readonly fields: readonly FieldChange[];
  /** The fields are users, who change with their groups: an approved plan covers the members at the time of apply. */
  readonly people?: true;
  /** One line that says what this change means. */
  readonly note?: string;
  /** A few words for the last column of a plan, at most 40 characters: `SAML 2.0, hidden from users`. The JSON does not have it. */
  readonly summary?: string;
}

/** One field to fill in at the console. It never contains a secret's value: see `ConsolePart.secrets`. */
export interface ConsoleField {
  /** The label of the field in this tenant. */
  readonly label: string;
  readonly value?: string;
  readonly secret?: true;
  /** The label of the same field in the vendor's guide, or in the IdP's other form. */
  readonly alsoCalled?: string;
  /** A note for filling it in. */
  readonly note?: string;
  /** Index of the click that opens its form. Absent when a click names the field with its value. The JSON does not have it. */
  readonly click?: number;
}

/** A manual step: the part of a guide that no public API can do. An administrator does it; the tool waits and checks. */
export interface ConsoleStop {
  /** Deep link to the page; the console's start page as long as the exact one is unknown. */
  readonly url: string;
  /** What to do there, in order, one place of the console each. The click after one with fields completes the same form. */
  readonly clicks: readonly string[];
  readonly fields: readonly ConsoleField[];
  /** What to do when the console looks different, one hint per line. */
  readonly notes: readonly string[];
  /** How long it takes, roughly. */
  readonly minutes: number;
  /** In a result: what was missing when the wait ended, in the vendor's words. */
  readonly missing?: readonly string[];
  /** The step whose manual step also covers this one. */
  readonly sharedWith?: string;
  /** What it comes to, as a clause: `connect provisioning`. The JSON does not have it. */
  readonly task?: string;
  /** Which console: `Okta Admin Console`. The JSON does not have it. */
  readonly console?: string;
}

/** Which of a run's manual steps is reached. */
export interface ManualStepPosition {
  /** Section of the vendor's guide, as `3.2`. */
  readonly guide: string;
  /** From 1. */
  readonly number: number;
  /** How many the run has. */
  readonly total: number;
}

/** Something that the administrator should know and that does not stop the run. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  readonly fix: string;
  /** Where it is about users: their sign-in names, and what it says of each. */
  readonly people?: { readonly names: readonly string[]; readonly what: string };
}

/**
 * Who fixes a drift: a run by itself, an administrator at a run's manual step, or an administrator without a run, since a run
 * leaves it alone.
 */
export type FixedBy = "apply" | "console" | "by-hand";

/** A value in the tenant that differs from the guide and that no change of the look covers. */
export interface Difference {
  readonly resource: Change["resource"];
  /** As in `FieldChange`; absent for the resource as a whole. */
  readonly path?: string;
  readonly expected: JsonValue;
  /** `null` stands for absent. */
  readonly actual: JsonValue;
  readonly fixedBy: FixedBy;
  /** One sentence; the warning's, if there is one. */
  readonly what: string;
  readonly fix?: string;
  /** The code of the warning or error behind it. */
  readonly code?: ErrorCode | WarningCode;
}

/** Something in the tenant that differs from the guide, or that cannot be compared. Data without secrets. */
export interface Drift extends Difference {
  /** `unchecked` is not a drift: it says what was not compared. */
  readonly state: "changed" | "missing" | "unchecked";
}

/**
 * Who owns the resource that a look found by its name. A name alone proves nothing: another vendor's app may have it.
 * `ours`: it has the settings from the guide, a run of this set-up created it, or the guide requires it to exist;
 * `named`: the administrator chose it by its id.
 */
export type Ownership = { readonly state: "ours" | "named" } | Foreign;

/** It has the name but different settings: only the administrator can say whether it is the right one. */
export interface Foreign {
  readonly state: "foreign";
  readonly resource: Change["resource"] & { readonly id: string };
  /** The settings that differ from the guide; never empty. */
  readonly marks: readonly OwnershipMark[];
  /** The option that chooses it, for example `--app-id 0oa1`. */
  readonly chosenBy: string;
}

/** One setting that identifies a resource of the guide. */
export interface OwnershipMark {
  /** In the vendor's words, for example `Single sign-on URL`. */
  readonly label: string;
  readonly expected: JsonValue;
  /** `null` stands for absent. */
  readonly actual: JsonValue;
}

/** What a step found in the tenant and what it would change. */
export interface Look {
  readonly changes: readonly Change[];
  readonly console?: ConsoleStop;
  readonly warnings?: readonly Warning[];
  /** What already exists, one sentence each. */
  readonly found?: readonly string[];
  /** What cannot be read back, one sentence each: `unchecked`, never done and never drift. */
  readonly unchecked?: readonly string[];
  /** What the IdP is still working on, one sentence each. */
  readonly pending?: readonly string[];
  /** Differences that are not changes: a plan shows them as warnings or as found, `verify` as drift. */
  readonly differs?: readonly Difference[];
  /** Who owns a resource that was found by its name. A foreign one is changed only after the administrator chose it. */
  readonly ownership?: Ownership;
}

/** The status of a step, in a plan and in a result. */
export type StepStatus = "applied" | "unchanged" | "pending" | "console" | "unchecked" | "skipped" | "failed";

/** A step within a plan or a result. */
export interface PlannedStep extends Look {
  readonly id: string;
  /** Section of the vendor's guide, for example `3.1`. */
  readonly guide: string;
  readonly title: string;
  /** What the guide asks for and no step can do or check, one sentence each. */
  readonly notes?: readonly string[];
  readonly status: StepStatus;
  /** Only in `verify`: empty when nothing has drifted. */
  readonly drift?: readonly Drift[];
}

/** All steps with their changes and manual steps, as data, without secrets. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** Users who will not be provisioned, each with the reason, known before anything is written. */
  readonly notExpected: readonly NotExpected[];
  /** Warnings about the users of the plan, in addition to those of single steps. */
  readonly warnings?: readonly Warning[];
  /** The numbers of users and groups that the plan expects on the target. */
  readonly expected: {
    readonly users: number;
    readonly groups: number;
    readonly memberships: number;
    /** Sign-in names of the expected users. */
    readonly people: readonly string[];
  };
}

/** A user of an assigned group who will not be provisioned, and why. */
export interface NotExpected {
  readonly name: string;
  readonly reason: string;
}

/** True when nobody and nothing has to act: no change and no manual step in any step that is not skipped. */
export function isSettled(plan: Plan): boolean {
  return plan.steps.every(
    (step) => step.status === "unchanged" || step.status === "unchecked" || step.status === "skipped",
  );
}

/** The status of a step whose look was not applied. */
export function statusOf(look: Look): StepStatus {
  if (look.changes.length > 0) return "pending";
  if (look.console !== undefined) return "console";
  if ((look.unchecked?.length ?? 0) > 0 || (look.pending?.length ?? 0) > 0) return "unchecked";
  return "unchanged";
}
