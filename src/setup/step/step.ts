import type { Secret } from "../../base/secret.js";
import type { Expectation } from "../model/expectation.js";
import type { ManualPart } from "../model/manual.js";
import type { Change, Look, Warning } from "../model/plan.js";
import type { TargetConnection } from "../model/ports.js";
import type { AccessNeed } from "../model/rights.js";
import type { Applied, StepContext } from "./step-context.js";
import type { StepUndo } from "./step-undo.js";

/** The rights that the signed-in administrator needs for a step, by the IdP's own names. One of an entry's alternatives is enough. */
export interface StepAccess {
  /** For the look, even when the step's writes are left out. */
  readonly reads: readonly AccessNeed[];
  readonly writes: readonly AccessNeed[];
}

/**
 * One task of a section of the guide, bound to its desired values. Every step looks, applies and says what the proof must find;
 * parts that only some steps have are optional. A step never prints.
 */
export interface Step<Tenant> {
  readonly id: string;
  readonly guide: string;
  readonly title: string;
  /** What is known about it before the tenant is read. */
  readonly remarks?: StepRemarks;
  /** What it needs from earlier steps and provides to later ones. */
  readonly prerequisites: StepPrerequisites;
  /**
   * Reads the tenant and says what it found and what it would change. Writes nothing. Called again after applying: then no
   * change may be left.
   *
   * @throws SetupError when the administrator must decide about the tenant's state
   */
  look(context: StepContext<Tenant>): Promise<Look>;
  /** Waits for what must happen before the first of this step's changes. */
  prepare?(context: StepContext<Tenant>): Promise<void>;
  /** Carries out one change of its own look. */
  apply(context: StepContext<Tenant>, change: Change): Promise<Applied>;
  /** Reads the result of a change from the tenant, when the answer was lost and the next look shows that it was made. */
  recall?(context: StepContext<Tenant>, change: Change): Promise<Applied>;
  /** Undoes what this step changed in an earlier run; absent for a step that changes nothing. */
  readonly undo?: StepUndo<Tenant>;
  /** What the proof must find because of this step. */
  expects(): Expectation;
  /**
   * Reads, after the proof, the final state of this step, with the IdP's background work.
   * Replaces what was found before, and adds warnings.
   */
  conclude?(context: StepContext<Tenant>): Promise<Conclusion>;
  /** For a step with a manual step at the console. */
  readonly console?: ConsolePart<Tenant>;
  /** For a step that is verified for a few users before it continues with all. */
  readonly pilot?: Pilot<Tenant>;
  /** The target this step connects the IdP to. */
  readonly connects?: TargetConnection;
  /** True when it takes part in rotating the token of an existing set-up. */
  readonly rotates?: true;
  /** The rights that the sign-in must grant, if the IdP shows them in the token. */
  readonly access?: StepAccess;
  /** The same work as instructions without the API, from the desired values alone: reads nothing and contains no secret. */
  manual?(): ManualPart;
}

/** What is known about a step before the tenant is read. */
export interface StepRemarks {
  /** What the guide asks for and no step can do or check, one sentence each; from the template. */
  readonly notes?: readonly string[];
  /** Warnings about the provided values. */
  readonly warnings?: readonly Warning[];
}

/** The manual step of a step: what a person does at the console. */
export interface ConsolePart<Tenant> {
  /** What is still missing, in the vendor's words; empty when done. */
  missing(context: StepContext<Tenant>): Promise<readonly string[]>;
  /**
   * Called when the manual step begins: returns what undo must know about the tenant's state before it. The journal records it as
   * an update of a resource of the type `console-stop`, whether the manual step is then done or not.
   */
  beforeStop?(context: StepContext<Tenant>): Applied;
  /** Called once when nothing is missing any more, or when the user chose to continue. */
  stopped?(context: StepContext<Tenant>): Promise<void> | void;
  /** The values of the secret fields, by label. */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** The id of the step whose manual step also covers this one; from the template. */
  readonly sharedWith?: string;
}

/** What a step needs from earlier steps, and what it provides to later ones. */
export interface StepPrerequisites {
  /** What this step provides to later ones; from its kind. */
  readonly provides: readonly Prerequisite[];
  /** What it needs from earlier ones; from its kind. */
  readonly needs: readonly Prerequisite[];
  /** What the tenant must have before this set-up begins: a dry run creates it. */
  readonly presupposes?: Presupposition;
}

/** The part of a step that is applied and verified first, before the user is asked about the rest. */
export interface Pilot<Tenant> {
  /** For example `the group "Holistics-Pilot"`. */
  readonly name: string;
  /** True for a change of the step that belongs to the pilot. */
  covers(change: Change): boolean;
  /** What the proof must find when only the pilot is applied. */
  expects(): Pick<Expectation, "assignedGroups">;
  /** Waits until the IdP has finished the pilot's background work. */
  settled(context: StepContext<Tenant>): Promise<void>;
}

/** Something that a template requires to exist: created with another guide. */
export interface Presupposition {
  /** The name of an app. */
  readonly app: string;
}

/** The final state of a step. */
export interface Conclusion {
  readonly found: readonly string[];
  readonly warnings?: readonly Warning[];
}

/**
 * What one step provides and later ones need. A kind that provides the `connection` has the target's address as `baseUrl` and its
 * token as `token`; a dry run replaces both with its own target.
 */
export type Prerequisite = "app" | "job" | "connection";
