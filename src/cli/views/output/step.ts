import { z } from "zod";
import { anyValue, count, list, resource, text, warning } from "./common.js";

const field = z
  .strictObject({
    path: text("Where in the resource, as the vendor's API names it"),
    before: anyValue("The value that the tenant has now, or had before the run; null stands for absent"),
    after: anyValue("The value that the tenant gets; null stands for absent, or for not known yet"),
    knownAfterApply: z
      .literal(true)
      .exactOptional()
      .describe("Only the tenant can tell the new value, when it has made it: then after is null"),
  })
  .meta({ id: "fieldChange", description: "One field that a change touches" });

const change = z
  .strictObject({
    action: z.enum(["create", "update", "start", "delete"]).describe("What is done with the resource"),
    resource,
    fields: list(field).describe("The fields that change"),
    note: text("What the change means, in one line").exactOptional(),
  })
  .meta({ id: "change", description: "One thing that a step does, or would do, in the tenant" });

const consoleField = z.strictObject({
  label: text("Label on the form of the console"),
  value: text("What to enter; absent for a secret").exactOptional(),
  secret: z.literal(true).exactOptional().describe("The value is a secret, and not told here"),
  alsoCalled: text("What the vendor's guide, or the other form of the console, calls the field").exactOptional(),
  note: text("What to know when filling it in").exactOptional(),
});

const consoleStop = z
  .strictObject({
    url: text("Where in the console"),
    clicks: list(z.string()).describe("What to do there, in order, one click or input each"),
    fields: list(consoleField).describe("What to fill in"),
    notes: list(z.string()).describe("What to do when the console looks different, one hint each"),
    minutes: z.number().nonnegative().describe("About how long a person needs, in minutes"),
    missing: list(z.string())
      .exactOptional()
      .describe("What the tenant did not show when the wait ended, in the vendor's words"),
    sharedWith: text("Id of the step whose manual part covers this one, too").exactOptional(),
    startedAt: text("When the run first waited for it: ISO 8601, UTC; simulated in a dry run").exactOptional(),
    endedAt: text("When that wait ended; absent when the run was stopped before").exactOptional(),
  })
  .meta({ id: "console", description: "The part of a step that no public API can do: a person does it" });

const drift = z
  .strictObject({
    resource,
    path: text("Where in the resource; absent when it is the resource as a whole").exactOptional(),
    state: z
      .enum(["changed", "missing", "unchecked"])
      .describe("How it stands; unchecked is no drift, and says what was not compared"),
    expected: anyValue("The guide's value"),
    actual: anyValue("The tenant's value; null stands for absent"),
    mend: z
      .enum(["apply", "console", "by-hand"])
      .describe("Who mends it: a run by itself, a person at the manual part of a run, or a person by hand"),
    what: text("The same in one sentence"),
    fix: text("What to do about it").exactOptional(),
    code: text("Code of the warning or error behind it").exactOptional(),
  })
  .meta({
    id: "drift",
    description: "Something in the tenant that is not as the guide says, or that was not compared",
  });

export const step = z
  .strictObject({
    id: text("Name of the step in the template"),
    guide: text("Section of the vendor's guide, as 3.4"),
    title: text("In the words of the vendor's guide"),
    status: z
      .enum(["applied", "unchanged", "pending", "console", "unchecked", "skipped", "failed"])
      .describe("How the step stands; pending: it has changes that are not written"),
    changes: list(change).describe("What was written, or would be"),
    console: consoleStop.exactOptional(),
    notes: list(z.string()).exactOptional().describe("What the guide asks that no step can do or check"),
    warnings: list(warning).describe("What to know of this step"),
    found: list(z.string()).describe("What is there already, one sentence each"),
    unchecked: list(z.string()).describe("What cannot be read back, one sentence each"),
    pending: list(z.string()).describe("What the IdP is still working on by itself, one sentence each"),
    drift: list(drift).exactOptional().describe("Only of verify; empty when nothing has drifted"),
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
    key: text("The name of the change in the journal"),
    step: text("Id of the step that made it"),
    resource,
    state: z
      .enum(["undo", "undone", "changed", "kept", "unconfirmed", "declined", "skipped", "unknown"])
      .describe(
        "undo: it is, or would be, taken back; undone: nothing of it is left; changed: somebody changed it since; kept: it stays; unconfirmed: its deletion wants --confirm; declined: a person said no; skipped: its step was left out; unknown: nobody knows whether it was made",
      ),
    what: text("What is done or was found, and why, in one sentence"),
    people: count("How many people it deactivates at the vendor").exactOptional(),
  })
  .meta({ id: "undoneChange", description: "One change of an earlier run, and what an undo does about it" });

export type UndoneJson = z.output<typeof undone>;
