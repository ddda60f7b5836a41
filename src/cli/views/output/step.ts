import { z } from "zod";
import { anyValue, count, list, resource, text, warning } from "./common.js";

const field = z
  .strictObject({
    path: text("Field of the resource, as the vendor's API names it"),
    before: anyValue("The value in the tenant now, or before the run; null means absent"),
    after: anyValue("The new value; null means absent, or not known yet"),
    knownAfterApply: z
      .literal(true)
      .exactOptional()
      .describe("The tenant decides the new value during apply; after is null until then"),
  })
  .meta({ id: "fieldChange", description: "One field that a change touches" });

const change = z
  .strictObject({
    action: z.enum(["create", "update", "start", "delete"]).describe("What happens to the resource"),
    resource,
    fields: list(field).describe("The fields that change"),
    note: text("What the change means, in one line").exactOptional(),
  })
  .meta({ id: "change", description: "A change that a step makes, or would make, in the tenant" });

const consoleField = z.strictObject({
  label: text("Label on the form of the console"),
  value: text("The value to enter; absent for a secret").exactOptional(),
  secret: z.literal(true).exactOptional().describe("The value is a secret and is not shown"),
  alsoCalled: text("Name of the field in the vendor's guide, or on the console's other form").exactOptional(),
  note: text("A note on filling it in").exactOptional(),
});

const consoleStop = z
  .strictObject({
    url: text("Address of the page in the console"),
    clicks: list(z.string()).describe("What to do there, in order, one click or input each"),
    fields: list(consoleField).describe("The fields to fill in"),
    notes: list(z.string()).describe("What to do if the console looks different, one hint each"),
    minutes: z.number().nonnegative().describe("Approximate time that it takes, in minutes"),
    missing: list(z.string())
      .exactOptional()
      .describe("What was still missing in the tenant when the wait ended, in the vendor's words"),
    sharedWith: text("ID of the step whose manual step also covers this one").exactOptional(),
    startedAt: text("When the run first waited for it: ISO 8601, UTC; simulated in a dry run").exactOptional(),
    endedAt: text("When that wait ended; absent when the run was stopped before").exactOptional(),
  })
  .meta({ id: "console", description: "A manual step: the part of a step that no public API can do" });

const drift = z
  .strictObject({
    resource,
    path: text("Field of the resource; absent for the resource as a whole").exactOptional(),
    state: z
      .enum(["changed", "missing", "unchecked"])
      .describe("What is different; unchecked is no drift: it was not compared"),
    expected: anyValue("The value in the guide"),
    actual: anyValue("The value in the tenant; null means absent"),
    mend: z
      .enum(["apply", "console", "by-hand"])
      .describe(
        "Who fixes it: apply by itself, an administrator at its manual step, or an administrator in the console",
      ),
    what: text("The difference in one sentence"),
    fix: text("How to fix it").exactOptional(),
    code: text("Code of the related warning or error").exactOptional(),
  })
  .meta({
    id: "drift",
    description: "A difference between the tenant and the guide, or something that was not compared",
  });

export const step = z
  .strictObject({
    id: text("Name of the step in the template"),
    guide: text("Section of the vendor's guide, for example 3.4"),
    title: text("In the words of the vendor's guide"),
    status: z
      .enum(["applied", "unchanged", "pending", "console", "unchecked", "skipped", "failed"])
      .describe("State of the step; pending: it has changes that are not written; console: it waits for a manual step"),
    changes: list(change).describe("Changes that were made, or would be made"),
    console: consoleStop.exactOptional(),
    notes: list(z.string()).exactOptional().describe("What the guide asks for that no step can do or check"),
    warnings: list(warning).describe("Warnings about this step"),
    found: list(z.string()).describe("What exists already, one sentence each"),
    unchecked: list(z.string()).describe("What cannot be read back, one sentence each"),
    pending: list(z.string()).describe("What the IdP is still working on, one sentence each"),
    drift: list(drift).exactOptional().describe("Only with verify; empty when nothing has drifted"),
  })
  .meta({ id: "step", description: "One step of the template" });

/** One step. */
export type StepJson = z.output<typeof step>;
export type ChangeJson = z.output<typeof change>;
export type ConsoleJson = z.output<typeof consoleStop>;
export type DriftJson = z.output<typeof drift>;
export type WarningJson = z.output<typeof warning>;

export const undone = z
  .strictObject({
    key: text("Key of the change in the journal"),
    step: text("ID of the step that made it"),
    resource,
    state: z
      .enum(["undo", "undone", "changed", "kept", "unconfirmed", "declined", "skipped", "unknown"])
      .describe(
        "undo: it is, or would be, undone; undone: nothing of it is left; changed: it was changed since; kept: it stays; unconfirmed: deleting it needs --confirm; declined: the answer was no; skipped: its step was skipped; unknown: not known whether it was made",
      ),
    what: text("What is done or was found, and why, in one sentence"),
    people: count("How many users it deactivates on the SCIM server").exactOptional(),
  })
  .meta({ id: "undoneChange", description: "A change of an earlier run, and what undo does with it" });

export type UndoneJson = z.output<typeof undone>;
