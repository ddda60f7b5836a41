import type { VirtualClock } from "../../base/clock.js";
import type { Secret } from "../../base/secret.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Faults } from "../../sandbox/http/faults.js";
import type { Explanation } from "../../sandbox/people/explanation.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { TargetQuirks } from "../../scim-target/quirks.js";
import type { ConsoleField, ConsoleStop } from "../../setup/model/plan.js";
import type { Presupposition } from "../../setup/step/step.js";
import type { OtherTarget } from "./other-target.js";
import type { RequestCounts } from "./request-counts.js";
import type { SignedIn } from "./signed-in.js";

/** What the simulated administrator writes into a field: what the stop says, unless a rehearsal of a mistake says otherwise. */
export type Typing = (field: ConsoleField, value: string | Secret) => string | Secret;

/** A simulated tenant with a target, an administrator at its console, and a clock of their own. */
export interface Rehearsal<Tenant> extends SignedIn<Tenant> {
  readonly target: { readonly baseUrl: string; readonly token: Secret };
  readonly clock: VirtualClock;
  /** Puts into the sandbox what a template takes for granted. */
  prepare(presupposed: Presupposition): void;
  /** Carries out a console stop in the sandbox. */
  readonly carryOut: (stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>) => Promise<void>;
  /** What the sandbox's provisioning sent to the target. */
  scimRequests(): RequestCounts["scim"];
  /** What the sandbox could not simulate of the tenant, one sentence each. */
  notSimulated(): readonly string[];
  /** What provisioning makes of somebody, by sign-in name; undefined when nobody has that name. */
  explain(name: string): Explanation | undefined;
  /** Stops everything, work under way included; again is safe. */
  close(): Promise<void>;
}

/** What a rehearsal is made of. */
export interface RehearsalOptions {
  readonly directory: Directory;
  readonly record: ExchangeSink | undefined;
  /** For rehearsing a mistake at the console. */
  readonly typing?: Typing | undefined;
  /** Pushed at instead of a target of the rehearsal's own. */
  readonly other?: OtherTarget | undefined;
  /** What goes wrong between the run and the simulated tenant. */
  readonly faults?: Faults | undefined;
  /** What the rehearsal's own target does otherwise than it should. */
  readonly quirks?: TargetQuirks | undefined;
}
