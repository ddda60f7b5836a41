import type { Clock } from "../../base/clock.js";
import type { Secret } from "../../base/secret.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Emit } from "../../setup/model/events.js";
import type { TenantIdentity, TenantSession } from "../../setup/model/ports.js";
import type { AccessNeed } from "../../setup/model/rights.js";

/** The clock, signal and record of requests. */
export interface RequestContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly record: ExchangeSink | undefined;
}

/** What opening a session needs in addition to the sign-in. */
export interface OpenParts extends RequestContext {
  readonly emit: Emit;
  /** The rights that the steps of this run need. */
  readonly access: readonly AccessNeed[];
  /** Milliseconds for one request and its answer; the IdP's own when absent. */
  readonly timeoutMs: number | undefined;
  /** Called with each secret that appears during sign-in, for example an access token. */
  readonly onSecret: (secret: Secret) => void;
  /** Called with the tenant of the sign-in before anything else is sent there, where it is known; an error ends the run. */
  readonly onTenant?: ((tenant: NamedTenant) => void) | undefined;
  /** The session can only read: anything but a GET is refused with `read-only` before a socket is opened. */
  readonly readOnly?: boolean;
}

/** A tenant that can be opened: its address and the sign-in are known, nothing was sent yet. */
export interface SignedIn<Tenant> {
  open(parts: OpenParts): Promise<TenantSession<Tenant>>;
  /** As `--sign-in` names it; `token-file` is a ready access token. */
  readonly way: string;
  /** Must not appear in any output. */
  readonly secrets: readonly Secret[];
  /** What was read differently from how it was written, one sentence each. */
  readonly notices: readonly string[];
}

/** A tenant by the address of its API and its id, as far as known. */
export type NamedTenant = Pick<TenantIdentity, "url" | "id">;
