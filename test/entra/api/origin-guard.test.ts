import { beforeEach, describe, expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import { Secret } from "../../../src/base/secret.js";
import { openTransport } from "../../../src/entra/api/transport.js";
import { failureOf } from "../../okta/support/failure.js";
import { startRawServer, type RawServer } from "../../support/raw-server.js";
import { answers, openApi, startAnswering, TOKEN } from "./graph-server.js";

const GRAPH = "http://127.0.0.1:1";
let thief: RawServer;

beforeEach(async () => {
  thief = await startAnswering(answers(200, { value: [] }));
});

describe("the token for Microsoft Graph stays there", () => {
  test.each([
    ["GET", "another scheme", (url: string) => url.replace("http:", "https:")],
    ["POST", "another scheme", (url: string) => url.replace("http:", "https:")],
    ["GET", "a host behind a user name", (url: string) => url.replace("http://", "https://127.0.0.1:1@")],
  ] as const)("when a %s is addressed to %s: nothing is signed or sent", async (method, _what, address) => {
    let asked = 0;
    const signIn = {
      name: "a test",
      token: () => {
        asked += 1;
        return Promise.resolve(new Secret(TOKEN));
      },
    };
    const transport = openTransport({ graphUrl: GRAPH, signIn, clock: virtualClock(0) });
    const sent = transport.run({ method, path: `${address(thief.url)}/v1.0/users`, purpose: "read" });
    expect(await failureOf(sent)).toMatchObject({ code: "credential-astray", exitCode: 1 });
    expect(asked).toBe(0);
    expect(transport.requests()).toEqual({ reads: 0, writes: 0 });
    expect(thief.seen).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])("when it redirects with %i", async (status) => {
    const graph = await startAnswering(answers(status, {}, { location: `${thief.url}/v1.0/groups` }));
    const { api } = openApi(graph.url);
    await failureOf(api.directory.members("g1"));
    expect(graph.seen).toHaveLength(1);
    expect(thief.seen).toEqual([]);
  });

  test.each([
    ["another port", (own: string) => own.replace(/:\d+$/, ":1")],
    ["a host behind a user name", (own: string) => `${own}@${new URL(thief.url).host}`],
    ["an address without a scheme", () => `//${new URL(thief.url).host}`],
    ["another scheme", (own: string) => own.replace("http:", "https:")],
  ])("when a list goes on at %s", async (_name, address) => {
    const graph = await startRawServer((request, response) => {
      const link = `${address(`http://${request.headers.host ?? ""}`)}/v1.0/groups?$skiptoken=x`;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ value: [], "@odata.nextLink": link }));
    });
    expect(await failureOf(openApi(graph.url).api.directory.members("g1"))).toMatchObject({
      code: "graph-link-foreign",
    });
    expect(graph.seen).toHaveLength(1);
    expect(thief.seen).toEqual([]);
  });
});
