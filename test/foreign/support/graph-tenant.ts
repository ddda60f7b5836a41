import { afterEach } from "vitest";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import { startEntraSandbox, type EntraSandbox } from "../../../src/sandbox/entra/start.js";
import { startTarget, type RunningTarget } from "../../../src/scim-target/http.js";
import { startFront, type Front } from "./front.js";
import { PEOPLE } from "./users.js";

/** A simulated tenant behind TLS, with a SCIM server to provision. */
export interface ForeignTenant {
  readonly sandbox: EntraSandbox;
  readonly target: RunningTarget;
  readonly clock: VirtualClock;
  readonly front: Front;
  /** The access token that the clients send. */
  readonly token: string;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

export async function openForeignTenant(): Promise<ForeignTenant> {
  const clock = virtualClock(Date.UTC(2026, 10, 20, 10, 0, 0));
  const target = await startTarget({ now: () => clock.now() });
  const directory = { people: PEOPLE, groups: ["TOTAL-Admin", "Sales"] };
  const sandbox = await startEntraSandbox({ directory, scheduler: clock });
  const front = await startFront(sandbox.url);
  open.push(target, sandbox, front);
  return { sandbox, target, clock, front, token: sandbox.token.reveal() };
}
