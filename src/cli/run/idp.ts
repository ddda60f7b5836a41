import type { IdpName } from "../../base/idp-name.js";
import type { Secret } from "../../base/secret.js";
import type { Proxies } from "../../http/proxy.js";
import type { OpenTarget } from "../../scim-client/target.js";
import type { TrialResult } from "../../scim-client/trial.js";
import type { TargetConnection } from "../../setup/model/ports.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { Slice, SliceRequest } from "../../setup/step/slice.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import type { Io } from "../terminal/io.js";
import type { IdpOptions } from "./idp-options.js";
import type { TenantMemory } from "./remembered.js";
import type { Rehearsal, RehearsalOptions } from "./rehearsal.js";
import type { RequestContext, SignedIn } from "./signed-in.js";

/** The names of one IdP in texts. */
export interface IdpWords {
  /** In commands and files: `entra`. */
  readonly name: IdpName;
  /** In running text: `Entra`. */
  readonly brand: string;
  /** In full: `Microsoft Entra ID`. */
  readonly product: string;
  /** Where its administrators work: `Okta Admin Console`. */
  readonly console: string;
  /** What its administrators call a tenant: `org`. */
  readonly tenantWord: string;
}

/** What the command line needs to know about one IdP. */
export interface Idp<Tenant, Options> extends IdpWords, IdpOptions<Options>, SliceReader<Tenant> {
  /** How long it takes until the IdP first uses a new token, in milliseconds. */
  readonly firstSyncMs: number;
  /** How its tenants are named again in later runs. */
  readonly memory: TenantMemory<Tenant, Options>;
  kinds(): Promise<readonly StepKind<Tenant>[]>;
  /** The vendor's SCIM server, tested with the requests that this IdP sends to test its connection. */
  openTarget(options: TargetOptions): OpenTarget;
  /**
   * Tries out, with test data that it removes again, what this IdP sends and SCIM servers take differently; absent where nothing of
   * that is known.
   *
   * @param form - how the IdP sends: that of the step that connects the server
   */
  tryOut?(options: TargetOptions, form: NonNullable<TargetConnection["form"]>): Promise<TrialResult>;
  /**
   * Decides which tenant, and how to sign in. Sends nothing yet.
   *
   * @throws SetupError (exit 64) naming what is missing or wrong
   */
  signIn(io: Io, options: Options): Promise<SignedIn<Tenant>>;
  /** Starts a simulated tenant with a SCIM server. */
  rehearse(io: Io, options: Options, stage: RehearsalOptions): Promise<Rehearsal<Tenant>>;
}

/** Reads groups and their users from a live tenant. */
export interface SliceReader<Tenant> {
  /** The least rights that reading groups and their users needs. */
  sliceAccess(): Promise<readonly AccessNeed[]>;
  /**
   * Copies groups and their users from a tenant that was opened for reading.
   *
   * @throws SetupError like a run that names a group the tenant does not have
   */
  readSlice(tenant: Tenant, request: SliceRequest): Promise<Slice>;
}

/** Where a SCIM server is, and how requests to it are recorded. */
export interface TargetOptions extends Omit<RequestContext, "signal"> {
  readonly baseUrl: string;
  readonly token: Secret;
  /** None when absent. */
  readonly proxies?: Proxies;
}
