import { z } from "zod";
import { anyValue, count, list, text } from "./common.js";

export const prediction = z
  .strictObject({
    name: text("Sign-in name"),
    arrives: z.boolean().describe("Whether the user arrives on the simulated SCIM server"),
    reason: text("Why not, or what is wrong with a user who arrives").exactOptional(),
    doubts: list(z.string()).exactOptional().describe("What may go wrong on the vendor's own SCIM server"),
    payload: anyValue("Body of the request that creates the user").exactOptional(),
  })
  .meta({ id: "prediction", description: "What a dry run predicts for one user" });

export type PredictionJson = z.output<typeof prediction>;

const sentRequest = z.strictObject({
  method: text("HTTP method"),
  path: text("Path with query, from the root of the SCIM server"),
  body: anyValue("Body as sent, without members who are other users"),
  otherMembers: count("How many members were left out of the body").exactOptional(),
});

const explainedValue = z.strictObject({
  path: text('SCIM path, for example emails[type eq "work"].value'),
  value: anyValue("The value that is sent"),
  source: text("Where it comes from, in words or as the IdP's expression, for example user.firstName"),
});

export const preview = z
  .strictObject({
    person: text("Sign-in name"),
    reason: text("Why nothing is sent, or why the requests have no effect").exactOptional(),
    requests: list(sentRequest).describe("The requests to the SCIM server for this user, in order"),
    values: list(explainedValue).describe("Where each value comes from"),
  })
  .meta({ id: "preview", description: "What is sent for one user" });

export type PreviewJson = z.output<typeof preview>;

const created = {
  type: z.enum(["person", "group"]).describe("A user or a group"),
  name: text("Sign-in name, or name of the group"),
  id: text("ID on the SCIM server; absent when its answer had none").exactOptional(),
};

export const cleanUp = z
  .strictObject({
    target: text("Address of the SCIM server"),
    removed: list(z.strictObject(created)).describe("What was removed"),
    left: list(z.strictObject({ ...created, reason: text("Why it is still there") })).describe("What is still there"),
  })
  .meta({
    id: "cleanup",
    description: "What a dry run with --target-url created on that SCIM server, removed or left",
  });

export type CleanUpJson = z.output<typeof cleanUp>;
