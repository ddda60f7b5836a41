import type { Clock } from "../../../base/clock.js";
import type { ExchangeSink } from "../../../http/exchange.js";
import type { TenantSession } from "../../../setup/model/ports.js";
import type { SetupOptions } from "../../arguments/options.js";
import type { ProgressView } from "../../views/progress.js";
import type { Screen } from "../../terminal/screen.js";
import type { SetupRun } from "../../run/setup-run.js";
import type { Check } from "../../run/check.js";

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
