import type { Scheduler } from "../../../base/clock.js";
import type { ExchangeSink } from "../../../http/exchange.js";
import type { Proxies } from "../../../http/proxy.js";
import type { SandboxTenant } from "../tenant/model.js";
import type { OnDemandShape } from "./sync-engine.js";
import type { Variants } from "./variants.js";

/** How long the provisioning service takes, in milliseconds of the scheduler's clock. */
export interface EngineTimes {
  /** From switching a job on to its first cycle. */
  readonly firstCycleMs: number;
  /** What one object takes; ten are worked on at once. */
  readonly perObjectMs: number;
  /** From the end of a cycle to the next one. */
  readonly cycleMs: number;
  /** Until the provisioning log shows what has happened. */
  readonly logDelayMs: number;
  /** Until provisioning on demand knows a new assignment. */
  readonly inEffectMs: number;
}

/** What a provisioning service works with. */
export interface EngineOptions {
  readonly tenant: SandboxTenant;
  readonly scheduler: Scheduler;
  readonly record?: ExchangeSink | undefined;
  readonly proxies?: Proxies | undefined;
  /** How provisioning on demand answers. */
  readonly shape: OnDemandShape;
  /** How the service behaves where Microsoft's pages disagree; what is left out is as documented. */
  readonly variants?: Partial<Variants> | undefined;
  readonly times: EngineTimes;
}

/**
 * Microsoft Learn, application-provisioning-when-will-provisioning-finish: 40 minutes between cycles; a first cycle takes
 * minutes for a few users, and 0.6 to 4.8 s an object for many. An assignment takes up to a few minutes (provision-on-demand);
 * Microsoft's own test workflow waits a minute (AzureAD/SCIMReferenceCode).
 */
export const DEFAULT_TIMES: EngineTimes = {
  firstCycleMs: 300_000,
  perObjectMs: 10_000,
  cycleMs: 40 * 60_000,
  logDelayMs: 60_000,
  inEffectMs: 45_000,
};
