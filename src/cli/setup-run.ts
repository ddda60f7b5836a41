import type { Command } from "commander";
import type { Clock, VirtualClock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { Secret } from "../base/secret.js";
import type { Faults, Fault } from "../sandbox/http/faults.js";
import type { Directory } from "../sandbox/people/person.js";
import type { OpenTarget } from "../scim-client/target.js";
import type { Emit } from "../setup/events.js";
import type { ConsoleField, ConsoleStop } from "../setup/plan.js";
import type { TenantSession } from "../setup/ports.js";
import type { AccessNeed, Presupposition, StepKind } from "../setup/step.js";
import type { Binding } from "../template/bind.js";
import type { Template } from "../template/template.js";
import type { Interruption } from "./interruption.js";
import type { Io } from "./io.js";
import type { SetupOptions } from "./options.js";
import type { OtherTarget } from "./other-target.js";
import type { RequestCounts } from "./render-json.js";
import type { RunAction } from "./run-action.js";
import type { Screen } from "./screen.js";

/** What the stand-in writes into a field: what the stop says, unless a rehearsal of a mistake says otherwise. */
export type Typing = (field: ConsoleField, value: string | Secret) => string | Secret;

/** What a session is opened with, beside the way to sign in. */
export interface OpenParts {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly record: ExchangeSink | undefined;
  readonly signal: AbortSignal;
  /** What the steps of this run have to be allowed. */
  readonly access: readonly AccessNeed[];
  /** Milliseconds for one request and its answer; the IdP's own when absent. */
  readonly timeoutMs: number | undefined;
}

/** A tenant that can be opened: where it is and as whom is known, nothing was asked of it yet. */
export interface SignedIn<Tenant> {
  open(parts: OpenParts): Promise<TenantSession<Tenant>>;
  /** To be kept out of everything that is written. */
  readonly secrets: readonly Secret[];
  /** What was understood differently from how it was written, one sentence each. */
  readonly notices: readonly string[];
}

/** A simulated tenant with a target, an administrator at its console, and a clock of their own. */
export interface Rehearsal<Tenant> extends SignedIn<Tenant> {
  readonly target: { readonly baseUrl: string; readonly token: Secret };
  readonly clock: VirtualClock;
  /** Puts into the sandbox what a template takes for granted. */
  prepare(presupposed: Presupposition): void;
  /** Carries out a console stop in the sandbox. */
  readonly carryOut: (stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>) => Promise<void>;
  /** What the sandbox's provisioning sent to the target. */
  scimRequests(): RequestCounts["scim"];
  /** What the sandbox could not simulate of the tenant, one sentence each. */
  notSimulated(): readonly string[];
  /** Stops everything, work under way included; again is safe. */
  close(): Promise<void>;
}

/** What a rehearsal is made of. */
export interface RehearsalOptions {
  readonly directory: Directory;
  readonly record: ExchangeSink | undefined;
  /** For rehearsing a mistake at the console. */
  readonly typing?: Typing | undefined;
  /** Pushed at instead of a target of the rehearsal's own. */
  readonly other?: OtherTarget | undefined;
  /** What goes wrong between the run and the simulated tenant. */
  readonly faults?: Faults | undefined;
}

/** What the command line must know of one IdP. */
export interface Idp<Tenant, Options extends SetupOptions> {
  readonly name: "okta" | "entra";
  /** What its people call a tenant: `org`. */
  readonly tenantWord: string;
  /** The options only this IdP has. */
  addOptions(command: Command): void;
  /** Sign-in and examples, for `--help`. */
  readonly help: string;
  readonly faults: Readonly<Record<string, Fault>>;
  kinds(): Promise<readonly StepKind<Tenant>[]>;
  /** Address of the console of the tenant that the options name; undefined when they name none. */
  consoleUrl(options: Options, env: Io["env"]): string | undefined;
  /** Why the IdP would refuse a SCIM base URL; undefined when it would not. */
  baseUrlProblem(url: string, options: Options): string | undefined;
  /** The vendor's endpoint, tested with the requests this IdP makes when its connection is tested. */
  openTarget(options: TargetPlace): OpenTarget;
  /**
   * Finds out which real tenant, and how to sign in. Contacts nothing yet.
   *
   * @throws SetupError (exit 64) naming what is missing or wrong
   */
  signIn(run: SetupRun<Tenant, Options>): Promise<SignedIn<Tenant>>;
  /** Starts a simulated tenant with a target beside it. */
  rehearse(run: SetupRun<Tenant, Options>, options: RehearsalOptions): Promise<Rehearsal<Tenant>>;
}

/** Where a target is and how requests to it are kept. */
export interface TargetPlace {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly clock: Clock;
  readonly record: ExchangeSink | undefined;
}

/** One call of `total-setup <idp>`. */
export interface SetupRun<Tenant, Options extends SetupOptions> {
  readonly idp: Idp<Tenant, Options>;
  readonly io: Io;
  readonly template: Template;
  readonly kinds: readonly StepKind<Tenant>[];
  readonly action: RunAction;
  readonly options: Options;
  /** All option values by commander's names, the inputs' flags among them. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** What the stand-in of a dry run writes, for rehearsing a mistake at the console. */
  readonly typing?: Typing;
  /** Milliseconds for one request and its answer. */
  readonly timeoutMs?: number;
}

/** Where a run takes place and what it was given: a real tenant, or a rehearsal. */
export interface Place<Tenant> {
  readonly signedIn: SignedIn<Tenant>;
  readonly inputs: Binding;
  readonly notices: readonly string[];
  /** Only in a dry run. */
  readonly rehearsal?: Rehearsal<Tenant>;
  /** Only in a dry run that pushes at a SCIM server of somebody else's. */
  readonly other?: OtherTarget | undefined;
}

/** What a run writes to, listens to and records with. */
export interface Running {
  readonly screen: Screen;
  readonly interruption: Interruption;
  readonly record: ExchangeSink | undefined;
}
