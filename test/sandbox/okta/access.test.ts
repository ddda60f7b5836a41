import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../../src/base/clock.js";
import { Secret } from "../../../src/base/secret.js";
import { startOktaSandbox } from "../../../src/sandbox/okta/start.js";
import { people, samlApp, startWorld, type World } from "./world.js";

const someone = people({ userName: "ada@x.example" });

/** Sends exactly these headers, also a Host of one's own. */
function raw(
  world: World,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = "GET",
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(world.sandbox.url + path, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, text });
      });
    });
    sent.on("error", reject).end(body);
  });
}

describe("the admin API of the sandbox", () => {
  test.each([
    ["no token", ""],
    ["a wrong token", "SSWS wrong"],
    ["another scheme", "Bearer x"],
  ])("refuses %s with E0000011", async (_name, authorization) => {
    const world = await startWorld(someone);
    const { status, text } = await raw(world, "/api/v1/apps", { authorization });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({
      errorCode: "E0000011",
      errorSummary: "Invalid token provided",
      errorLink: "E0000011",
      errorCauses: [],
    });
  });

  test("accepts a token it was given, and shows whose it is: somebody who is not in the directory", async () => {
    const world = await startWorld(someone, { token: new Secret("my-own-token") });
    const me = await world.call("GET", "/api/v1/users/me");
    expect(me.object).toMatchObject({ status: "ACTIVE", profile: { login: "administrator@sandbox.example" } });
    expect((await raw(world, "/api/v1/users/me", { authorization: "SSWS my-own-token" })).status).toBe(200);
  });

  test("describes the org without a token", async () => {
    const world = await startWorld(someone);
    const { status, text } = await raw(world, "/.well-known/okta-organization", {});
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ _links: { organization: { href: world.sandbox.url } } });
  });

  test("answers to a loopback Host only", async () => {
    const world = await startWorld(someone);
    expect((await raw(world, "/.well-known/okta-organization", { host: "evil.example" })).status).toBe(421);
    const { port } = new URL(world.sandbox.url);
    expect((await raw(world, "/.well-known/okta-organization", { host: `localhost:${port}` })).status).toBe(200);
  });

  test.each([
    ["broken JSON", "{", 400, "E0000003"],
    ["a list", "[]", 400, "E0000003"],
    ["nesting without end", `{"a":${"[".repeat(40)}${"]".repeat(40)}}`, 400, "E0000003"],
    ["more than a megabyte", JSON.stringify({ label: "x".repeat(1_100_000) }), 413, "E0000003"],
  ])("refuses a body of %s", async (_name, body, status, errorCode) => {
    const world = await startWorld(someone);
    const headers = { authorization: `SSWS ${world.sandbox.token.reveal()}`, "content-type": "application/json" };
    const answer = await raw(world, "/api/v1/apps", headers, "POST", body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ errorCode });
  });

  test("takes the API token with and without a blank after SSWS, as Okta's SDK for Python sends it", async () => {
    const world = await startWorld(someone);
    const token = world.sandbox.token.reveal();
    const statusOf = async (authorization: string): Promise<number> =>
      (await raw(world, "/api/v1/users/me", { authorization })).status;
    expect(await Promise.all([`SSWS ${token}`, `SSWS${token}`, `SSWSx${token}`, token].map(statusOf))).toEqual([
      200, 200, 401, 401,
    ]);
  });

  test("answers E0000022 to what it does not have", async () => {
    const world = await startWorld(someone);
    expect(await world.call("DELETE", "/api/v1/groups")).toMatchObject({
      status: 405,
      object: { errorCode: "E0000022" },
    });
  });

  test.each([
    ["GET", "/api/v1/groups/rules"],
    ["POST", "/api/v1/groups/rules/0pr1/lifecycle/activate"],
    ["GET", "/api/v1/groups/00g1/owners"],
    ["GET", "/api/v1/policies"],
  ])(
    "answers 501 to what Okta has and the sandbox does not simulate, and says what it does: %s %s",
    async (method, path) => {
      const world = await startWorld(someone);
      const { status, object } = await world.call(method, path);
      expect({ status, errorCode: object["errorCode"] }).toEqual({ status: 501, errorCode: "E0000060" });
      const [what, instead] = object["errorCauses"] as { errorSummary: string }[];
      expect(what?.errorSummary).toBe(`The sandbox does not simulate ${method} ${path}.`);
      expect(instead?.errorSummary).toContain(
        path.includes("groups") ? "PUT /api/v1/groups/{id}/users/{userId}" : "/api/v1/apps",
      );
    },
  );

  test("counts reads and writes, and gives every answer an id and rate-limit headers", async () => {
    const world = await startWorld(someone);
    const { headers } = await world.call("POST", "/api/v1/apps", samlApp("A"));
    await world.call("GET", "/api/v1/apps");
    expect(world.sandbox.tenantRequests()).toEqual({ reads: 1, writes: 1 });
    expect(headers.get("x-okta-request-id")).toMatch(/^\w{20}$/);
    expect(["limit", "remaining", "reset"].map((name) => headers.get(`x-rate-limit-${name}`))).toEqual([
      "50",
      "49",
      String(Date.UTC(2026, 10, 2, 9, 1) / 1_000),
    ]);
  });

  test("refuses what exceeds the documented rate limit until the minute is over, when told to", async () => {
    const world = await startWorld(someone, { rateLimits: "documented" });
    for (let call = 0; call < 50; call += 1) expect((await world.call("GET", "/api/v1/apps")).status).toBe(200);
    const refused = await world.call("GET", "/api/v1/apps");
    expect(refused).toMatchObject({ status: 429, object: { errorCode: "E0000047" } });
    expect(refused.headers.get("x-rate-limit-remaining")).toBe("0");
    expect((await world.call("GET", "/api/v1/groups")).status).toBe(200);
    await world.clock.sleep(60_000);
    expect((await world.call("GET", "/api/v1/apps")).status).toBe(200);
  });

  test("says so when its port is taken", async () => {
    const world = await startWorld(someone);
    const port = Number(new URL(world.sandbox.url).port);
    await expect(startOktaSandbox({ directory: someone, scheduler: systemClock(), port })).rejects.toMatchObject({
      code: "port-unavailable",
      exitCode: 1,
    });
  });

  test("tells a stand-in about a new app as soon as it appears, and answers its creation as it was made", async () => {
    const seen: unknown[] = [];
    const world = await startWorld(someone, {
      onAppCreated: (app) => {
        seen.push(app);
        return Promise.resolve();
      },
    });
    const id = await world.createApp("A");
    expect(seen).toEqual([{ id, name: "sandbox_a_1", label: "A" }]);
  });
});
