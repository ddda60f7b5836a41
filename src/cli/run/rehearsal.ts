import type { VirtualClock } from "../../base/clock.js";
import type { Secret } from "../../base/secret.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Faults } from "../../sandbox/http/faults.js";
import type { Explanation } from "../../sandbox/people/explanation.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { TargetQuirks } from "../../scim-target/quirks.js";
import type { SentAndAnswered } from "../../setup/model/proof.js";
import type { ConsoleField, ConsoleStop } from "../../setup/model/plan.js";
import type { Presupposition } from "../../setup/step/step.js";
import type { OtherTarget } from "./other-target.js";
import type { RequestCounts } from "./request-counts.js";
import type { SignedIn } from "./signed-in.js";

/** What the simulated administrator types into a field: the value of the manual step, unless a test rehearses a mistake. */
export type Typing = (field: ConsoleField, value: string | Secret) => string | Secret;

/** A failure of provisioning as an administrator finds it in the tenant's console. */
export interface ShownFailure {
  /** Sign-in name of the user, or name of the group. */
  readonly about: string;
  /** Where it stands and what it says, one sentence. */
  readonly text: string;
}

/** Changes users and groups of a simulated tenant as an administrator does: through the tenant's own API. */
export interface TenantAdministrator {
  /** @throws ChangeRefused */
  changeAttribute(userId: string, attribute: string, value: string): Promise<void>;
  /** Deactivates a user in Okta, disables one in Entra. @throws ChangeRefused */
  disable(userId: string): Promise<void>;
  /** @throws ChangeRefused */
  leaveGroup(group: string, userId: string): Promise<void>;
  /** @throws ChangeRefused */
  renameGroup(group: string, name: string): Promise<void>;
  /**
   * The failures that the tenant's log shows, the one with the most to say first.
   *
   * @param since - milliseconds since 1970
   */
  failures(since: number): Promise<readonly ShownFailure[]>;
  /** Whether every push of a group has its name and all its members: then a refused name also stops a membership. */
  readonly pushesWholeGroups: boolean;
  /** What the console shows about a change without a failure, one sentence. */
  readonly noFailure: string;
  /** What the console shows about memberships that the SCIM server gave up while it accepted a change, one sentence. */
  readonly noLoss: string;
  /**
   * What is known of the reason why SCIM servers refuse such a request, or lose memberships by it, and how to fix it; undefined when
   * nothing is.
   */
  fixFor(decisive: SentAndAnswered): string | undefined;
}

/** The tenant does not let its administrator make a change. */
export class ChangeRefused extends Error {
  override readonly name = "ChangeRefused";
}

/** A simulated tenant with a SCIM server, a simulated administrator, and a clock of their own. */
export interface Rehearsal<Tenant> extends SignedIn<Tenant> {
  readonly target: { readonly baseUrl: string; readonly token: Secret };
  /**
   * Whether that server is tried out with test data before the plan. The built-in one is known, unless it has quirks; at another one
   * the run must be allowed to write.
   */
  readonly trial: "wanted" | "needless" | "not-allowed";
  readonly clock: VirtualClock;
  /** Creates in the sandbox what a template requires to exist. */
  prepare(presupposed: Presupposition): void;
  readonly administrator: TenantAdministrator;
  /** The users and groups that the tenant began with. */
  readonly directory: Directory;
  /** Carries out a manual step in the sandbox. */
  readonly carryOut: (stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>) => Promise<void>;
  /** The requests that the sandbox's provisioning sent to the SCIM server. */
  scimRequests(): RequestCounts["scim"];
  /** What the sandbox could not simulate, one sentence each. */
  notSimulated(): readonly string[];
  /** How a user is provisioned, by sign-in name; undefined when no user has that name. */
  explain(name: string): Explanation | undefined;
  /** Stops everything, also work in progress; can be called again. */
  close(): Promise<void>;
}

/** The parts of a rehearsal. */
export interface RehearsalOptions {
  readonly directory: Directory;
  readonly record: ExchangeSink | undefined;
  /** For rehearsing a mistake in the console. */
  readonly typing?: Typing | undefined;
  /** Receives the pushes instead of the built-in SCIM server. */
  readonly other?: OtherTarget | undefined;
  /** Requests to the simulated tenant that fail. */
  readonly faults?: Faults | undefined;
  /** Names of faults that last for the whole run, in the simulated tenant or at the built-in SCIM server. */
  readonly lasting?: readonly string[] | undefined;
  /** Milliseconds of real time for one request of the simulated administrator. */
  readonly timeoutMs?: number | undefined;
  /** Faults of the built-in SCIM server. */
  readonly quirks?: TargetQuirks | undefined;
}
