import { z } from "zod";
import { anyValue, count, list, text } from "./common.js";

export const prediction = z
  .strictObject({
    name: text("Sign-in name"),
    arrives: z.boolean().describe("Whether the user comes to the simulated SCIM server"),
    reason: text("Why not, or what is not right about a user who does").exactOptional(),
    doubts: list(z.string()).exactOptional().describe("What may be wrong at the vendor's own SCIM server"),
    payload: anyValue("Body of the request that creates the user").exactOptional(),
  })
  .meta({ id: "prediction", description: "What a rehearsal says about one user" });

export type PredictionJson = z.output<typeof prediction>;

const sentRequest = z.strictObject({
  method: text("HTTP method"),
  path: text("Path with query, from the root of the SCIM server"),
  body: anyValue("Body as sent, without members who are other people"),
  otherMembers: count("How many members were left out of the body").exactOptional(),
});

const explainedValue = z.strictObject({
  path: text('SCIM path, as emails[type eq "work"].value'),
  value: anyValue("The value that is sent"),
  source: text("Where it comes from, in words or in the IdP's own language, as user.firstName"),
});

export const preview = z
  .strictObject({
    person: text("Sign-in name"),
    reason: text("Why nothing is sent, or why what is sent does not help").exactOptional(),
    requests: list(sentRequest).describe("What the SCIM server gets because of this user, in order"),
    values: list(explainedValue).describe("Where each value comes from"),
  })
  .meta({ id: "preview", description: "What is sent about one user" });

export type PreviewJson = z.output<typeof preview>;

const created = {
  type: z.enum(["person", "group"]).describe("A user or a group"),
  name: text("Sign-in name, or name of the group"),
  id: text("The SCIM server's id; absent when its answer told none").exactOptional(),
};

export const cleanUp = z
  .strictObject({
    target: text("Address of the SCIM server"),
    removed: list(z.strictObject(created)).describe("What was removed again"),
    left: list(z.strictObject({ ...created, reason: text("Why it is still there") })).describe("What is still there"),
  })
  .meta({ id: "cleanup", description: "What became of what a dry run created at a SCIM server of somebody else's" });

export type CleanUpJson = z.output<typeof cleanUp>;
