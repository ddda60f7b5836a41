import type { IdpName } from "../../base/idp-name.js";
import type { Secret } from "../../base/secret.js";
import type { Proxies } from "../../http/proxy.js";
import type { OpenTarget } from "../../scim-client/target.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { Slice, SliceRequest } from "../../setup/step/slice.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import type { Io } from "../terminal/io.js";
import type { IdpOptions } from "./idp-options.js";
import type { Rehearsal, RehearsalOptions } from "./rehearsal.js";
import type { RequestContext, SignedIn } from "./signed-in.js";

/** What texts call one IdP and what is its. */
export interface IdpWords {
  /** In commands and files: `entra`. */
  readonly name: IdpName;
  /** In running text: `Entra`. */
  readonly brand: string;
  /** In full: `Microsoft Entra ID`. */
  readonly product: string;
  /** Where its administrators work: `Okta Admin Console`. */
  readonly console: string;
  /** What its people call a tenant: `org`. */
  readonly tenantWord: string;
}

/** What the command line must know of one IdP. */
export interface Idp<Tenant, Options> extends IdpWords, IdpOptions<Options>, SliceReader<Tenant> {
  /** How long it takes until the IdP first uses a token that it was given, in milliseconds. */
  readonly firstSyncMs: number;
  kinds(): Promise<readonly StepKind<Tenant>[]>;
  /** The vendor's endpoint, tested with the requests this IdP makes when its connection is tested. */
  openTarget(options: TargetOptions): OpenTarget;
  /**
   * Finds out which real tenant, and how to sign in. Contacts nothing yet.
   *
   * @throws SetupError (exit 64) naming what is missing or wrong
   */
  signIn(io: Io, options: Options): Promise<SignedIn<Tenant>>;
  /** Starts a simulated tenant with a target beside it. */
  rehearse(io: Io, options: Options, stage: RehearsalOptions): Promise<Rehearsal<Tenant>>;
}

/** Reads groups and their people out of a live tenant. */
export interface SliceReader<Tenant> {
  /** The least that has to be allowed for reading groups and their people. */
  sliceAccess(): Promise<readonly AccessNeed[]>;
  /**
   * Copies groups and their people out of a tenant that was opened for reading.
   *
   * @throws SetupError as a run does that names a group the tenant does not have
   */
  readSlice(tenant: Tenant, request: SliceRequest): Promise<Slice>;
}

/** Where a target is and how requests to it are kept. */
export interface TargetOptions extends Omit<RequestContext, "signal"> {
  readonly baseUrl: string;
  readonly token: Secret;
  /** None when absent. */
  readonly proxies?: Proxies;
}
