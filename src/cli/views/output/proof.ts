import { z } from "zod";
import { anyValue, count, list, text } from "./common.js";

const wrong = z
  .strictObject({
    name: text("Sign-in name of the user, name of the group, or both for a membership"),
    id: text("The SCIM server's id where it is there, else the IdP's"),
    state: z
      .enum(["missing", "duplicate", "value", "unexpected", "waiting"])
      .describe("How it stands on the SCIM server; waiting: still on its way"),
    path: text(
      "SCIM path of the value; provisioning where the server looks right and the IdP has failed all the same",
    ).exactOptional(),
    expected: anyValue("The value that was expected").exactOptional(),
    actual: anyValue("The value that the SCIM server has").exactOptional(),
    reason: text("Why, in words that an administrator can act on"),
  })
  .meta({ id: "wrong", description: "Something on the SCIM server that is not as expected" });

const tally = {
  expected: count("How many are expected"),
  found: count("How many are there exactly once, with every promised value right"),
  wrong: list(wrong).describe("What is not as expected"),
};

const notExpected = z.strictObject({
  name: text("Sign-in name"),
  reason: text("Why the user does not arrive"),
});

export const proof = z
  .strictObject({
    users: z
      .strictObject({ ...tally, notExpected: list(notExpected).describe("Who will not arrive, known beforehand") })
      .describe("Users"),
    groups: z.strictObject(tally).describe("Groups"),
    memberships: z
      .strictObject({
        expected: tally.expected,
        found: tally.found,
        wrong: tally.wrong,
        unchecked: count("Expected memberships of which the SCIM server shows nothing, by no way that it has"),
      })
      .describe("Who is in which group"),
    unchecked: list(z.string()).describe("What this SCIM server cannot be asked, one sentence each"),
  })
  .meta({ id: "proof", description: "What was read back from the SCIM server, against what was expected" });

export type ProofJson = z.output<typeof proof>;
