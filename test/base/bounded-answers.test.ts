import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { virtualClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { openTarget } from "../../src/scim-client/target.js";
import { openApi as openGraph } from "../entra/api/graph-server.js";
import { failureOf } from "../okta/support/failure.js";
import { openApi as openOrg } from "../okta/support/org-server.js";
import { startRawServer } from "../support/raw-server.js";

/** 300 MB of blanks, in 300 KB. */
const BOMB = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 1 });
const DEEP = `{"value":${"[".repeat(5_000)}${"]".repeat(5_000)}}`;
const DEEP_OBJECT = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;

type Answer = (response: ServerResponse) => void;
const text =
  (body: string): Answer =>
  (response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(body);
const bomb: Answer = (response) =>
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(BOMB);

const clients: readonly (readonly [string, (url: string) => Promise<unknown>, string])[] = [
  ["the Okta org", (url) => openOrg(url).api.apps.get("0oa1"), "okta-unreachable"],
  ["Microsoft Graph", (url) => openGraph(url).api.directory.members("g1"), "graph-unreachable"],
  [
    "the target",
    async (baseUrl) => {
      const testRequests = () => [{ method: "GET" as const, path: "/Users?startIndex=1&count=1" }];
      const target = openTarget({ baseUrl, token: new Secret("token"), clock: virtualClock(0), testRequests });
      return target.check({ uniqueIdentifier: "userName", importGroups: false });
    },
    "target-unreachable",
  ],
];

describe.each(clients)("an answer of %s", (_name, ask, code) => {
  test.each([
    ["lists nested 5,000 deep", text(DEEP)],
    ["objects nested 5,000 deep", text(DEEP_OBJECT)],
  ])("with %s is refused by name, at once", async (_what, answer) => {
    const server = await startRawServer((_request, response) => {
      answer(response);
    });
    const error = await failureOf(ask(server.url));
    expect(error).toMatchObject({ code, exitCode: 1 });
    expect(error.message).toContain("nested too deeply");
    expect(server.seen).toHaveLength(1);
  });

  test("that unpacks to more than the memory should hold is refused by name, at once", async () => {
    const server = await startRawServer((_request, response) => {
      bomb(response);
    });
    const error = await failureOf(ask(server.url));
    expect(error).toMatchObject({ code, exitCode: 1 });
    expect(error.message).toContain("larger than");
    expect(server.seen).toHaveLength(1);
  });
});

describe("a list that goes round in a circle ends", () => {
  test("in an Okta org", async () => {
    const server = await startRawServer((request, response, number) => {
      const next = `http://${request.headers.host ?? ""}/api/v1/groups/00g1/users?after=${String(number % 3)}`;
      response.writeHead(200, { "content-type": "application/json", link: `<${next}>; rel="next"` }).end("[]");
    });
    expect(await failureOf(openOrg(server.url).api.groups.members("00g1"))).toMatchObject({
      code: "okta-paging-endless",
    });
    expect(server.seen).toHaveLength(4);
  });

  test("in Microsoft Graph", async () => {
    const server = await startRawServer((request, response, number) => {
      const link = `http://${request.headers.host ?? ""}/v1.0/groups/g1/members?$skiptoken=${String(number % 3)}`;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ value: [], "@odata.nextLink": link }));
    });
    expect(await failureOf(openGraph(server.url).api.directory.members("g1"))).toMatchObject({
      code: "graph-paging-endless",
    });
    expect(server.seen).toHaveLength(4);
  });
});
