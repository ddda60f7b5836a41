import { z } from "zod";
import {
  about,
  command,
  count,
  errorReport,
  formatVersion,
  list,
  milliseconds,
  requestCount,
  templateName,
  tenant,
  text,
  warning,
} from "./common.js";
import { proof } from "./proof.js";
import { cleanUp, prediction, preview } from "./rehearsal.js";
import { step, undone } from "./step.js";

const scimRequests = z
  .strictObject({
    GET: count("GET requests"),
    POST: count("POST requests"),
    PUT: count("PUT requests"),
    PATCH: count("PATCH requests"),
    DELETE: count("DELETE requests"),
  })
  .describe("Requests that the simulated IdP sent to the SCIM server; zeros outside a dry run");

const liveRequests = z
  .strictObject({
    reads: count("Requests that only read, including sign-in"),
    writes: count("Requests that change something"),
    signIn: count("How many of the reads were for sign-in, which may not be GET"),
  })
  .describe("With --from-tenant: requests to the live tenant");

const requests = z
  .strictObject({
    tenant: requestCount.describe("Requests that the command itself sent to the tenant"),
    scim: scimRequests,
    target: requestCount.describe("Requests that the command itself sent to the SCIM server"),
    live: liveRequests.exactOptional(),
  })
  .describe("How many requests were sent");

const savedPlan = z
  .strictObject({
    file: text("The file, as named on the command line"),
    digest: text("sha256: and 64 hexadecimal digits: the value for --confirm-plan"),
  })
  .describe("With plan --out: the saved plan");

export const runDocument = z
  .strictObject({
    formatVersion,
    command,
    mode: z
      .enum(["dry-run", "apply", "plan", "verify", "undo", "rotate-token"])
      .describe("What was run; dry-run is the whole setup on a simulated tenant"),
    template: templateName,
    ...about,
    tenant,
    outcome: z
      .enum([
        "applied",
        "unchanged",
        "changes-pending",
        "console-pending",
        "unproven",
        "arriving",
        "failed",
        "interrupted",
      ])
      .describe("The result: docs/exit-codes.md"),
    steps: list(step).describe("The steps in execution order"),
    warnings: list(warning).describe("Warnings about the users as a whole; warnings about a step are in that step"),
    proof: proof.nullable().describe("What was read from the SCIM server; null when it was not read"),
    undo: list(undone).exactOptional().describe("Only with undo: each change of earlier runs, newest first"),
    requests,
    people: list(prediction).exactOptional().describe("With --from-tenant or --preview: the prediction for each user"),
    preview: list(preview).exactOptional().describe("With --preview: what is sent for each named user"),
    savedPlan: savedPlan.exactOptional(),
    errors: list(errorReport).describe("Errors that ended the run, or kept the SCIM server from being read"),
    notSimulated: list(z.string())
      .exactOptional()
      .describe("Only in a dry run: what could not be simulated, one sentence each"),
    cleanup: cleanUp.exactOptional(),
    durationMs: milliseconds("Duration of the command on this machine"),
    simulatedMs: milliseconds("Time that a real tenant would take; 0 outside a dry run"),
  })
  .meta({ id: "run", description: "A dry run, apply, plan, verify, undo or rotate-token that reached a tenant" });

/** The document of a run that reached a tenant. */
export type RunDocument = z.output<typeof runDocument>;
