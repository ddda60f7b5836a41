import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { userBody } from "./harness.js";

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
let target: RunningTarget;
let id: string;

beforeAll(async () => {
  target = await startTarget();
  id = ((await (await ask("POST", "/Users", JSON.stringify(userBody("ada")))).json()) as { id: string }).id;
});

afterAll(async () => {
  await target.close();
});

function ask(method: string, path: string, body: string | Buffer): Promise<Response> {
  const headers = { authorization: `Bearer ${target.token.reveal()}`, "content-type": "application/scim+json" };
  return fetch(target.baseUrl + path, {
    method,
    headers,
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_item, index) => make(index));
}

describe("the target refuses, in SCIM's words and without being held up,", () => {
  test.each<[string, () => object]>([
    ["a person of 450,000 fields", () => ({ ...userBody("b"), ...fields(450_000) })],
    ["2,000 fields within a field", () => ({ ...userBody("c"), name: fields(2_000) })],
    ["2,000 fields within an item of a list", () => ({ ...userBody("d"), emails: [fields(2_000)] })],
    ["2,000 addresses of one person", () => ({ ...userBody("e"), emails: many(2_000, address) })],
  ])("%s", async (_what, make) => {
    const body = JSON.stringify(make());
    const started = performance.now();
    const answer = await ask("POST", "/Users", body);
    // Generous for a busy machine: most of it is the way of 6 MB.
    expect(performance.now() - started).toBeLessThan(2_500);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ status: "413" });
  });

  test("2,000 addresses that a change adds", async () => {
    const Operations = [{ op: "add", path: "emails", value: many(2_000, address) }];
    expect((await ask("PATCH", `/Users/${id}`, JSON.stringify({ schemas: [PATCH], Operations }))).status).toBe(413);
  });

  test.each([
    ["a lone continuation byte", Buffer.from([0x80])],
    ["a character in Latin-1", Buffer.from("é", "latin1")],
    ["an overlong slash", Buffer.from([0xc0, 0xaf])],
    ["half of a surrogate pair", Buffer.from([0xed, 0xa0, 0x80])],
  ])("a name that is not UTF-8: %s", async (_what, bytes) => {
    const [before = "", after = ""] = JSON.stringify(userBody("f@@g")).split("@@");
    const answer = await ask("POST", "/Users", Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ scimType: "invalidSyntax" });
  });

  test("but takes what is large and right: a group of 20,000 members", async () => {
    const members = many(20_000, (index) => ({ value: id, display: `x${String(index)}`, type: "User" }));
    const body = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "all", members };
    expect((await ask("POST", "/Groups", JSON.stringify(body))).status).toBe(201);
  });
});

function fields(count: number): object {
  return Object.fromEntries(many(count, (index) => [`k${String(index)}`, 1]));
}

function address(index: number): object {
  return { value: `ada${String(index)}@north.example`, type: "work" };
}
