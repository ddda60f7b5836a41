import type { ZodType } from "zod";
import type { Clock } from "../../base/clock.js";
import type { JsonObject } from "../../base/json.js";
import type { Secret } from "../../base/secret.js";
import type { Emit } from "../model/events.js";
import type { Expectation } from "../model/expectation.js";
import type { Journal } from "../journal/journal.js";
import type { JournalledChange } from "../model/journalled-change.js";
import type { ManualPart } from "../model/manual.js";
import type { Change, Look, Warning } from "../model/plan.js";
import type { Target, TargetConnection } from "../model/ports.js";
import type { AccessNeed } from "../model/rights.js";

/** What a step is given to work with. `Tenant` is the IdP's own: its typed API, its options, the facts earlier steps left. */
export interface StepContext<Tenant> {
  readonly tenant: Tenant;
  /** Absent when no token was given, as in a look without secrets. */
  readonly target: Target | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly emit: Emit;
  /**
   * True when the look is only compared with the guide: it tells every difference, and asks for the health of what is there,
   * also where a look before a write would stop for a person's decision.
   */
  readonly verifying?: boolean;
  /**
   * True when an existing set-up is given a new token, and nothing else: a token of which nobody knows whether it was given
   * before counts as new, and what is not there is not made.
   */
  readonly rotating?: boolean;
}

/** What the signed-in administrator must be allowed for a step, in the IdP's own names of rights. Any one of an entry's alternatives will do. */
export interface StepAccess {
  /** For looking: also when the step's writes are left out. */
  readonly reads: readonly AccessNeed[];
  readonly writes: readonly AccessNeed[];
}

/** What a change left behind. */
export interface Applied {
  /** The new resource's id, when there is one. */
  readonly id?: string;
  /** What undoing it takes beside the change itself: ids of what it belongs to, values as they were. No secrets: it goes into the journal. */
  readonly undoData?: JsonObject;
}

/** What the person who undoes a run decided. */
export interface UndoOptions {
  /** Pushed groups are deleted at the vendor, too. */
  readonly deleteGroups: boolean;
  /**
   * Changes made after this one that are taken back before it, newest first: a look takes them as taken back already, whether
   * they are or not. Empty when it is this change's turn.
   */
  readonly before: readonly JournalledChange[];
}

/** How a change of an earlier run stands today, and what taking it back would mean. */
export type UndoLook =
  | {
      readonly state: "undo";
      /** What is written: fields go from what is there now to what was there before the run. */
      readonly change: Change;
      /** How many people it deactivates at the vendor. */
      readonly people?: number;
      /** Asked for with `--confirm`: the name of what is deleted for good. */
      readonly confirm?: string;
    }
  /** Nothing of it is left in the tenant. */
  | { readonly state: "undone"; readonly what: string }
  /** Somebody changed it since: it is left alone. */
  | { readonly state: "changed"; readonly what: string }
  /** It stays on purpose, or no API takes it back: what a person would do. */
  | { readonly state: "kept"; readonly what: string };

/** How a step takes back its own changes. Works from the journal alone: the step's look need not have been called. */
export interface StepUndo<Tenant> {
  /** Reads the tenant and says what taking this change back would do. Writes nothing. Called again after `apply`: then it is `undone`. */
  look(context: StepContext<Tenant>, done: JournalledChange, options: UndoOptions): Promise<UndoLook>;
  /** Carries out the change of the last look. */
  apply(context: StepContext<Tenant>, done: JournalledChange, options: UndoOptions): Promise<void>;
}

/** One thing a section of the guide asks for, bound to its desired values. It never prints. */
export interface Step<Tenant> {
  readonly id: string;
  readonly guide: string;
  readonly title: string;
  /** What the guide asks that no step can do or check, one sentence each; from the template. */
  readonly notes?: readonly string[];
  /** What is wrong with the values that were given, before the tenant was asked. */
  readonly warnings?: readonly Warning[];
  /** The id of the step whose console stop also covers this one; from the template. */
  readonly sharedWith?: string;
  /**
   * Reads the tenant and says what it found and what it would change. Writes nothing.
   * Leaves in `tenant` the facts that later steps need. Called again after applying: then no change may be left.
   *
   * @throws SetupError when the tenant is in a state that a person must decide about
   */
  look(context: StepContext<Tenant>): Promise<Look>;
  /** Takes back what this step changed in an earlier run; absent for a step that changes nothing by itself. */
  readonly undo?: StepUndo<Tenant>;
  /** Waits for what must have happened before the first of this step's changes. */
  prepare?(context: StepContext<Tenant>): Promise<void>;
  /** Carries out one change of its own look. */
  apply(context: StepContext<Tenant>, change: Change): Promise<Applied>;
  /** What a change left behind, read from the tenant: for one whose answer was lost, and which the look after it shows as made. */
  recall?(context: StepContext<Tenant>, change: Change): Promise<Applied>;
  /** For a step with a console stop: what the tenant does not show yet, in the vendor's words; empty = done. */
  missing?(context: StepContext<Tenant>): Promise<readonly string[]>;
  /** For a step that is proven over a few people before it goes on to all. */
  readonly pilot?: Pilot<Tenant>;
  /** Called once when the step's console stop ended with nothing missing, or with the person's word. */
  stopped?(context: StepContext<Tenant>): Promise<void> | void;
  /**
   * Called when the step's console stop begins: what undo must know of how the tenant was before it. It goes into the journal as
   * an update of a resource of the type `console-stop`, whether the person then does it or not.
   */
  beforeStop?(context: StepContext<Tenant>): Applied;
  /** The values of the console stop's secret fields, by label. */
  readonly consoleSecrets?: Readonly<Record<string, Secret>>;
  /** It takes part in giving an existing set-up a new token. */
  readonly rotates?: true;
  /** The target this step connects the IdP to. */
  readonly connects?: TargetConnection;
  /** What must be in the tenant before this set-up begins: a dry run puts it there. */
  readonly presupposes?: Presupposition;
  /** What signing in must have granted, where the IdP says so in the token. */
  readonly access?: StepAccess;
  /** What this step establishes for later ones; from its kind. */
  readonly provides?: readonly Prerequisite[];
  /** What it stands on; from its kind. */
  readonly needs?: readonly Prerequisite[];
  /** What the proof must find because of this step. */
  expects(): Expectation;
  /**
   * Says, when the proof is over, what the tenant shows of this step by then: what the IdP has done by itself since.
   * Replaces what was found before, and adds warnings.
   */
  conclude?(context: StepContext<Tenant>): Promise<Conclusion>;
  /** The same work for a person without the API, out of the desired values alone: nothing is asked, no secret is in it. */
  manual?(): ManualPart;
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

/** The part of a step that the template gives. */
export interface StepHeader {
  readonly id: string;
  readonly guide: string;
  readonly title?: string;
  readonly notes?: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly sharedWith?: string;
}

/**
 * What one step establishes and later ones stand on. A kind that provides the `connection` takes the target's address as `baseUrl`
 * and its token as `token`; in a dry run the simulated tenant's target is put there.
 */
export type Prerequisite = "app" | "job" | "connection";

/** A kind of step: what `uses` names, the shape of its `with`, and how to make the step. One kind a file. */
export interface StepKind<Tenant> {
  /** As `okta/saml-app`. */
  readonly uses: string;
  /** Strict schema of `with`; secrets are `Secret` instances. Its descriptions make the reference in docs/steps.md. */
  readonly schema: ZodType;
  /** Said when the template gives no title. */
  readonly title: string;
  readonly provides?: readonly Prerequisite[];
  /** What a step before this one must provide. */
  readonly needs?: readonly Prerequisite[];
  /**
   * @param input - values that went through `schema`
   * @throws ZodError when they did not
   */
  bind(place: StepHeader, input: unknown): Step<Tenant>;
}

interface StepKindParts<With, Tenant> {
  readonly uses: string;
  /** Said when the template gives no title. */
  readonly title: string;
  readonly schema: ZodType<With>;
  readonly provides?: readonly Prerequisite[];
  readonly needs?: readonly Prerequisite[];
  readonly create: (input: With) => Omit<Step<Tenant>, keyof StepHeader | "provides" | "needs">;
}

/** Makes a step kind from its schema and its behaviour, keeping the two of one type. */
export function defineStepKind<With, Tenant>(parts: StepKindParts<With, Tenant>): StepKind<Tenant> {
  const { create, ...kind } = parts;
  return {
    ...kind,
    bind: (place, input) => ({
      ...create(parts.schema.parse(input)),
      ...(parts.provides === undefined ? {} : { provides: parts.provides }),
      ...(parts.needs === undefined ? {} : { needs: parts.needs }),
      ...place,
      title: place.title ?? parts.title,
    }),
  };
}
