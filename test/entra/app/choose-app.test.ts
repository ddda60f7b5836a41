import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import type { JsonObject } from "../../../src/base/json.js";
import { Secret } from "../../../src/base/secret.js";
import { openEntraApi } from "../../../src/entra/api/open-api.js";
import { chooseApp } from "../../../src/entra/app/choose-app.js";
import { emptyCache } from "../../../src/entra/tenant/cache.js";
import { noGroups } from "../../../src/entra/tenant/known-groups.js";
import { noResults } from "../../../src/entra/tenant/results.js";
import { FRESH_MS, type EntraTenant } from "../../../src/entra/tenant/tenant.js";
import { memoryJournal } from "../../../src/setup/journal/journal.js";
import type { StepContext } from "../../../src/setup/step/step-context.js";

const START = Date.UTC(2026, 10, 20, 10);
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A directory that holds these applications, and what a step is given there: for answers a simulated tenant never gives. */
async function directoryOf(
  apps: readonly JsonObject[],
): Promise<Pick<StepContext<EntraTenant>, "tenant" | "clock" | "journal">> {
  const server = createServer((request, response) => {
    const id = /servicePrincipals\/([^?]+)/.exec(request.url ?? "")?.[1];
    const app = apps.find((one) => one["id"] === id);
    const answer = id === undefined ? { value: apps } : (app ?? { error: { code: "Request_ResourceNotFound" } });
    response.writeHead(id === undefined || app !== undefined ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const graphUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const clock = virtualClock(START);
  const signIn = { name: "ready token", token: () => Promise.resolve(new Secret("access-token")) };
  const api = openEntraApi({ graphUrl, signIn, clock, proxies: {} });
  const tenant: EntraTenant = {
    api,
    id: "tenant-id",
    graphUrl,
    adminUrl: "https://entra.example",
    options: { skipTest: false },
    cache: emptyCache(api),
    groups: noGroups(),
    results: noResults(),
    hasPremium: undefined,
    backUp: () => undefined,
  };
  return { tenant, clock, journal: memoryJournal(() => "2026-11-20T10:00:00Z") };
}

function app(id: string, more: JsonObject = {}): JsonObject {
  return { id, appId: `application-of-${id}`, displayName: "TOTAL", servicePrincipalType: "Application", ...more };
}

describe("the application of a set-up", () => {
  test("is no managed identity that has its name", async () => {
    const context = await directoryOf([app("identity", { servicePrincipalType: "ManagedIdentity" }), app("real")]);
    expect(await chooseApp(context, ["TOTAL"])).toMatchObject({ state: "found", app: { id: "real" } });
  });

  test("is as new as the tenant says", async () => {
    const context = await directoryOf([app("real", { createdDateTime: new Date(START - 60_000).toISOString() })]);
    await chooseApp(context, ["TOTAL"]);
    expect(context.tenant.results.freshUntil).toBe(START - 60_000 + FRESH_MS);
  });

  test("counts as new where the tenant does not say when it was made, but the journal knows it", async () => {
    const known = await directoryOf([app("real")]);
    const change = { action: "create", resource: { type: "enterprise-app", name: "TOTAL" }, fields: [] } as const;
    known.journal.begin("find-app", change).done("real");
    await chooseApp(known, ["TOTAL"]);
    expect(known.tenant.results.freshUntil).toBe(START + FRESH_MS);

    const unknown = await directoryOf([app("real")]);
    await chooseApp(unknown, ["TOTAL"]);
    expect(unknown.tenant.results.freshUntil).toBe(0);
  });

  test("is none of the journal's that was renamed since", async () => {
    const context = await directoryOf([app("real", { displayName: "TOTAL (old)" })]);
    const change = { action: "create", resource: { type: "enterprise-app", name: "TOTAL" }, fields: [] } as const;
    context.journal.begin("find-app", change).done("real");
    expect(await chooseApp(context, ["TOTAL"])).toEqual({ state: "none", name: "TOTAL" });
  });
});
