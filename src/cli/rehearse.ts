import { virtualClock } from "../base/clock.js";
import type { Secret } from "../base/secret.js";
import type { EntraTenant } from "../entra/tenant.js";
import type { OktaTenant } from "../okta/tenant.js";
import type { Rehearsal, RehearsalOptions, SignedIn } from "./setup-run.js";
import { standIn } from "./stand-in.js";

/** Where a sandbox is, and what opens it. */
interface SandboxPlace {
  readonly url: string;
  readonly token: Secret;
}

/** Starts sandbox, target, stand-in and clock for a dry run on Okta. Nothing leaves this machine but for another target. */
export async function rehearseOkta(
  { directory, record, typing, other, faults }: RehearsalOptions,
  signIn: (place: SandboxPlace) => SignedIn<OktaTenant>,
): Promise<Rehearsal<OktaTenant>> {
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
    ...signIn(sandbox),
    target: targetOf(other ?? own),
    clock,
    carryOut: standIn({ console: sandbox.console, clock, record, typing }),
    scimRequests: () => sandbox.scimRequests(),
    notSimulated: () => [],
    close: () => (closed ??= Promise.all([sandbox.close(), own?.close()]).then(() => undefined)),
  };
}

/** The same for a dry run on Microsoft Entra ID, which needs nobody at a console. */
export async function rehearseEntra(
  { directory, record, other, faults }: RehearsalOptions,
  signIn: (place: SandboxPlace) => SignedIn<EntraTenant>,
): Promise<Rehearsal<EntraTenant>> {
  const { startTarget } = await import("../target/http.js");
  const { startEntraSandbox } = await import("../sandbox/entra/start.js");
  const clock = virtualClock(Date.now(), other?.pace);
  const own = other === undefined ? await startTarget({ now: () => clock.now() }) : undefined;
  const sandbox = await startEntraSandbox({
    directory,
    scheduler: clock,
    faults,
    ...(record === undefined ? {} : { record }),
  });
  let closed: Promise<void> | undefined;
  return {
    ...signIn(sandbox),
    target: targetOf(other ?? own),
    clock,
    carryOut: () => Promise.reject(new Error("nothing of Entra waits for a person at a console")),
    scimRequests: () => sandbox.scimRequests(),
    notSimulated: () => sandbox.notSimulated(),
    close: () => (closed ??= Promise.all([sandbox.close(), own?.close()]).then(() => undefined)),
  };
}

function targetOf(target: { readonly baseUrl: string; readonly token: Secret } | undefined) {
  if (target === undefined) throw new Error("a rehearsal without a target");
  return { baseUrl: target.baseUrl, token: target.token };
}
