import { virtualClock, type VirtualClock } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Proxies } from "../../http/proxy.js";
import type { Secret } from "../../base/secret.js";
import type { EntraTenant } from "../../entra/tenant/tenant.js";
import type { OktaTenant } from "../../okta/tenant/tenant.js";
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

/** Starts sandbox, SCIM server, simulated administrator and clock for a dry run on Okta. Only another target can be off this machine. */
export async function rehearseOkta(
  options: RehearsalOptions,
  signIn: (place: SandboxPlace) => SignedIn<OktaTenant>,
): Promise<Rehearsal<OktaTenant>> {
  const { startOktaSandbox } = await import("../../sandbox/okta/start.js");
  const { sandbox, ...stage } = await setStage(options, (parts) =>
    startOktaSandbox({ ...parts, rateLimits: "documented" }),
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
  { directory, record, other, faults, quirks }: RehearsalOptions,
  startSandbox: (options: SandboxOptions) => Promise<Started>,
) {
  const { startTarget } = await import("../../scim-target/http.js");
  const clock = virtualClock(Date.now(), other?.pace);
  const own =
    other === undefined ? await startTarget({ now: () => clock.now(), unknownAttributes: "kept", quirks }) : undefined;
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
    clock,
    scimRequests: () => sandbox.scimRequests(),
    notSimulated: () => sandbox.notSimulated(),
    explain: (name: string) => sandbox.explain(name),
    close: () => (closed ??= Promise.all([sandbox.close(), own?.close()]).then(() => undefined)),
  };
}

function targetOf(target: { readonly baseUrl: string; readonly token: Secret } | undefined) {
  if (target === undefined) throw new Error("a rehearsal without a target");
  return { baseUrl: target.baseUrl, token: target.token };
}
