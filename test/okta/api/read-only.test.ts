import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ALL_CALLS } from "../support/calls.js";
import { failureOf } from "../support/failure.js";
import { openApi } from "../support/org-server.js";

const WRITES = /\.(create|update|activate|deactivate|remove|removeAttribute|addAttribute|assign|unassign|set|restore)/;
const seen = { connections: 0, methods: new Set<string>() };
const server = createServer(({ method = "" }, response) => {
  seen.methods.add(method);
  response.writeHead(404, { "content-type": "application/json" }).end('{"errorCode":"E0000007"}');
});
server.on("connection", () => (seen.connections += 1));

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
beforeEach(() => {
  seen.connections = 0;
  seen.methods.clear();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function openReadOnly() {
  return openApi(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, { readOnly: true }).api;
}

describe("an API that was opened for reading alone", () => {
  const writes = ALL_CALLS.filter(([name]) => WRITES.test(name));
  const reads = ALL_CALLS.filter(([name]) => !WRITES.test(name));

  test("has writes to refuse, and reads to let through", () => {
    expect(writes.length).toBeGreaterThan(10);
    expect(reads.length).toBeGreaterThan(10);
  });

  test.each(writes)("%s is refused before a socket is opened", async (_name, call) => {
    const error = await failureOf(call(openReadOnly()));
    expect(error).toMatchObject({ code: "read-only", exitCode: 1, refused: true });
    expect(seen.connections).toBe(0);
  });

  test.each(reads)("%s is sent, as GET", async (_name, call) => {
    await call(openReadOnly()).catch(() => undefined);
    expect([...seen.methods]).toEqual(["GET"]);
  });
});
