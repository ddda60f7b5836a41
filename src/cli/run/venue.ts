import type { Binding } from "../../template/bind.js";
import type { OtherTarget } from "./other-target.js";
import type { Watched } from "./people-report.js";
import type { Rehearsal } from "./rehearsal.js";
import type { LiveRequests } from "./request-counts.js";
import type { SignedIn } from "./signed-in.js";

/** Where a run takes place and what it was given: a real tenant, or a rehearsal. */
export interface Venue<Tenant> {
  readonly signedIn: SignedIn<Tenant>;
  readonly inputs: Binding;
  readonly notices: readonly string[];
  /** Only in a dry run. */
  readonly rehearsal?: Rehearsal<Tenant>;
  /** Only in a dry run that pushes at a SCIM server of somebody else's. */
  readonly other?: OtherTarget | undefined;
  /** Only in a rehearsal on people of a live tenant: what it took to read them. */
  readonly live?: LiveRequests | undefined;
  /** Only in a rehearsal that tells about single people. */
  readonly watched?: Watched | undefined;
}
