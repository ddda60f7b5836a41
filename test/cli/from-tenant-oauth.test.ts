import { expect, test } from "vitest";
import { keyFile, makeKey, startOAuthWorld } from "../support/okta-oauth-world.js";
import { unwrapped } from "../support/unwrapped.js";

test("a service app that may read groups, and nothing else, is enough; its sign-in is told apart from the reads", async () => {
  const key = await makeKey("ec", "ec-1");
  const clientId = "0oaservice1";
  const scopes = ["okta.groups.read"] as const;
  const world = await startOAuthWorld([{ kind: "service", clientId, keys: [key.publicJwk], scopes }]);
  const args = ["--okta-client-id", clientId, "--private-key-file", await keyFile(key, "pkcs8"), "--dry-run"];
  const { document, code, everything, stderr } = await world.run([...args, "--from-tenant"]);
  expect(document.errors).toEqual([]);
  expect(code).toBe(0);
  const { reads = 0, writes, signIn = 0 } = document.requests.live ?? {};
  expect(writes).toBe(0);
  expect(signIn).toBe(1);
  expect(reads).toBeGreaterThan(2);
  expect(world.sandbox.tenantRequests().writes).toBe(0);
  expect(document.people?.every(({ arrives }) => arrives)).toBe(true);
  expect(document.people).not.toEqual([]);
  expect(unwrapped(stderr)).toMatch(/your org was only read \(\d+ GET requests, and 1 to sign in\)\. Next, /);
  expect(everything).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/);
});
