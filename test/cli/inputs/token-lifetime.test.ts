import { expect, test } from "vitest";
import { entraIdp } from "../../../src/cli/tenants/entra-idp.js";
import { oktaIdp } from "../../../src/cli/tenants/okta-idp.js";
import { lifetimeWarning } from "../../../src/cli/inputs/fetch-token.js";

const token = { prompt: "Access token" };
const okta = { idp: oktaIdp, waitMs: undefined } as const;
const entra = { idp: entraIdp, waitMs: undefined } as const;

test.each([
  ["five minutes are over before the first sync", 300, okta, "token-short-lived"],
  ["half an hour is over before Entra's first cycle", 1800, entra, "token-short-lived"],
  ["half an hour does for Okta's first sync, and ends after it", 1800, okta, "token-expires"],
  ["an hour is too short for a run that waits two", 3600, { ...okta, waitMs: 7_200_000 }, "token-short-lived"],
  ["a year is nothing to tell", 365 * 86_400, okta, undefined],
] as const)("%s", (_name, seconds, options, code) => {
  expect(lifetimeWarning(token, seconds, options)?.code).toBe(code);
});

test("where the endpoint says nothing, the life that was asked for counts, and without one nothing is said", () => {
  expect(lifetimeWarning({ ...token, ttlMinutes: 60 }, undefined, okta)?.message).toContain("expires in 60 min");
  expect(lifetimeWarning({ ...token, ttlMinutes: 60 }, 86_400, okta)?.message).toContain("expires in 24 h");
  expect(lifetimeWarning(token, undefined, okta)).toBeUndefined();
});
