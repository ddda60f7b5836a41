import type { Command } from "commander";
import type { Clock, VirtualClock } from "../../base/clock.js";
import type { SetupError } from "../../base/errors.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Proxies } from "../../http/proxy.js";
import type { Secret } from "../../base/secret.js";
import type { Faults, Fault } from "../../sandbox/http/faults.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { Explanation } from "../../sandbox/people/explanation.js";
import type { OpenTarget } from "../../scim-client/target.js";
import type { Emit } from "../../setup/model/events.js";
import type { ConsoleField, ConsoleStop } from "../../setup/model/plan.js";
import type { TenantIdentity, TenantSession } from "../../setup/model/ports.js";
import type { Slice, SliceRequest } from "../../setup/step/slice.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import type { Presupposition } from "../../setup/step/step.js";
import type { TargetQuirks } from "../../scim-target/quirks.js";
import type { Binding } from "../../template/bind.js";
import type { Template } from "../../template/document/template.js";
import type { Interruption } from "../terminal/interruption.js";
import type { Io } from "../terminal/io.js";
import type { SetupOptions } from "../arguments/options.js";
import type { RunAction } from "../arguments/run-action.js";
import type { SavedPlan } from "../saved-plan/format/read.js";
import type { Screen } from "../terminal/screen.js";
import type { TenantCopy } from "./tenant-copy.js";
import type { OtherTarget } from "./other-target.js";
import type { Payloads } from "./people-report.js";
import type { RequestCounts } from "./request-counts.js";

/** What the simulated administrator writes into a field: what the stop says, unless a rehearsal of a mistake says otherwise. */
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
  /** Told of each secret that comes up while signing in, as an access token. */
  readonly onSecret: (secret: Secret) => void;
  /** Told which tenant the sign-in is of before anything else is sent there, where that can be known; what it throws ends the run. */
  readonly onTenant?: ((tenant: NamedTenant) => void) | undefined;
  /** The session can only read: anything but a GET is refused with `read-only` before a socket is opened. */
  readonly readOnly?: boolean;
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
  /** What provisioning makes of somebody, by sign-in name; undefined when nobody has that name. */
  explain(name: string): Explanation | undefined;
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
  /** What the rehearsal's own target does otherwise than it should. */
  readonly quirks?: TargetQuirks | undefined;
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
  /** The flags and variables that name a tenant, for people: `--org-url URL or OKTA_CLIENT_ORGURL`. */
  readonly tenantNaming: string;
  /**
   * The tenant that options and variables name, as far as it is known before signing in; undefined when they name none.
   *
   * @throws SetupError (exit 64) for an address that can be none
   */
  namedTenant(options: Options, env: Io["env"]): NamedTenant | undefined;
  /** The flags that name the tenant, as they were given: words of a command line. */
  tenantFlags(options: Options): readonly string[];
  /**
   * The places a run speaks with before and while it is signed in, each with an address that anybody may read.
   *
   * @throws SetupError (exit 64) for options or variables that name no such place
   */
  places(options: Options, env: Io["env"]): readonly Endpoint[];
  /** Why the IdP would refuse a SCIM base URL; undefined when it would not. */
  baseUrlProblem(url: string, options: Options): string | undefined;
  /** The vendor's endpoint, tested with the requests this IdP makes when its connection is tested. */
  openTarget(options: TargetAddress): OpenTarget;
  /**
   * Finds out which real tenant, and how to sign in. Contacts nothing yet.
   *
   * @throws SetupError (exit 64) naming what is missing or wrong
   */
  signIn(run: SetupRun<Tenant, Options>): Promise<SignedIn<Tenant>>;
  /** The least that has to be allowed for reading groups and their people. */
  sliceAccess(): Promise<readonly AccessNeed[]>;
  /**
   * Copies groups and their people out of a tenant that was opened for reading.
   *
   * @throws SetupError as a run does that names a group the tenant does not have
   */
  readSlice(tenant: Tenant, request: SliceRequest): Promise<Slice>;
  /** Starts a simulated tenant with a target beside it. */
  rehearse(run: SetupRun<Tenant, Options>, options: RehearsalOptions): Promise<Rehearsal<Tenant>>;
}

/** A tenant by what is known of it: the address that requests go to, and its id. */
export type NamedTenant = Pick<TenantIdentity, "url" | "id">;

/** A place on the network that a run needs. */
export interface Endpoint {
  /** As `the Okta org`. */
  readonly name: string;
  /** What is asked for without signing in; any answer will do. */
  readonly url: URL;
}

/** Where a target is and how requests to it are kept. */
export interface TargetAddress {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly clock: Clock;
  readonly record: ExchangeSink | undefined;
  /** None when absent. */
  readonly proxies?: Proxies;
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
  /** The plan from a file that is to be applied. */
  readonly saved?: SavedPlan;
  /** What the simulated administrator of a dry run writes, for rehearsing a mistake at the console. */
  readonly typing?: Typing;
  /** What the target of a dry run does otherwise than it should. */
  readonly quirks?: TargetQuirks;
  /** Milliseconds for one request and its answer. */
  readonly timeoutMs?: number;
}

/** Where a run takes place and what it was given: a real tenant, or a rehearsal. */
export interface Venue<Tenant> {
  readonly signedIn: SignedIn<Tenant>;
  readonly inputs: Binding;
  readonly notices: readonly string[];
  /** Only in a dry run. */
  readonly rehearsal?: Rehearsal<Tenant>;
  /** Only in a dry run that pushes at a SCIM server of somebody else's. */
  readonly other?: OtherTarget | undefined;
  /** Only in a rehearsal on people of a live tenant. */
  readonly copy?: TenantCopy | undefined;
  /** Only in a rehearsal that tells about single people. */
  readonly watched?: Watched | undefined;
}

/** What a rehearsal notices for what it tells about single people. */
export interface Watched {
  readonly payloads: Payloads;
  /** Sign-in names of the people of `--preview`. */
  readonly people: readonly string[];
}

/** What a run writes to, listens to and records with. */
export interface Running {
  readonly screen: Screen;
  readonly interruption: Interruption;
  readonly record: ExchangeSink | undefined;
  /** What ended the transcript early; absent without one. */
  readonly broken?: (() => SetupError | undefined) | undefined;
}
