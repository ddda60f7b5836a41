import type { Binding } from "../../template/bind.js";
import type { OtherTarget } from "./other-target.js";
import type { Watched } from "./people-report.js";
import type { Rehearsal } from "./rehearsal.js";
import type { LiveRequests } from "./request-counts.js";
import type { SignedIn } from "./signed-in.js";
import type { WriteWatch } from "./write-watch.js";

/** The tenant of a run, real or simulated, and its inputs. */
export interface Venue<Tenant> {
  readonly signedIn: SignedIn<Tenant>;
  readonly inputs: Binding;
  readonly notices: readonly string[];
  /** Only in a dry run. */
  readonly rehearsal?: Rehearsal<Tenant>;
  /** Only in a dry run that pushes to your own SCIM server. */
  readonly other?: OtherTarget | undefined;
  /** Only with --from-tenant: the requests that read the live tenant. */
  readonly live?: LiveRequests | undefined;
  /** Only in a dry run that reports on single users. */
  readonly watched?: Watched | undefined;
  /** Only in a dry run that changes users and groups after the set-up. */
  readonly changes?: WriteWatch | undefined;
}
