import { virtualClock, type VirtualClock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { Secret } from "../base/secret.js";
import type { Directory } from "../sandbox/people/person.js";
import type { ConsoleStop } from "../setup/plan.js";
import type { RequestCounts } from "./render-json.js";
import { standIn, type Typing } from "./stand-in.js";

/** A simulated tenant with a target beside it, an administrator at its console, and a clock of their own. */
export interface Rehearsal {
  readonly orgUrl: string;
  readonly orgToken: Secret;
  readonly target: { readonly baseUrl: string; readonly token: Secret };
  readonly clock: VirtualClock;
  /** Carries out a console stop in the sandbox. */
  readonly carryOut: (stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>) => Promise<void>;
  /** What the sandbox's provisioning sent to the target. */
  scimRequests(): RequestCounts["scim"];
  close(): Promise<void>;
}

interface RehearsalOptions {
  readonly directory: Directory;
  readonly record: ExchangeSink | undefined;
  /** For rehearsing a mistake at the console. */
  readonly typing?: Typing | undefined;
}

/** Starts sandbox, target, stand-in and clock for a dry run on Okta. Nothing leaves this machine. */
export async function rehearseOkta({ directory, record, typing }: RehearsalOptions): Promise<Rehearsal> {
  const { startTarget } = await import("../target/http.js");
  const { startOktaSandbox } = await import("../sandbox/okta/start.js");
  const clock = virtualClock(Date.now());
  const target = await startTarget({ now: () => clock.now() });
  const sandbox = await startOktaSandbox({ directory, scheduler: clock, ...(record === undefined ? {} : { record }) });
  return {
    orgUrl: sandbox.url,
    orgToken: sandbox.token,
    target: { baseUrl: target.baseUrl, token: target.token },
    clock,
    carryOut: standIn({ console: sandbox.console, clock, record, typing }),
    scimRequests: () => sandbox.scimRequests(),
    close: async () => {
      await sandbox.close();
      await target.close();
    },
  };
}
