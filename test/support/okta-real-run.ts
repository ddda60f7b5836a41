import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { virtualClock } from "../../src/base/clock.js";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import { simulatedAdministrator } from "../../src/cli/rehearsal/simulated-administrator.js";
import { openOktaSession } from "../../src/okta/session.js";
import { oktaKinds } from "../../src/okta/steps/kinds.js";
import type { Directory } from "../../src/sandbox/people/person.js";
import { startOktaSandbox } from "../../src/sandbox/okta/start.js";
import { memoryJournal } from "../../src/setup/journal/journal.js";
import type { TargetUser } from "../../src/setup/model/ports.js";
import { runApply } from "../../src/setup/run.js";
import { startTarget } from "../../src/scim-target/http.js";
import { operator } from "./toy-tenant.js";
import { bindTemplate } from "../../src/template/bind.js";
import { loadTemplate } from "../../src/template/load.js";
import type { RunResult } from "../../src/setup/model/run-result.js";

/** What a real run left on the target. */
export interface RealRun {
  readonly result: RunResult;
  /** Everybody, as the target stores them, with what reads a value by its SCIM path. */
  readonly users: readonly { readonly stored: JsonObject; readonly seen: TargetUser }[];
  readonly groups: readonly JsonObject[];
}

/** Carries a guide out for real on a copy of an org, in simulated time; a simulated administrator does the console part. */
export async function runReally(
  template: string,
  directory: Directory,
  inputs: Readonly<Record<string, string | readonly string[]>>,
): Promise<RealRun> {
  const file = fileURLToPath(new URL(`../../templates/${template}.yaml`, import.meta.url));
  const loaded = loadTemplate(readFileSync(file, "utf8"), file, oktaKinds);
  const clock = virtualClock(Date.UTC(2026, 10, 2, 9, 0, 0));
  const scim = await startTarget({ now: () => clock.now(), unknownAttributes: "kept" });
  const sandbox = await startOktaSandbox({ directory, scheduler: clock });
  const { signal } = new AbortController();
  const emit = (): void => undefined;
  try {
    const target = oktaIdp.openTarget({ baseUrl: scim.baseUrl, token: scim.token, clock, record: undefined });
    const setup = {
      steps: bindTemplate(
        loaded,
        {
          values: new Map(Object.entries(inputs)),
          from: new Map(),
          connection: { baseUrl: scim.baseUrl, token: scim.token },
        },
        oktaKinds,
      ),
      session: await openOktaSession({
        orgUrl: sandbox.url,
        credentials: { way: "api-token", token: sandbox.token },
        clock,
        emit,
        signal,
        options: { createGroups: false },
      }),
      target,
      clock,
      signal,
      emit,
      journal: memoryJournal(() => new Date(clock.now()).toISOString()),
      skipped: new Set<string>(),
      wholeTarget: true,
    };
    const beginStop = simulatedAdministrator({ console: sandbox.console, clock, record: undefined });
    const result = await runApply(setup, operator({ beginStop }), { waitMs: 6 * 3_600_000 });
    const seen = new Map((await target.users([], true)).map((user) => [user.id, user]));
    const stored = await listed(scim, "/Users");
    return {
      result,
      users: stored.flatMap((user) => {
        const one = typeof user["id"] === "string" ? seen.get(user["id"]) : undefined;
        return one === undefined ? [] : [{ stored: user, seen: one }];
      }),
      groups: await listed(scim, "/Groups"),
    };
  } finally {
    await sandbox.close();
    await scim.close();
  }
}

async function listed(scim: { readonly baseUrl: string; readonly token: { reveal(): string } }, path: string) {
  const headers = { authorization: `Bearer ${scim.token.reveal()}` };
  const response = await fetch(`${scim.baseUrl}${path}?count=1000`, { headers });
  const body: unknown = await response.json();
  const resources = isJsonObject(body) ? body["Resources"] : undefined;
  return Array.isArray(resources) ? (resources as readonly unknown[]).filter(isJsonObject) : [];
}
