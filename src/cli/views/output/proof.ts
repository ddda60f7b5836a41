import { z } from "zod";
import { anyValue, count, list, text } from "./common.js";

const wrongParts = {
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
};

const wrong = z
  .strictObject(wrongParts)
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

const change = z
  .enum(["attribute", "deactivation", "membership", "group-name"])
  .describe(
    "The kind of change: a user gets another value, is deactivated, or leaves a group; a group gets another name",
  );

const wrongChange = z.strictObject({
  change,
  ...wrongParts,
  request: z
    .strictObject({
      method: text("HTTP method"),
      path: text("Path with query, from the root of the SCIM server"),
      body: anyValue("Body as sent; of lists, the first five items").exactOptional(),
      status: count("Status of the answer; 0 without an answer"),
      answer: anyValue("Body of the answer; of lists, the first five items").exactOptional(),
    })
    .exactOptional()
    .describe("The request that decided about the change; absent when none was sent"),
  seen: text("What an administrator finds about it in the console of the IdP"),
  fix: text("How to fix it, where the cause is known").exactOptional(),
  lostMemberships: list(z.string())
    .describe("Group memberships, each as group / user, that were gone when the change itself had arrived")
    .exactOptional(),
});

const changes = z
  .strictObject({
    expected: count("How many changes were made in the simulated tenant"),
    found: count("How many of them the SCIM server shows"),
    wrong: list(wrongChange).describe("Changes that did not arrive, or removed other memberships"),
    made: list(
      z.strictObject({
        change,
        name: text("Sign-in name of the user, name of the group before the change, or both for a membership"),
        path: text("SCIM path of the changed value"),
        value: anyValue("The value after the change; null when it must be gone"),
      }),
    ).describe("The changes that were made"),
    notMade: list(z.strictObject({ change, reason: text("Why") })).describe("Changes that were left out"),
  })
  .meta({ id: "changes", description: "Changes of users and groups after the set-up, in a dry run" });

export type ChangesJson = z.output<typeof changes>;

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
    changes: changes.exactOptional(),
  })
  .meta({ id: "proof", description: "What was read from the SCIM server, compared with what was expected" });

export type ProofJson = z.output<typeof proof>;
