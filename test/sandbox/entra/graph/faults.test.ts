import { expect, test } from "vitest";
import { ENTRA_FAULTS, type EntraFaultName } from "../../../../src/sandbox/entra/faults.js";
import type { Faults } from "../../../../src/sandbox/http/faults.js";
import { NON_GALLERY, START, startWorld, type World } from "./world.js";

/** A world in which the first request has this fault. */
async function worldWith(name: EntraFaultName): Promise<World> {
  const faults: Faults = ({ index }) => (index === 0 ? ENTRA_FAULTS[name] : undefined);
  return startWorld({ faults, startState: "empty" });
}

async function post({ sandbox }: World, signal?: AbortSignal): Promise<Response> {
  return fetch(`${sandbox.url}/v1.0/applicationTemplates/${NON_GALLERY}/instantiate`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.token.reveal()}`, "content-type": "application/json" },
    body: JSON.stringify({ displayName: "Once" }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function apps({ sandbox }: World): number {
  return sandbox.tenant.servicePrincipals.size;
}

test.each([
  ["429", 429, { "retry-after": "17" }],
  ["429-without-retry-after", 429, { "retry-after": null }],
  ["500", 500, { "content-type": "application/json; charset=utf-8" }],
  ["502", 502, { "content-type": "text/html" }],
  ["503", 503, { "retry-after": "5" }],
  ["504", 504, { "content-type": "application/json; charset=utf-8" }],
  ["401-empty", 401, { "content-length": "0" }],
] as const)("%s answers in place of Graph, on its own clock, and nothing is carried out", async (...row) => {
  const [name, status, headers] = row;
  const world = await worldWith(name);
  const response = await post(world);
  expect(response.status).toBe(status);
  for (const [header, value] of Object.entries(headers)) expect(response.headers.get(header)).toBe(value);
  expect(response.headers.get("date")).toBe(new Date(START).toUTCString());
  expect(apps(world)).toBe(0);
});

test.each([
  ["reset-before", 0],
  ["reset-after", 1],
] as const)("%s breaks the connection off and leaves %i applications", async (name, made) => {
  const world = await worldWith(name);
  await expect(post(world)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  expect(apps(world)).toBe(made);
});

test.each([
  ["silence-before", 0],
  ["silence-after", 1],
] as const)("%s never answers and leaves %i applications", async (name, made) => {
  const world = await worldWith(name);
  await expect(post(world, AbortSignal.timeout(600))).rejects.toMatchObject({ name: "TimeoutError" });
  expect(apps(world)).toBe(made);
});

test("truncated carries the request out and stops in the middle of the answer that was announced", async () => {
  const world = await worldWith("truncated");
  const response = await post(world);
  expect(response.status).toBe(201);
  await expect(response.text()).rejects.toThrow();
  expect(apps(world)).toBe(1);
});

test("half-json carries the request out and answers half a document as if it were whole", async () => {
  const world = await worldWith("half-json");
  const text = await (await post(world)).text();
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(text).toContain("Once");
  expect(apps(world)).toBe(1);
});
