import type { Clock } from "../../base/clock.js";
import type { ExchangeSink } from "../../base/exchange.js";
import type { TenantSession } from "../../setup/ports.js";
import type { SetupOptions } from "../options.js";
import type { ProgressView } from "../progress.js";
import type { Screen } from "../screen.js";
import type { SetupRun } from "../setup-run.js";
import type { Check } from "./check.js";

/** What is examined: a run that is not begun. */
export type Examined<Tenant, Options extends SetupOptions> = Omit<SetupRun<Tenant, Options>, "action">;

/** What it is examined with. */
export interface Means {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly progress: ProgressView;
  readonly screen: Screen;
  readonly record: ExchangeSink | undefined;
}

/** What came of an examination. */
export interface Examination<Tenant> {
  readonly checks: readonly Check[];
  readonly session: TenantSession<Tenant> | undefined;
  readonly targetReads: number;
}
