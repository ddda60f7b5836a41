import { z } from "zod";
import { errorReport, formatVersion } from "./common.js";
import { step } from "./step.js";

export const failureDocument = z
  .strictObject({
    formatVersion,
    outcome: z.literal("failed").describe("Always failed"),
    steps: z.array(step).max(0).readonly().describe("Always empty: no step was started"),
    errors: z.array(errorReport).length(1).readonly().describe("The error"),
  })
  .meta({ id: "failure", description: "Any command that failed before its run began" });

/** The document of a command that failed before its run began. */
export type FailureDocument = z.output<typeof failureDocument>;
