import { z } from "zod";
import {
  about,
  command,
  examinedTenant,
  formatVersion,
  list,
  milliseconds,
  noErrors,
  requestCount,
  templateName,
  text,
} from "./common.js";

const check = z
  .strictObject({
    id: text("Stable name of what was looked at"),
    area: z
      .enum(["machine", "network", "inputs", "sign-in", "rights", "tenant", "target"])
      .describe("Where it belongs, in the order in which a run comes by it"),
    status: z
      .enum(["ok", "warning", "failed", "unknown"])
      .describe("How it stands; failed would stop a run, unknown cannot be known from here"),
    what: text("What was found, in one sentence"),
    fix: text("What to do; for rights, who can grant them. Empty where there is nothing to do"),
    code: text("Code of the error that a run would end with").exactOptional(),
    exitCode: z.int().exactOptional().describe("The exit code that a run would end with: docs/exit-codes.md"),
  })
  .meta({ id: "check", description: "One thing that a run needs, and whether it is there" });

export const doctorDocument = z
  .strictObject({
    formatVersion,
    command,
    mode: z.literal("doctor").describe("What was done"),
    template: templateName,
    ...about,
    tenant: examinedTenant,
    outcome: z.enum(["ok", "warnings", "failed"]).describe("The worst of all checks"),
    checks: list(check).describe("Everything that was looked at"),
    requests: z
      .strictObject({
        tenant: requestCount.describe("Requests to the tenant"),
        target: requestCount.describe("Requests to the SCIM server"),
      })
      .describe("How many requests were sent"),
    errors: noErrors,
    durationMs: milliseconds("How long it took"),
  })
  .meta({ id: "doctor", description: "What doctor found" });

/** The document of `doctor`. */
export type DoctorDocument = z.output<typeof doctorDocument>;
