import { z } from "zod";
import { command, formatVersion, noErrors, templateName, text } from "./common.js";

export const runbookDocument = z
  .strictObject({
    formatVersion,
    command,
    mode: z.literal("runbook").describe("What was run"),
    template: templateName,
    markdown: text("The guide as Markdown with check boxes, for an administrator in the console"),
    errors: noErrors,
  })
  .meta({ id: "runbook", description: "The guide as a document, for an administrator who works in the console" });

/** The document of `runbook`. */
export type RunbookDocument = z.output<typeof runbookDocument>;
