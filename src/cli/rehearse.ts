import { virtualClock, type VirtualClock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { Secret } from "../base/secret.js";
import type { Faults } from "../sandbox/http/faults.js";
import type { Directory } from "../sandbox/people/person.js";
import type { ConsoleStop } from "../setup/plan.js";
import type { RequestCounts } from "./render-json.js";
import type { OtherTarget } from "./other-target.js";
import { standIn, type Typing } from "./stand-in.js";

/** A simulated tenant with a target, an administrator at its console, and a clock of their own. */
export interface Rehearsal {
  readonly orgUrl: string;
  readonly orgToken: Secret;
  readonly target: { readonly baseUrl: string; readonly token: Secret };
  readonly clock: VirtualClock;
  /** Carries out a console stop in the sandbox. */
  readonly carryOut: (stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>) => Promise<void>;
  /** What the sandbox's provisioning sent to the target. */
  scimRequests(): RequestCounts["scim"];
  /** Stops everything, work under way included; again is safe. */
  close(): Promise<void>;
}

interface RehearsalOptions {
  readonly directory: Directory;
  readonly record: ExchangeSink | undefined;
  /** For rehearsing a mistake at the console. */
  readonly typing?: Typing | undefined;
  /** Pushed at instead of a target of the rehearsal's own. */
  readonly other?: OtherTarget | undefined;
  /** What goes wrong between the run and the simulated tenant. */
  readonly faults?: Faults | undefined;
}

/** Starts sandbox, target, stand-in and clock for a dry run on Okta. Nothing leaves this machine but for another target. */
export async function rehearseOkta({ directory, record, typing, other, faults }: RehearsalOptions): Promise<Rehearsal> {
  const { startTarget } = await import("../target/http.js");
  const { startOktaSandbox } = await import("../sandbox/okta/start.js");
  const clock = virtualClock(Date.now(), other?.pace);
  const own = other === undefined ? await startTarget({ now: () => clock.now() }) : undefined;
  const sandbox = await startOktaSandbox({
    directory,
    scheduler: clock,
    faults,
    ...(record === undefined ? {} : { record }),
  });
  let closed: Promise<void> | undefined;
  return {
    orgUrl: sandbox.url,
    orgToken: sandbox.token,
    target: targetOf(other ?? own),
    clock,
    carryOut: standIn({ console: sandbox.console, clock, record, typing }),
    scimRequests: () => sandbox.scimRequests(),
    close: () => (closed ??= Promise.all([sandbox.close(), own?.close()]).then(() => undefined)),
  };
}

function targetOf(target: Rehearsal["target"] | undefined): Rehearsal["target"] {
  if (target === undefined) throw new Error("a rehearsal without a target");
  return { baseUrl: target.baseUrl, token: target.token };
}
