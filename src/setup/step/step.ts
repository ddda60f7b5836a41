import type { Secret } from "../../base/secret.js";
import type { Expectation } from "../model/expectation.js";
import type { ManualPart } from "../model/manual.js";
import type { Change, Look, Warning } from "../model/plan.js";
import type { TargetConnection } from "../model/ports.js";
import type { AccessNeed } from "../model/rights.js";
import type { Applied, StepContext } from "./step-context.js";
import type { StepUndo } from "./step-undo.js";

/** What the signed-in administrator must be allowed for a step, in the IdP's own names of rights. Any one of an entry's alternatives will do. */
export interface StepAccess {
  /** For looking: also when the step's writes are left out. */
  readonly reads: readonly AccessNeed[];
  readonly writes: readonly AccessNeed[];
}

/**
 * One thing a section of the guide asks for, bound to its desired values. Every step looks, applies and says what the proof must
 * find; what only some steps have is a part of its own. It never prints.
 */
export interface Step<Tenant> {
  readonly id: string;
  readonly guide: string;
  readonly title: string;
  /** What is to be known of it before the tenant is asked. */
  readonly remarks?: StepRemarks;
  /** How it stands among the other steps. */
  readonly prerequisites: StepPrerequisites;
  /**
   * Reads the tenant and says what it found and what it would change. Writes nothing. Called again after applying: then no
   * change may be left.
   *
   * @throws SetupError when the tenant is in a state that a person must decide about
   */
  look(context: StepContext<Tenant>): Promise<Look>;
  /** Waits for what must have happened before the first of this step's changes. */
  prepare?(context: StepContext<Tenant>): Promise<void>;
  /** Carries out one change of its own look. */
  apply(context: StepContext<Tenant>, change: Change): Promise<Applied>;
  /** What a change left behind, read from the tenant: for one whose answer was lost, and which the look after it shows as made. */
  recall?(context: StepContext<Tenant>, change: Change): Promise<Applied>;
  /** Takes back what this step changed in an earlier run; absent for a step that changes nothing by itself. */
  readonly undo?: StepUndo<Tenant>;
  /** What the proof must find because of this step. */
  expects(): Expectation;
  /**
   * Says, when the proof is over, what the tenant shows of this step by then: what the IdP has done by itself since.
   * Replaces what was found before, and adds warnings.
   */
  conclude?(context: StepContext<Tenant>): Promise<Conclusion>;
  /** For a step of which a person does a part at the console. */
  readonly console?: ConsolePart<Tenant>;
  /** For a step that is proven over a few people before it goes on to all. */
  readonly pilot?: Pilot<Tenant>;
  /** The target this step connects the IdP to. */
  readonly connects?: TargetConnection;
  /** It takes part in giving an existing set-up a new token. */
  readonly rotates?: true;
  /** What signing in must have granted, where the IdP says so in the token. */
  readonly access?: StepAccess;
  /** The same work for a person without the API, out of the desired values alone: nothing is asked, no secret is in it. */
  manual?(): ManualPart;
}

/** What is to be known of a step before the tenant is asked. */
export interface StepRemarks {
  /** What the guide asks that no step can do or check, one sentence each; from the template. */
  readonly notes?: readonly string[];
  /** What is wrong with the values that were given. */
  readonly warnings?: readonly Warning[];
}

/** The part of a step that a person does at the console. */
export interface ConsolePart<Tenant> {
  /** What the tenant does not show yet, in the vendor's words; empty = done. */
  missing(context: StepContext<Tenant>): Promise<readonly string[]>;
  /**
   * Called when the stop begins: what undo must know of how the tenant was before it. It goes into the journal as an update of
   * a resource of the type `console-stop`, whether the person then does it or not.
   */
  beforeStop?(context: StepContext<Tenant>): Applied;
  /** Called once when the stop ended with nothing missing, or with the person's word. */
  stopped?(context: StepContext<Tenant>): Promise<void> | void;
  /** The values of the stop's secret fields, by label. */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** The id of the step whose stop also covers this one; from the template. */
  readonly sharedWith?: string;
}

/** What a step stands on, and what stands on it. */
export interface StepPrerequisites {
  /** What this step establishes for later ones; from its kind. */
  readonly provides: readonly Prerequisite[];
  /** What it needs of earlier ones; from its kind. */
  readonly needs: readonly Prerequisite[];
  /** What must be in the tenant before this set-up begins: a dry run puts it there. */
  readonly presupposes?: Presupposition;
}

/** The part of a step that is carried out and proven first, before somebody is asked about the rest. */
export interface Pilot<Tenant> {
  /** As `the group "Holistics-Pilot"`. */
  readonly name: string;
  /** True for a change of the step's look that belongs to it. */
  covers(change: Change): boolean;
  /** Whom the proof must find when only this part is carried out. */
  expects(): Pick<Expectation, "assignedGroups">;
  /** Waits until the IdP has done what this part sets off. */
  settled(context: StepContext<Tenant>): Promise<void>;
}

/** Something a template takes for granted: made with another guide. */
export interface Presupposition {
  /** The name of an app. */
  readonly app: string;
}

/** How a step stands when everything is over. */
export interface Conclusion {
  readonly found: readonly string[];
  readonly warnings?: readonly Warning[];
}

/**
 * What one step establishes and later ones stand on. A kind that provides the `connection` takes the target's address as `baseUrl`
 * and its token as `token`; in a dry run the simulated tenant's target is put there.
 */
export type Prerequisite = "app" | "job" | "connection";
