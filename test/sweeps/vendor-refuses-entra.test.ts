import { expect, test } from "vitest";
import { entraIdp } from "../../src/cli/tenants/entra-idp.js";
import { ANSWERS, dialect, MEMBERS, sweepRefusals } from "../support/refusal-sweep.js";

test("a write that the vendor refuses, or swallows, never ends well, and its words are quoted: Entra", async () => {
  const entra = await dialect("Entra", {
    idp: entraIdp,
    template: "total/entra",
    group: "TOTAL-Admin",
    repairsGroups: true,
    writes: [
      ["POST", "Users"],
      ["PATCH", "Users"],
      ["POST", "Groups"],
      ["PATCH", "Groups"],
    ],
  });
  const { ran, wrong } = await sweepRefusals([entra]);
  process.stdout.write(
    `refusal sweep, Entra: ${String(ran)} combinations of write, answer and how members are shown\n`,
  );
  expect(ran).toBe(entra.writes.length * ANSWERS.length * MEMBERS.length);
  expect(wrong).toEqual([]);
}, 1_800_000);
