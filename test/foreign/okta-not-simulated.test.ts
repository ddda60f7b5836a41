import { readFileSync } from "node:fs";
import { Client } from "okta-sdk-8";
import { expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import type { Call } from "./support/front.js";
import { openForeignOrg } from "./support/okta-org.js";

/** Stands for every id and every value; nothing in the org has this name. */
const ANY = "x";
/** Calls whose bodies the SDK itself cannot write. */
const UNSENT = [
  "ApplicationApi.publishCsrFromApplication",
  "IdentityProviderApi.publishCsrForIdentityProvider",
  "SSFSecurityEventTokenApi.publishSecurityEventTokens",
];

/** Parameters of any call: bodies are empty objects, all else is the same text. */
const anything: object = new Proxy(
  {},
  { get: (_target, name) => (typeof name !== "string" ? undefined : /body|param|request/i.test(name) ? {} : ANY) },
);

/** Makes every call that a client has; returns the names of those that sent nothing. */
async function callEverything(client: Client, sent: () => number): Promise<{ calls: number; unsent: string[] }> {
  const unsent: string[] = [];
  let calls = 0;
  for (const api of Object.values(client) as unknown[]) {
    const kind = Object.getPrototypeOf(api) as object | null;
    if (kind === null || !/^Object\w+Api$/.test(kind.constructor.name)) continue;
    for (const name of Object.getOwnPropertyNames(kind)) {
      if (name === "constructor") continue;
      const before = sent();
      const call = Reflect.get(api as object, name) as (
        given: object,
      ) => Promise<{ next?: () => Promise<unknown> } | undefined>;
      await Promise.resolve(call.call(api, anything))
        .then((answer) => answer?.next?.())
        .catch(() => undefined);
      calls += 1;
      if (sent() === before) unsent.push(`${kind.constructor.name.replace("Object", "")}.${name}`);
    }
  }
  return { calls, unsent: unsent.sort() };
}

/** The operations that the sandbox's page lists, as `GET /api/v1/apps/:id`. */
function simulatedOperations(): readonly string[][] {
  const page = readFileSync(new URL("../../src/sandbox/README.md", import.meta.url), "utf8");
  return [...page.matchAll(/`((?:GET|POST|PUT|DELETE|PATCH) \/[^`]+)`/g)].map(([, operation = ""]) =>
    operation.split(/[ /]+/),
  );
}

/** Whether a request is one of these operations, and each of its fixed words is the operation's own. */
function isOneOf(operations: readonly string[][], { method, path }: Call): boolean {
  const is = `${method} ${path.split("?")[0] ?? ""}`.split(/[ /]+/);
  return operations.some(
    (wanted) =>
      wanted.length === is.length &&
      wanted.every((part, at) => (part.startsWith(":") ? is[at] === ANY : part === is[at])),
  );
}

function bodyOf({ answer }: Call): JsonObject {
  const body: unknown = JSON.parse(answer);
  return isJsonObject(body) ? body : {};
}

test("every other call of version 8 is answered 501 or 405, and told what is simulated", async ({ annotate }) => {
  const world = await openForeignOrg();
  const { calls } = world.front;
  const made = await callEverything(new Client(world.options), () => calls.length);
  expect(made.calls).toBeGreaterThan(800);
  expect(made.unsent).toEqual(UNSENT);

  const operations = simulatedOperations();
  const refused = calls.filter(({ status }) => status === 501 || status === 405);
  const simulated = calls.filter((one) => !refused.includes(one));
  // What is answered as if it were simulated is simulated: no operation is taken for another one.
  expect(
    simulated
      .filter((one) => !isOneOf(operations, one))
      .map(({ method, path, status }) => `${method} ${path} ${String(status)}`),
  ).toEqual([]);
  expect(simulated.filter(({ status }) => status >= 500)).toEqual([]);
  for (const one of refused) {
    const { errorCode, errorCauses } = bodyOf(one);
    const [path = ""] = one.path.split("?");
    if (one.status === 501) {
      expect([one.path, errorCode]).toEqual([one.path, "E0000060"]);
      expect(JSON.stringify(errorCauses)).toContain(`The sandbox does not simulate ${one.method} ${path}.`);
      expect(JSON.stringify(errorCauses)).toMatch(/It simulates(?: only)?: .+/);
    } else expect([one.path, errorCode]).toEqual([one.path, "E0000022"]);
  }
  const paths = operations.map(([, ...path]) => ["ANY", ...path]);
  const otherMethod = refused.filter(({ status }) => status === 405).map((one) => ({ ...one, method: "ANY" }));
  expect(otherMethod.filter((one) => !isOneOf(paths, one))).toEqual([]);
  await annotate(`${String(simulated.length)} calls are simulated; not simulated:\n${areasOf(refused)}`);
});

/** `/api/v1/devices 12`, one line an area. */
function areasOf(calls: readonly Call[]): string {
  const counts = new Map<string, number>();
  for (const { path } of calls) {
    const area =
      path
        .split("?")[0]
        ?.split("/")
        .slice(0, path.startsWith("/api/") ? 4 : 3)
        .join("/") ?? "";
    counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  return [...counts]
    .map(([area, count]) => `${area} ${String(count)}`)
    .sort()
    .join("\n");
}
