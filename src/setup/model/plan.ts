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
  /** The fields are people, who come and go with their groups: a plan that was approved covers whoever is there on the day. */
  readonly people?: true;
  /** One line for a person: what this change means. */
  readonly note?: string;
  /** A few words for the last column of a plan, at most 40 characters: `SAML 2.0, hidden from users`. The JSON does not have it. */
  readonly summary?: string;
}

/** One field a person fills in at the console. A secret's value is never here: see `ConsolePart.secrets`. */
export interface ConsoleField {
  /** The label on the form that this tenant shows. */
  readonly label: string;
  readonly value?: string;
  readonly secret?: true;
  /** The label the vendor's guide, or the IdP's other form, uses for the same field. */
  readonly alsoCalled?: string;
  /** What to know when filling it in. */
  readonly note?: string;
  /** Index of the click that opens its form. Absent when a click names the field with its value. The JSON does not have it. */
  readonly click?: number;
}

/** A manual step: the part of a guide that no public API can do. An administrator does it; the tool waits and checks. */
export interface ConsoleStop {
  /** Deep link to the place; the console's start page as long as the exact one is not known. */
  readonly url: string;
  /** What to do there, in order, one place of the console each. The click after one with fields completes the same form. */
  readonly clicks: readonly string[];
  readonly fields: readonly ConsoleField[];
  /** What to do when the console does not look like this, one hint a line. */
  readonly notes: readonly string[];
  /** About how long a person needs. */
  readonly minutes: number;
  /** In a result: what the tenant did not show when the wait ended, in the vendor's words. */
  readonly missing?: readonly string[];
  /** The step whose stop covers this one on the same visit. */
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

/** Something the administrator should know, which does not stop the run. */
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

/** A value in the tenant that is not the guide's, told with a look because no change of the look says it. */
export interface Difference {
  readonly resource: Change["resource"];
  /** As in `FieldChange`; absent when it is the resource as a whole. */
  readonly path?: string;
  readonly expected: JsonValue;
  /** `null` stands for absent. */
  readonly actual: JsonValue;
  readonly fixedBy: FixedBy;
  /** One sentence; that of the warning, where there is one. */
  readonly what: string;
  readonly fix?: string;
  /** That of the warning or error behind it. */
  readonly code?: ErrorCode | WarningCode;
}

/** Something in the tenant that is not as the guide says, or of which nobody can tell. Data without secrets. */
export interface Drift extends Difference {
  /** `unchecked` is no drift: it says what was not compared. */
  readonly state: "changed" | "missing" | "unchecked";
}

/**
 * Whose the thing is that a look found under the name it looks for. A name alone proves nothing: another vendor's may have it.
 * `ours`: it has the marks of what the guide makes, a run of this set-up made it, or the guide takes it for granted;
 * `named`: a person chose it by its id.
 */
export type Ownership = { readonly state: "ours" | "named" } | Foreign;

/** It has the name and not the marks: only a person can say that it is the one. */
export interface Foreign {
  readonly state: "foreign";
  readonly resource: Change["resource"] & { readonly id: string };
  /** Where it differs from what the guide makes; never empty. */
  readonly marks: readonly OwnershipMark[];
  /** The flag with its value that chooses it, as `--app-id 0oa1`. */
  readonly chosenBy: string;
}

/** One value by which what a guide makes is known. */
export interface OwnershipMark {
  /** In the vendor's words, as `Single sign-on URL`. */
  readonly label: string;
  readonly expected: JsonValue;
  /** `null` stands for absent. */
  readonly actual: JsonValue;
}

/** What a step found in the tenant and would do about it. */
export interface Look {
  readonly changes: readonly Change[];
  readonly console?: ConsoleStop;
  readonly warnings?: readonly Warning[];
  /** What is already there, one sentence each. */
  readonly found?: readonly string[];
  /** What cannot be read back, one sentence each: it is `unchecked`, never done and never drift. */
  readonly unchecked?: readonly string[];
  /** What the IdP is still working on by itself, one sentence each. */
  readonly pending?: readonly string[];
  /** What differs beside the changes: a plan tells it in warnings or in what was found, `verify` as drift. */
  readonly differs?: readonly Difference[];
  /** Of a look that found something by its name: whose it is. What is foreign is written to only after a person chose it. */
  readonly ownership?: Ownership;
}

/** How a step stands, in a plan and in a result. */
export type StepStatus = "applied" | "unchanged" | "pending" | "console" | "unchecked" | "skipped" | "failed";

/** A step within a plan or a result. */
export interface PlannedStep extends Look {
  readonly id: string;
  /** Section of the vendor's guide, as `3.1`. */
  readonly guide: string;
  readonly title: string;
  /** What the guide asks that no step can do or check, one sentence each. */
  readonly notes?: readonly string[];
  readonly status: StepStatus;
  /** Only of `verify`: empty when nothing has drifted. */
  readonly drift?: readonly Drift[];
}

/** All steps with their changes and manual steps, as data, without secrets. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** People who will not arrive, each with the reason, known before anything is written. */
  readonly notExpected: readonly NotExpected[];
  /** What to know of the people it is about, beside what single steps warn of. */
  readonly warnings?: readonly Warning[];
  /** How many people and groups the plan expects on the target. */
  readonly expected: {
    readonly users: number;
    readonly groups: number;
    readonly memberships: number;
    /** Sign-in names of the expected people. */
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

/** The status of a look that was not applied. */
export function statusOf(look: Look): StepStatus {
  if (look.changes.length > 0) return "pending";
  if (look.console !== undefined) return "console";
  if ((look.unchecked?.length ?? 0) > 0 || (look.pending?.length ?? 0) > 0) return "unchecked";
  return "unchanged";
}
