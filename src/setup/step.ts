import type { ZodType } from "zod";
import type { Clock } from "../base/clock.js";
import type { Secret } from "../base/secret.js";
import type { Emit } from "./events.js";
import type { Expectation } from "./expectation.js";
import type { Journal } from "./journal.js";
import type { Change, Look, Warning } from "./plan.js";
import type { Target, TargetConnection } from "./ports.js";

/** What a step is given to work with. `Tenant` is the IdP's own: its typed API, its options, the facts earlier steps left. */
export interface StepContext<Tenant> {
  readonly tenant: Tenant;
  /** Absent when no token was given, as in a look without secrets. */
  readonly target: Target | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly emit: Emit;
}

/** What the signed-in administrator must be allowed for a step, in the IdP's own names of rights. Any one of an entry's alternatives will do. */
export interface StepAccess {
  /** For looking: also when the step's writes are left out. */
  readonly reads: readonly AccessNeed[];
  readonly writes: readonly AccessNeed[];
}

/** One right, by whichever name it is granted. */
export interface AccessNeed {
  /** Names of the right, the least first: `Synchronization.ReadWrite.All`. */
  readonly anyOf: readonly string[];
  /** The least role that has it, for people: `Application Administrator`. */
  readonly role: string;
  /** What it is needed for, as `assign groups`. */
  readonly purpose: string;
}

/** What a change left behind: the new resource's id, when there is one. */
export interface Applied {
  readonly id?: string;
}

/** One thing a section of the guide asks for, bound to its desired values. It never prints. */
export interface Step<Tenant> {
  readonly id: string;
  readonly guide: string;
  readonly title: string;
  /** The id of the step whose console stop also covers this one; from the template. */
  readonly sharedWith?: string;
  /**
   * Reads the tenant and says what it found and what it would change. Writes nothing.
   * Leaves in `tenant` the facts that later steps need. Called again after applying: then no change may be left.
   *
   * @throws SetupError when the tenant is in a state that a person must decide about
   */
  look(context: StepContext<Tenant>): Promise<Look>;
  /** Waits for what must have happened before the first of this step's changes. */
  prepare?(context: StepContext<Tenant>): Promise<void>;
  /** Carries out one change of its own look. */
  apply(context: StepContext<Tenant>, change: Change): Promise<Applied>;
  /** For a step with a console stop: what the tenant does not show yet, in the vendor's words; empty = done. */
  missing?(context: StepContext<Tenant>): Promise<readonly string[]>;
  /** Called once when the step's console stop ended with nothing missing, or with the person's word. */
  stopped?(context: StepContext<Tenant>): Promise<void> | void;
  /** The values of the console stop's secret fields, by label. */
  readonly consoleSecrets?: Readonly<Record<string, Secret>>;
  /** The target this step connects the IdP to. */
  readonly connects?: TargetConnection;
  /** What signing in must have granted, where the IdP says so in the token. */
  readonly access?: StepAccess;
  /** What the proof must find because of this step. */
  expects(): Expectation;
  /**
   * Says, when the proof is over, what the tenant shows of this step by then: what the IdP has done by itself since.
   * Replaces what was found before, and adds warnings.
   */
  conclude?(context: StepContext<Tenant>): Promise<Conclusion>;
}

/** How a step stands when everything is over. */
export interface Conclusion {
  readonly found: readonly string[];
  readonly warnings?: readonly Warning[];
}

/** The part of a step that the template gives. */
export interface StepPlace {
  readonly id: string;
  readonly guide: string;
  readonly title?: string;
  readonly sharedWith?: string;
}

/** A kind of step: what `uses` names, the shape of its `with`, and how to make the step. One kind a file. */
export interface StepKind<Tenant> {
  /** As `okta/saml-app`. */
  readonly uses: string;
  /** Strict schema of `with`; secrets are `Secret` instances. */
  readonly schema: ZodType;
  /**
   * @param input - values that went through `schema`
   * @throws ZodError when they did not
   */
  bind(place: StepPlace, input: unknown): Step<Tenant>;
}

interface StepKindParts<With, Tenant> {
  readonly uses: string;
  /** Said when the template gives no title. */
  readonly title: string;
  readonly schema: ZodType<With>;
  create(input: With): Omit<Step<Tenant>, "id" | "guide" | "title" | "sharedWith">;
}

/** Makes a step kind from its schema and its behaviour, keeping the two of one type. */
export function defineStepKind<With, Tenant>(parts: StepKindParts<With, Tenant>): StepKind<Tenant> {
  return {
    uses: parts.uses,
    schema: parts.schema,
    bind: (place, input) => ({
      ...parts.create(parts.schema.parse(input)),
      id: place.id,
      guide: place.guide,
      title: place.title ?? parts.title,
      ...(place.sharedWith === undefined ? {} : { sharedWith: place.sharedWith }),
    }),
  };
}
