import { virtualClock, type VirtualClock } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Proxies } from "../../http/proxy.js";
import type { Secret } from "../../base/secret.js";
import type { EntraTenant } from "../../entra/tenant/tenant.js";
import type { OktaTenant } from "../../okta/tenant/tenant.js";
import type { RateProfileName } from "../../sandbox/okta/api/rate-profiles.js";
import { habitsNamed } from "../../sandbox/okta/org/habits.js";
import type { TargetQuirks } from "../../scim-target/quirks.js";
import { quirksNamed } from "../../scim-target/target-faults.js";
import type { Rehearsal, RehearsalOptions } from "../run/rehearsal.js";
import type { SignedIn } from "../run/signed-in.js";
import { entraAdministrator } from "./changes/entra-administrator.js";
import { oktaAdministrator } from "./changes/okta-administrator.js";
import { simulatedAdministrator } from "./simulated-administrator.js";

/** The address and token of a sandbox. */
interface SandboxPlace {
  readonly url: string;
  readonly token: Secret;
}

/** What a rehearsal needs from a sandbox of any IdP. */
interface Sandbox extends SandboxPlace, Pick<Rehearsal<never>, "scimRequests" | "notSimulated" | "explain"> {
  close(): Promise<void>;
}

/** What a rehearsal on Okta can be given beside what all can. */
interface OktaRehearsalOptions extends RehearsalOptions {
  /** The rate limits that the simulated org keeps; the documented ones when absent. */
  readonly rateProfile?: RateProfileName | undefined;
}

/** Starts sandbox, SCIM server, simulated administrator and clock for a dry run on Okta. Only another target can be off this machine. */
export async function rehearseOkta(
  options: OktaRehearsalOptions,
  signIn: (place: SandboxPlace) => SignedIn<OktaTenant>,
): Promise<Rehearsal<OktaTenant>> {
  const { startOktaSandbox } = await import("../../sandbox/okta/start.js");
  const { lasting = [], rateProfile = "documented" } = options;
  const { sandbox, ...stage } = await setStage(options, (parts) =>
    startOktaSandbox({ ...parts, ...habitsNamed(lasting), rateLimits: rateProfile }),
  );
  return {
    ...signIn(sandbox),
    ...stage,
    administrator: oktaAdministrator({ ...termsOf(options, stage.clock), url: sandbox.url, token: sandbox.token }),
    prepare: ({ app }) => {
      sandbox.addApp(app);
    },
    carryOut: simulatedAdministrator({
      console: sandbox.console,
      clock: stage.clock,
      record: options.record,
      typing: options.typing,
    }),
  };
}

/** The same for a dry run on Microsoft Entra ID, which has no manual step. */
export async function rehearseEntra(
  options: RehearsalOptions,
  signIn: (place: SandboxPlace) => SignedIn<EntraTenant>,
): Promise<Rehearsal<EntraTenant>> {
  const { startEntraSandbox } = await import("../../sandbox/entra/start.js");
  const { sandbox, ...stage } = await setStage(options, startEntraSandbox);
  return {
    ...signIn(sandbox),
    ...stage,
    administrator: entraAdministrator({
      ...termsOf(options, stage.clock),
      url: sandbox.url,
      token: sandbox.addAdministrator(),
    }),
    prepare: () => {
      throw new Error("no template for Entra requires anything to exist");
    },
    carryOut: () => Promise.reject(new Error("no step of Entra is manual")),
  };
}

/** How the simulated administrator's own requests are sent and recorded. */
function termsOf({ record, timeoutMs }: RehearsalOptions, clock: VirtualClock) {
  return { record, timeoutMs, clock };
}

/** The options of a sandbox of any IdP. */
interface SandboxOptions extends Pick<RehearsalOptions, "directory" | "faults"> {
  readonly scheduler: VirtualClock;
  readonly proxies: Proxies | undefined;
  readonly record?: ExchangeSink;
}

/** Starts clock, SCIM server and sandbox, and gives what reads and stops them. */
async function setStage<Started extends Sandbox>(
  { directory, record, other, faults, quirks, lasting = [] }: RehearsalOptions,
  startSandbox: (options: SandboxOptions) => Promise<Started>,
) {
  const { startTarget } = await import("../../scim-target/http.js");
  const clock = virtualClock(Date.now(), other?.pace);
  const habits = quirks ?? quirksNamed(lasting);
  const own =
    other === undefined
      ? await startTarget({ now: () => clock.now(), unknownAttributes: "kept", quirks: habits })
      : undefined;
  const sandbox = await startSandbox({
    directory,
    scheduler: clock,
    faults,
    proxies: other?.proxies,
    ...(record === undefined ? {} : { record }),
  });
  let closed: Promise<void> | undefined;
  return {
    sandbox,
    directory,
    target: targetOf(other ?? own),
    trial:
      other === undefined ? trialOfOwn(habits) : other.acceptsWrites ? ("wanted" as const) : ("not-allowed" as const),
    clock,
    scimRequests: () => sandbox.scimRequests(),
    notSimulated: () => sandbox.notSimulated(),
    explain: (name: string) => sandbox.explain(name),
    close: () => (closed ??= Promise.all([sandbox.close(), own?.close()]).then(() => undefined)),
  };
}

/** Only what a trial would find makes it worth its time. */
function trialOfOwn(quirks: TargetQuirks | undefined): "wanted" | "needless" {
  return (quirks?.emptyGroups ?? quirks?.rename) === undefined ? "needless" : "wanted";
}

function targetOf(target: { readonly baseUrl: string; readonly token: Secret } | undefined) {
  if (target === undefined) throw new Error("a rehearsal without a target");
  return { baseUrl: target.baseUrl, token: target.token };
}
