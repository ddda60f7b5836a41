import { expect, test } from "vitest";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import { ANSWERS, dialect, MEMBERS, sweepRefusals } from "../support/refusal-sweep.js";

test("a write that the vendor refuses, or swallows, never ends well, and its words are quoted: Okta", async () => {
  const dialects = [
    await dialect("Okta, custom app", {
      idp: oktaIdp,
      template: "total/okta",
      group: "TOTAL-Admin",
      repairsGroups: true,
      writes: [
        ["POST", "Users"],
        ["PUT", "Users"],
        ["POST", "Groups"],
        ["PUT", "Groups"],
      ],
    }),
    await dialect("Okta, catalog app", {
      idp: oktaIdp,
      template: "senhasegura/okta-catalog",
      group: "Vendors",
      repairsGroups: true,
      writes: [
        ["POST", "Users"],
        ["PUT", "Users"],
        ["POST", "Groups"],
        ["PATCH", "Groups"],
      ],
    }),
  ];
  const { ran, wrong } = await sweepRefusals(dialects);
  process.stdout.write(`refusal sweep, Okta: ${String(ran)} combinations of write, answer and how members are shown\n`);
  expect(ran).toBe(dialects.length * 4 * ANSWERS.length * MEMBERS.length);
  expect(wrong).toEqual([]);
}, 1_800_000);
