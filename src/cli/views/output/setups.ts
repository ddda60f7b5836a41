import { z } from "zod";
import { count, formatVersion, idp, list, noErrors, templateName, text } from "./common.js";

const head = { formatVersion, command: z.literal("setups").describe("The command that was run") };

const run = z
  .strictObject({
    at: text("When it began: ISO 8601, UTC"),
    action: text("What was run: apply, undo or rotate-token; absent for a run that was cut off").exactOptional(),
    outcome: text("How it ended; absent for a run that was cut off").exactOptional(),
    signedInAs: text("Who was signed in, where the IdP told it").exactOptional(),
    changes: count("How many changes it made or undid"),
  })
  .meta({ id: "setupRun", description: "An earlier run that wrote to the tenant" });

const remembered = {
  name: text("Name of the set-up, for setups show and setups forget"),
  idp,
  tenant: z
    .strictObject({
      url: text("Address of the tenant"),
      id: text("The tenant's ID"),
      name: text("The tenant's name, where the IdP gives it").exactOptional(),
      domain: text("Entra: the domain that named it").exactOptional(),
      cloud: text("Entra: the Microsoft cloud").exactOptional(),
    })
    .describe("The tenant"),
  template: templateName,
  templateFile: text("Path of a template of your own").exactOptional(),
  app: z
    .strictObject({
      id: text("ID of the app"),
      name: text("Its name in the last run"),
      chosen: z.boolean().describe("Whether it was chosen with --app-id or --new-app"),
    })
    .describe("The app that was set up"),
  inputs: z
    .record(z.string(), z.union([z.string(), list(z.string())]))
    .readonly()
    .describe("The inputs by their names, without secrets"),
  signIn: text("Sign-in method, as --sign-in names it; token-file is a ready access token"),
  allowUnchecked: list(z.enum(["users", "memberships"])).describe("What may stay unverified"),
  rememberedAt: text("When it was first remembered: ISO 8601, UTC"),
  updatedAt: text("When a run last updated it: ISO 8601, UTC"),
  lastRun: run.nullable().describe("The last run that wrote to the tenant, from its journal; null when there is none"),
};

const change = z.strictObject({
  action: z.enum(["create", "update", "start", "delete", "undo"]).describe("What happened to the resource"),
  type: text("Type of the resource, for example group-push-mapping"),
  name: text("Its display name"),
});

export const setupsListDocument = z
  .strictObject({
    ...head,
    setups: list(z.strictObject(remembered)).describe("All set-ups that this machine remembers, oldest first"),
    errors: noErrors,
  })
  .meta({ id: "setupsList", description: "All remembered set-ups" });

export const setupsShowDocument = z
  .strictObject({
    ...head,
    setup: z.strictObject(remembered).describe("The set-up"),
    history: list(
      z.strictObject({ ...run.shape, changed: list(change).describe("The changes, in their order") }),
    ).describe("The runs that wrote to the tenant, newest first"),
    errors: noErrors,
  })
  .meta({ id: "setupsShow", description: "One remembered set-up and its history" });

export const setupsForgetDocument = z
  .strictObject({
    ...head,
    outcome: z.literal("forgotten").describe("Always forgotten: a failure has its own document"),
    setup: text("Name of the set-up"),
    errors: noErrors,
  })
  .meta({ id: "setupsForget", description: "A set-up is no longer remembered" });

/** One set-up of `setups list`. */
export type SetupEntry = z.output<typeof setupsListDocument>["setups"][number];
/** One run of its history. */
export type SetupRunEntry = z.output<typeof setupsShowDocument>["history"][number];
/** The documents of `setups`. */
export type SetupsDocument =
  z.output<typeof setupsListDocument> | z.output<typeof setupsShowDocument> | z.output<typeof setupsForgetDocument>;
