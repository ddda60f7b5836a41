import { z } from "zod";
import { command, formatVersion, noErrors, templateName, text } from "./common.js";

export const runbookDocument = z
  .strictObject({
    formatVersion,
    command,
    mode: z.literal("runbook").describe("What was done"),
    template: templateName,
    markdown: text("The guide as Markdown with check-boxes, for a person at the console"),
    errors: noErrors,
  })
  .meta({ id: "runbook", description: "The guide, to be carried out by hand" });

/** The document of `runbook`. */
export type RunbookDocument = z.output<typeof runbookDocument>;
