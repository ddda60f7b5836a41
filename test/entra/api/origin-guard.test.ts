import { Client } from "@microsoft/microsoft-graph-client";
import { beforeEach, describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { BearerMiddleware, carriedBy, SendMiddleware, Terms } from "../../../src/entra/api/middleware.js";
import { failureOf } from "../../okta/support/failure.js";
import { startRawServer, type RawServer } from "../../support/raw-server.js";
import { answers, openApi, startAnswering, TOKEN } from "./graph-server.js";

const GRAPH = "http://127.0.0.1:1";
let thief: RawServer;

beforeEach(async () => {
  thief = await startAnswering(answers(200, { value: [] }));
});

/** Sends through one link of the chain alone, so that no other can stand in for it. */
async function sendThrough(link: "bearer" | "send", url: string, asked: () => void): Promise<unknown> {
  const signIn = {
    name: "a test",
    token: () => {
      asked();
      return Promise.resolve(new Secret(TOKEN));
    },
  };
  const bearer = new BearerMiddleware({ graphUrl: GRAPH, signIn, signal: undefined, onToken: () => undefined });
  const send = new SendMiddleware({ graphUrl: GRAPH, proxies: {} });
  const past = { execute: () => Promise.reject(new Error("the request went past the guard")) };
  const middleware = link === "bearer" ? [bearer, past] : [send];
  const request = Client.initWithMiddleware({ middleware, baseUrl: GRAPH }).api(url);
  return request
    .middlewareOptions([new Terms(5_000, true, undefined)])
    .get()
    .catch((error: unknown) => {
      throw carriedBy(error);
    });
}

describe("the token for Microsoft Graph stays there", () => {
  test.each(["bearer", "send"] as const)("by the guard of %s: nothing is signed or sent elsewhere", async (link) => {
    let asked = 0;
    const sent = sendThrough(link, `${thief.url.replace("http:", "https:")}/v1.0/users`, () => (asked += 1));
    expect(await failureOf(sent)).toMatchObject({ code: "credential-astray", exitCode: 1 });
    expect(asked).toBe(0);
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
