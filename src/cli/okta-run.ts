import type { ExchangeSink } from "../base/exchange.js";
import type { OktaTenant } from "../okta/tenant.js";
import type { StepKind } from "../setup/step.js";
import type { Template } from "../template/template.js";
import type { Interruption } from "./interruption.js";
import type { Io } from "./io.js";
import type { SetupOptions } from "./options.js";
import type { Screen } from "./screen.js";
import type { Typing } from "./stand-in.js";

/** The options of Okta beside those every IdP has. */
export interface OktaCommandOptions extends SetupOptions {
  readonly orgUrl?: string;
  readonly oktaTokenFile?: string;
  readonly appId?: string;
  readonly createGroups: boolean;
}

/** One call of `total-setup okta`. */
export interface OktaRun {
  readonly io: Io;
  readonly template: Template;
  readonly kinds: readonly StepKind<OktaTenant>[];
  readonly action: "apply" | "plan";
  readonly options: OktaCommandOptions;
  /** All option values by commander's names, the inputs' flags among them. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** What the stand-in of a dry run writes, for rehearsing a mistake at the console. */
  readonly typing?: Typing;
  /** Milliseconds for one request and its answer. */
  readonly timeoutMs?: number;
}

/** What a run writes to, listens to and records with. */
export interface Running {
  readonly screen: Screen;
  readonly interruption: Interruption;
  readonly record: ExchangeSink | undefined;
}
