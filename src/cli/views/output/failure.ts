import { z } from "zod";
import { errorReport, formatVersion } from "./common.js";
import { step } from "./step.js";

export const failureDocument = z
  .strictObject({
    formatVersion,
    outcome: z.literal("failed").describe("Always failed"),
    steps: z.array(step).max(0).readonly().describe("Always empty: no step was begun"),
    errors: z.array(errorReport).length(1).readonly().describe("The one reason"),
  })
  .meta({ id: "failure", description: "A command that failed before it knew more, whichever command it was" });

/** The document of a command that failed before it knew more. */
export type FailureDocument = z.output<typeof failureDocument>;
