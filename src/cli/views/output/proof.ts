import { z } from "zod";
import { anyValue, count, list, text } from "./common.js";

const wrong = z
  .strictObject({
    name: text("Sign-in name of the user, name of the group, or both for a membership"),
    id: text("ID on the SCIM server; the IdP's ID when it is not there"),
    state: z
      .enum(["missing", "duplicate", "value", "unexpected", "waiting"])
      .describe("What is wrong on the SCIM server; waiting: not there yet"),
    path: text(
      "SCIM path of the value; provisioning when the server looks right but the IdP reports a failure",
    ).exactOptional(),
    expected: anyValue("The expected value").exactOptional(),
    actual: anyValue("The value on the SCIM server").exactOptional(),
    reason: text("Why, for an administrator to act on"),
  })
  .meta({ id: "wrong", description: "A user, group or membership that is not as expected on the SCIM server" });

const tally = {
  expected: count("How many are expected"),
  found: count("How many are there exactly once, with every expected value"),
  wrong: list(wrong).describe("What is not as expected"),
};

const notExpected = z.strictObject({
  name: text("Sign-in name"),
  reason: text("Why the user will not be provisioned"),
});

export const proof = z
  .strictObject({
    users: z
      .strictObject({
        ...tally,
        notExpected: list(notExpected).describe("Users who will not be provisioned, known before the run"),
      })
      .describe("Users"),
    groups: z.strictObject(tally).describe("Groups"),
    memberships: z
      .strictObject({
        expected: tally.expected,
        found: tally.found,
        wrong: tally.wrong,
        unchecked: count("Expected memberships that the SCIM server cannot show"),
      })
      .describe("Group memberships"),
    unchecked: list(z.string()).describe("What could not be checked on this SCIM server, one sentence each"),
  })
  .meta({ id: "proof", description: "What was read from the SCIM server, compared with what was expected" });

export type ProofJson = z.output<typeof proof>;
