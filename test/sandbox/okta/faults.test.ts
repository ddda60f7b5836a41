import { expect, test } from "vitest";
import type { Faults } from "../../../src/sandbox/http/faults.js";
import { FAULTS, type FaultName } from "../../../src/sandbox/okta/faults.js";
import { people, samlApp, START, startWorld, type World } from "./world.js";

const PERSON = people({ userName: "ada@faults.example" });

/** A world in which the first request has this fault. */
async function worldWith(name: FaultName): Promise<World> {
  const faults: Faults = ({ index }) => (index === 0 ? FAULTS[name] : undefined);
  return startWorld(PERSON, { faults });
}

async function post({ sandbox }: World, signal?: AbortSignal): Promise<Response> {
  return fetch(`${sandbox.url}/api/v1/apps`, {
    method: "POST",
    headers: { authorization: `SSWS ${sandbox.token.reveal()}`, "content-type": "application/json" },
    body: JSON.stringify(samlApp("Once")),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function apps(world: World): Promise<number> {
  return (await world.call("GET", "/api/v1/apps")).list.length;
}

test.each([
  ["429", 429, { "x-rate-limit-remaining": "0", "x-rate-limit-reset": String(START / 1_000 + 17) }],
  ["429-without-reset", 429, { "x-rate-limit-reset": null, "retry-after": null }],
  ["429-concurrency", 429, { "x-rate-limit-limit": "0", "x-rate-limit-remaining": "0" }],
  ["429-retry-after", 429, { "retry-after": "7", "x-rate-limit-reset": null }],
  ["500", 500, { "content-type": "application/json; charset=utf-8" }],
  ["502", 502, { "content-type": "text/html" }],
  ["503", 503, { "content-type": "text/html" }],
] as const)("%s answers in place of the org, on the org's own clock, and nothing is carried out", async (...row) => {
  const [name, status, headers] = row;
  const world = await worldWith(name);
  const response = await post(world);
  expect(response.status).toBe(status);
  for (const [header, value] of Object.entries(headers)) expect(response.headers.get(header)).toBe(value);
  expect(response.headers.get("date")).toBe(new Date(START).toUTCString());
  expect(await apps(world)).toBe(0);
});

test.each([
  ["reset-before", 0],
  ["reset-after", 1],
] as const)("%s breaks the connection off and leaves %i apps", async (name, made) => {
  const world = await worldWith(name);
  await expect(post(world)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  expect(await apps(world)).toBe(made);
});

test.each([
  ["silence-before", 0],
  ["silence-after", 1],
] as const)("%s never answers and leaves %i apps", async (name, made) => {
  const world = await worldWith(name);
  await expect(post(world, AbortSignal.timeout(150))).rejects.toMatchObject({ name: "TimeoutError" });
  expect(await apps(world)).toBe(made);
});

test("truncated carries the request out and stops in the middle of the answer that was announced", async () => {
  const world = await worldWith("truncated");
  const response = await post(world);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
  expect(await apps(world)).toBe(1);
});

test("half-json carries the request out and answers half a document as if it were whole", async () => {
  const world = await worldWith("half-json");
  const text = await (await post(world)).text();
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(text).toContain("Once");
  expect(await apps(world)).toBe(1);
});
