import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { startEntraSandbox, type EntraSandbox } from "../../src/sandbox/entra/start.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import type { Directory } from "../../src/sandbox/people/person.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import type { TargetQuirks } from "../../src/scim-target/quirks.js";
import { formValues } from "./console-values.js";
import { serveClock } from "./clock-server.js";
import { temporaryFolder } from "./run-cli.js";

const ON_TEST_CLOCK = fileURLToPath(new URL("on-test-clock.mjs", import.meta.url));
const AT_CONSOLE_MS = 12_000;

const GROUPS = ["TOTAL-Admin"];
const DIRECTORY: Directory = {
  people: ["ada", "zoe"].map((name) => {
    const userName = `${name}@northwind.example`;
    const profile = { givenName: name, familyName: "Berg", displayName: name, title: "Lead", department: "IT" };
    return { userName, email: userName, active: true, groups: GROUPS, ...profile };
  }),
  groups: GROUPS,
};

/** How a command ended in a shell. */
export interface ShellResult {
  readonly code: number | null;
  /** Standard output and standard error together, as a terminal shows them. */
  readonly said: string;
  /** The commands of ours that stand alone on a line, to be copied. */
  readonly next: readonly string[];
}

/** An administrator's machine on simulated time: a simulated org and tenant, a SCIM server, a shell in a folder of its own. */
export interface NextWorld {
  readonly clock: VirtualClock;
  readonly okta: OktaSandbox;
  readonly entra: EntraSandbox;
  readonly scim: RunningTarget;
  readonly folder: string;
  /** The words before every command: `node .../on-test-clock.mjs`. */
  readonly launcher: string;
  /** Whether somebody switches provisioning on in the console as soon as an app appears. */
  administrator: boolean;
  /** Runs a line in the shell, without a terminal. */
  run(line: string): Promise<ShellResult>;
  /** Switches provisioning on in the console of every app that is there. */
  visitConsole(): Promise<void>;
  /** A request of an administrator to the org. */
  admin(method: string, path: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function startNextWorld(
  quirks: TargetQuirks | undefined,
  directory: Directory = DIRECTORY,
): Promise<NextWorld> {
  const clock = virtualClock(Date.UTC(2026, 10, 2, 9, 0, 0));
  const scim = await startTarget({ now: () => clock.now(), quirks });
  const apps: string[] = [];
  const visit = (id: string) => okta.console.submit(id, formValues(scim.baseUrl, scim.token));
  const okta: OktaSandbox = await startOktaSandbox({
    directory,
    scheduler: clock,
    onAppCreated: ({ id }) => {
      apps.push(id);
      clock.schedule(AT_CONSOLE_MS, async () => {
        if (world.administrator) await visit(id);
      });
      return Promise.resolve();
    },
  });
  const entra = await startEntraSandbox({ directory, scheduler: clock });
  const time = await serveClock(clock);
  const folder = temporaryFolder();
  mkdirSync(join(folder, "state"));
  writeFileSync(join(folder, "scim.txt"), `${scim.token.reveal()}\n`, { mode: 0o600 });
  writeFileSync(join(folder, "graph.txt"), `${entra.token.reveal()}\n`, { mode: 0o600 });
  // Searches have caught up by then.
  await clock.sleep(60_000);
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    XDG_STATE_HOME: join(folder, "state"),
    TEST_CLOCK: time.url,
    OKTA_CLIENT_ORGURL: okta.url,
    OKTA_CLIENT_TOKEN: okta.token.reveal(),
  };
  const launcher = `node ${ON_TEST_CLOCK}`;
  const world: NextWorld = {
    ...{ clock, okta, entra, scim, folder, launcher, administrator: true },
    run: async (line) => {
      const child = spawn("bash", ["-c", line], { cwd: folder, env });
      const parts: Buffer[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => parts.push(part));
      child.stdin.end();
      const [code] = (await once(child, "close")) as [number | null];
      const said = Buffer.concat(parts).toString();
      const lines = said.split("\n").map((one) => one.trim());
      return { code, said, next: lines.filter((one) => one.startsWith(launcher)) };
    },
    visitConsole: async () => {
      for (const id of apps) await visit(id);
    },
    admin: async (method, path) => {
      const answer = await fetch(okta.url + path, {
        method,
        headers: { authorization: `SSWS ${okta.token.reveal()}` },
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.status === 204 ? undefined : answer.json();
    },
    close: async () => {
      time.close();
      await Promise.all([okta.close(), entra.close(), scim.close()]);
    },
  };
  return world;
}
