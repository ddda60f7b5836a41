import { beforeEach, describe, expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import { Secret } from "../../../src/base/secret.js";
import { openTransport } from "../../../src/okta/api/transport.js";
import { secretKeeper } from "../../../src/okta/auth/secrets.js";
import { ssws } from "../../../src/okta/auth/ssws.js";
import { openTokenEndpoint } from "../../../src/okta/auth/token-endpoint.js";
import { startRawServer, type RawServer } from "../../support/raw-server.js";
import { failureOf } from "../support/failure.js";
import { openApi, TOKEN } from "../support/org-server.js";

let thief: RawServer;

beforeEach(async () => {
  thief = await startRawServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end("[]");
  });
});

/** Behind an org's address, these lead to another one. */
const astray = [
  ["host", (thiefUrl: URL) => ({ orgUrl: "http://127.0.0.1:1", path: `@${thiefUrl.host}/api/v1/users` })],
  [
    "port",
    ({ port }: URL) => ({ orgUrl: `http://127.0.0.1:${port.slice(0, -1)}`, path: `${port.slice(-1)}/api/v1/users` }),
  ],
] as const;

describe("Okta's token stays with the org", () => {
  describe.each(["GET", "POST"] as const)("when a %s is addressed elsewhere: nothing is signed or sent", (method) => {
    test.each(astray)("to another %s", async (_what, addressed) => {
      const { orgUrl, path } = addressed(new URL(thief.url));
      let signed = 0;
      const signIn = {
        ...ssws(new Secret(TOKEN)),
        headers: () => {
          signed += 1;
          return Promise.resolve({ Authorization: `SSWS ${TOKEN}` });
        },
      };
      const transport = openTransport({ orgUrl, signIn, clock: virtualClock(0) });
      expect(await failureOf(transport.run({ method, path, purpose: "read" }))).toMatchObject({
        code: "credential-astray",
        exitCode: 1,
      });
      expect(signed).toBe(0);
      expect(transport.requests()).toEqual({ reads: 0, writes: 0 });
      expect(thief.seen).toEqual([]);
    });
  });

  test.each(astray)("when a sign-in is addressed to another %s", async (_what, addressed) => {
    const { orgUrl, path } = addressed(new URL(thief.url));
    const endpoint = openTokenEndpoint({ orgUrl, clock: virtualClock(0) }, secretKeeper([]));
    const form = () => Promise.resolve({ client_assertion: new Secret("assertion-of-the-app") });
    expect(await failureOf(endpoint.post({ path, purpose: "sign in", form }))).toMatchObject({
      code: "credential-astray",
    });
    expect(thief.seen).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])("when the org redirects with %i", async (status) => {
    const org = await startRawServer((_request, response) => {
      response.writeHead(status, { location: `${thief.url}/api/v1/apps/0oa1` }).end();
    });
    await failureOf(openApi(org.url).api.apps.get("0oa1"));
    await failureOf(openApi(org.url).api.apps.create({ label: "TOTAL" }));
    expect(org.seen).toHaveLength(2);
    expect(thief.seen).toEqual([]);
  });

  test.each([
    ["another host", (own: string) => own.replace(/:\d+$/, ":1")],
    ["a host behind a user name", (own: string) => `${own}@${new URL(thief.url).host}`],
    ["an address without a scheme", () => `//${new URL(thief.url).host}`],
    ["another scheme", (own: string) => own.replace("http:", "https:")],
  ])("when a list goes on at %s", async (_name, address) => {
    const org = await startRawServer((request, response) => {
      const own = `http://${request.headers.host ?? ""}`;
      response.writeHead(200, {
        "content-type": "application/json",
        link: `<${own}/api/v1/groups>; rel="self", <${address(own)}/api/v1/groups?after=x>; rel="next"`,
      });
      response.end("[]");
    });
    const { api } = openApi(org.url);
    expect(await failureOf(api.groups.members("00g1"))).toMatchObject({ code: "okta-link-foreign" });
    expect(org.seen).toHaveLength(1);
    expect(thief.seen).toEqual([]);
  });

  test.each([302, 307, 308])("when its token endpoint redirects with %i", async (status) => {
    const org = await startRawServer((_request, response) => {
      response.writeHead(status, { location: `${thief.url}/oauth2/v1/token` }).end();
    });
    const endpoint = openTokenEndpoint({ orgUrl: org.url, clock: virtualClock(0) }, secretKeeper([]));
    const form = () => Promise.resolve({ client_assertion: new Secret("assertion-of-the-app") });
    await failureOf(endpoint.post({ path: "/oauth2/v1/token", purpose: "sign in", form }));
    expect(org.seen).toHaveLength(1);
    expect(thief.seen).toEqual([]);
  });
});
