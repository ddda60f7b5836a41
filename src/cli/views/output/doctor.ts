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
    id: text("Stable name of the check"),
    area: z
      .enum(["machine", "network", "inputs", "sign-in", "rights", "tenant", "target"])
      .describe("Area of the check, in the order of a run"),
    status: z
      .enum(["ok", "warning", "failed", "unknown"])
      .describe(
        "Result of the check; failed: a run would stop; unknown: not checked, or not possible to check from here",
      ),
    what: text("What was found, in one sentence"),
    fix: text("How to fix it; for rights, who can grant them. Empty when nothing needs fixing"),
    code: text("Code of the error or warning that a run would report").exactOptional(),
    exitCode: z.int().exactOptional().describe("Exit code of a run that would fail because of it: docs/exit-codes.md"),
  })
  .meta({ id: "check", description: "A check of something that a run needs" });

export const doctorDocument = z
  .strictObject({
    formatVersion,
    command,
    mode: z.literal("doctor").describe("What was run"),
    template: templateName,
    ...about,
    tenant: examinedTenant,
    outcome: z.enum(["ok", "warnings", "failed"]).describe("The worst result of all checks"),
    checks: list(check).describe("All checks"),
    requests: z
      .strictObject({
        tenant: requestCount.describe("Requests to the tenant"),
        target: requestCount.describe("Requests to the SCIM server"),
      })
      .describe("How many requests were sent"),
    errors: noErrors,
    durationMs: milliseconds("Duration of the command"),
  })
  .meta({ id: "doctor", description: "What doctor found" });

/** The document of `doctor`. */
export type DoctorDocument = z.output<typeof doctorDocument>;
