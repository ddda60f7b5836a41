import { z } from "zod";
import { count, formatVersion, noErrors, text } from "./common.js";

export const reportDocument = z
  .strictObject({
    formatVersion,
    command: z.literal("report").describe("The command that was run"),
    outcome: z.literal("written").describe("Always written: failures are told in a document of their own"),
    file: text("Where the report was written"),
    bytes: count("How large it is"),
    errors: noErrors,
  })
  .meta({ id: "report", description: "A report was made of an earlier run's document" });

/** The document of `report`. */
export type ReportWritten = z.output<typeof reportDocument>;
