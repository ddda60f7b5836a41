import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { ssws } from "../../../src/okta/auth/ssws.js";
import { failureOf } from "../support/failure.js";
import { json, openApi, TOKEN } from "../support/org-server.js";
import { startRawServer } from "../../support/raw-server.js";

const APP = {
  id: "0oa1",
  name: "acme_total_1",
  label: "TOTAL",
  status: "ACTIVE",
  features: [],
  somethingNew: { kept: true },
};
const BUSY = { errorCode: "E0000009", errorSummary: "Internal Server Error", errorId: "oae1", errorCauses: [] };

describe("a request", () => {
  test("carries the token as SSWS, and asks for JSON", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, APP);
    });
    const { api } = openApi(server.url, { signIn: ssws(new Secret(` SSWS ${TOKEN}\n`)) });
    await api.apps.get("0oa1");
    expect(server.seen[0]).toMatchObject({
      method: "GET",
      url: "/api/v1/apps/0oa1",
      headers: { authorization: `SSWS ${TOKEN}`, accept: "application/json" },
    });
  });

  test("keeps fields of the answer that it does not know", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, APP);
    });
    expect(await openApi(server.url).api.apps.get("0oa1")).toMatchObject({ somethingNew: { kept: true } });
  });

  test("takes 201 and 200 alike for a create", async () => {
    const server = await startRawServer((_request, response, number) => {
      json(response, number === 1 ? 200 : 201, APP);
    });
    const { api } = openApi(server.url);
    expect((await api.apps.create({ label: "TOTAL" })).id).toBe("0oa1");
    expect((await api.apps.create({ label: "TOTAL" })).id).toBe("0oa1");
  });

  test("reads the same address anew each time: nothing is cached", async () => {
    const server = await startRawServer((request, response, number) => {
      json(response, 200, {
        profile: { authScheme: number === 1 ? "UNKNOWN" : "TOKEN" },
        _links: { self: { href: `http://${request.headers.host ?? ""}${request.url}` } },
      });
    });
    const { api } = openApi(server.url);
    expect((await api.connection.get("0oa1")).profile?.authScheme).toBe("UNKNOWN");
    expect((await api.connection.get("0oa1")).profile?.authScheme).toBe("TOKEN");
  });

  test("is recorded with its answer, parsed and without secrets", async () => {
    const server = await startRawServer((request, response) => {
      json(response, 200, { profile: { authScheme: "TOKEN" }, echo: request.body });
    });
    const { api, exchanges } = openApi(server.url);
    await api.connection.update("0oa1", { baseUrl: "https://scim.example/v2", token: new Secret("scim-secret-token") });
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({
      at: "2026-03-25T13:45:47.000Z",
      from: "total-setup",
      to: "tenant",
      method: "POST",
      path: "/api/v1/apps/0oa1/connections/default",
      headers: { authorization: "[redacted]", "content-type": "application/json" },
      body: { profile: { authScheme: "TOKEN", token: "[redacted]" }, baseUrl: "https://scim.example/v2" },
      status: 200,
    });
    expect(server.seen[0]?.body).toContain("scim-secret-token");
    expect(JSON.stringify(exchanges)).not.toContain("scim-secret-token");
  });

  test("takes a compressed answer", async () => {
    const server = await startRawServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(JSON.stringify({ ...APP, label: "総務 TOTAL" })));
    });
    expect((await openApi(server.url).api.apps.get("0oa1")).label).toBe("総務 TOTAL");
  });

  test("that only reads shares a kept connection, one that creates has its own", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, APP);
    });
    const { api } = openApi(server.url);
    await api.apps.get("0oa1");
    await api.apps.create({ label: "TOTAL" });
    expect(server.seen.map(({ headers }) => headers.connection)).toEqual(["keep-alive", "close"]);
  });

  test("counts as a read or as a write by its method", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, APP);
    });
    const { api } = openApi(server.url);
    await api.apps.get("0oa1");
    await api.apps.create({});
    await api.apps.get("0oa1");
    expect(api.requests()).toEqual({ reads: 2, writes: 1 });
  });
});

describe("trying again", () => {
  test("waits after a 429 until the limit is reset, on the given clock, and also for a POST", async () => {
    const date = new Date(Date.UTC(2026, 2, 25, 13, 45, 47));
    const server = await startRawServer((_request, response, number) => {
      if (number > 1) {
        json(response, 200, APP);
        return;
      }
      const reset = String(date.getTime() / 1000 + 20);
      json(response, 429, BUSY, { date: date.toUTCString(), "x-rate-limit-limit": "50", "x-rate-limit-reset": reset });
    });
    const { api, clock, events } = openApi(server.url);
    await api.apps.create({ label: "TOTAL" });
    expect(server.seen).toHaveLength(2);
    expect(clock.elapsed()).toBe(21_000);
    expect(events).toMatchObject([{ code: "request.delayed", waitMs: 21_000 }]);
  });

  test.each([
    [429, "7", 7_000],
    [503, "7", 7_000],
    [429, "Wed, 25 Mar 2026 13:46:07 GMT", 20_000],
  ])("waits as long as Retry-After says with HTTP %i: %s", async (status, after, waited) => {
    const server = await startRawServer((_request, response, number) => {
      const headers = { date: "Wed, 25 Mar 2026 13:45:47 GMT", "retry-after": after };
      if (number === 1) json(response, status, BUSY, headers);
      else json(response, 200, APP);
    });
    const { api, clock } = openApi(server.url);
    await api.apps.get("0oa1");
    expect(clock.elapsed()).toBe(waited);
  });

  test("waits at most two minutes, whatever a server says", async () => {
    const server = await startRawServer((_request, response, number) => {
      if (number === 1) json(response, 429, BUSY, { "x-rate-limit-limit": "50", "x-rate-limit-reset": "99999999999" });
      else json(response, 200, APP);
    });
    const { api, clock } = openApi(server.url);
    await api.apps.get("0oa1");
    expect(clock.elapsed()).toBe(120_000);
  });

  test("backs off by itself when too many requests ran at once: then Reset says nothing", async () => {
    const server = await startRawServer((_request, response, number) => {
      if (number === 1) json(response, 429, BUSY, { "x-rate-limit-limit": "0", "x-rate-limit-reset": "99999999999" });
      else json(response, 200, APP);
    });
    const { api, clock } = openApi(server.url);
    await api.apps.get("0oa1");
    expect(clock.elapsed()).toBeLessThan(1_000);
    expect(clock.elapsed()).toBeGreaterThan(0);
  });

  test("repeats even a POST after HTTP 423: Okta turned it down while it puts policies in order", async () => {
    const locked = { ...BUSY, errorCode: "E0000239", errorSummary: "Policy priorities are being reconciled" };
    const server = await startRawServer((_request, response, number) => {
      json(response, number === 1 ? 423 : 200, number === 1 ? locked : APP);
    });
    const { api, clock } = openApi(server.url);
    expect((await api.apps.create({ label: "TOTAL" })).id).toBe("0oa1");
    expect(server.seen.map(({ method }) => method)).toEqual(["POST", "POST"]);
    expect(clock.elapsed()).toBeGreaterThan(0);
  });

  test.each([500, 502, 503, 504])("repeats a GET after HTTP %i", async (status) => {
    const server = await startRawServer((_request, response, number) => {
      if (number < 3) json(response, status, BUSY);
      else json(response, 200, APP);
    });
    const { api } = openApi(server.url);
    expect((await api.apps.get("0oa1")).id).toBe("0oa1");
    expect(server.seen).toHaveLength(3);
  });

  test("repeats a PUT after the connection broke off", async () => {
    const server = await startRawServer((_request, response, number) => {
      if (number === 1) response.destroy();
      else json(response, 200, { id: "00g1" });
    });
    const { api } = openApi(server.url);
    expect((await api.assignments.assignGroup("0oa1", "00g1")).id).toBe("00g1");
    expect(api.requests()).toEqual({ reads: 0, writes: 2 });
  });

  test.each([
    [
      "HTTP 500",
      (response: ServerResponse) => {
        json(response, 500, BUSY);
      },
    ],
    [
      "a broken connection",
      (response: ServerResponse) => {
        response.destroy();
      },
    ],
  ])("never repeats a POST after %s: it may have been carried out", async (_name, answer) => {
    const server = await startRawServer((_request, response) => {
      answer(response);
    });
    const error = await failureOf(openApi(server.url).api.apps.create({ label: "TOTAL" }));
    expect(server.seen).toHaveLength(1);
    expect(error.refused).toBe(false);
  });

  test("gives up after a bounded number of tries", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 503, BUSY);
    });
    await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(server.seen).toHaveLength(6);
  });
});

describe("lists", () => {
  test("are read to the last page, by the link as given", async () => {
    const server = await startRawServer((request, response, number) => {
      const next = `<http://${request.headers.host ?? ""}/api/v1/groups/00g1/users?after=opaque%2B${String(number)}&limit=2>; rel="next"`;
      const self = `<http://${request.headers.host ?? ""}${request.url}>; rel="self"`;
      const users = [1, 2].map((one) => ({ id: `00u${String(number)}${String(one)}`, status: "ACTIVE", profile: {} }));
      json(response, 200, users, { link: number < 3 ? `${self}, ${next}` : self });
    });
    const { api } = openApi(server.url);
    const ids = (await api.groups.members("00g1")).map(({ id }) => id);
    expect(ids).toEqual(["00u11", "00u12", "00u21", "00u22", "00u31", "00u32"]);
    expect(server.seen[2]?.url).toBe("/api/v1/groups/00g1/users?after=opaque%2B2&limit=2");
  });

  test("do not follow a link to another host", async () => {
    const elsewhere = await startRawServer((_request, response) => {
      json(response, 200, []);
    });
    const server = await startRawServer((_request, response) => {
      json(response, 200, [], { link: `<${elsewhere.url}/api/v1/groups?after=x>; rel="next"` });
    });
    expect(await failureOf(openApi(server.url).api.groups.members("00g1"))).toMatchObject({
      code: "okta-link-foreign",
    });
    expect(elsewhere.seen).toEqual([]);
  });

  test("that name the same page as the next one are stopped", async () => {
    const server = await startRawServer((request, response) => {
      json(response, 200, [], { link: `<http://${request.headers.host ?? ""}${request.url}>; rel="next"` });
    });
    expect(await failureOf(openApi(server.url).api.groups.members("00g1"))).toMatchObject({
      code: "okta-paging-endless",
    });
    expect(server.seen).toHaveLength(1);
  });

  test("of apps give only exact labels, since the API compares beginnings", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, [
        APP,
        { ...APP, id: "0oa2", label: "TOTAL (old)" },
        { ...APP, id: "0oa3", status: "DELETED" },
      ]);
    });
    expect((await openApi(server.url).api.apps.withLabel("TOTAL")).map(({ id }) => id)).toEqual(["0oa1"]);
  });

  test("of groups quote the name in the search, and fall back to the other index", async () => {
    const group = { id: "00g1", type: "OKTA_GROUP", profile: { name: 'A "b" \\ c' } };
    const server = await startRawServer((request, response) => {
      json(
        response,
        200,
        request.url.includes("search=") ? [] : [group, { ...group, id: "00g2", profile: { name: 'A "b" \\ cd' } }],
      );
    });
    expect((await openApi(server.url).api.groups.withName('A "b" \\ c')).map(({ id }) => id)).toEqual(["00g1"]);
    const search = new URL(server.seen[0]?.url ?? "", server.url).searchParams.get("search");
    expect(search).toBe('profile.name eq "A \\"b\\" \\\\ c"');
  });
});
