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
    reads: count("Requests that only read, those of signing in among them"),
    writes: count("Requests that change something"),
    signIn: count("How many of the reads were for signing in: those need not be GET"),
  })
  .describe("With --from-tenant: requests that reached the live tenant");

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
    file: text("The file, as it was named"),
    digest: text("sha256: and 64 hexadecimal digits: what --confirm-plan takes"),
  })
  .describe("With plan --out: where the plan was kept");

export const runDocument = z
  .strictObject({
    formatVersion,
    command,
    mode: z
      .enum(["dry-run", "apply", "plan", "verify", "undo", "rotate-token"])
      .describe("What was done; a dry run is the whole set-up on a simulated tenant"),
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
      .describe("What it came to: docs/exit-codes.md"),
    steps: list(step).describe("In the order they run"),
    warnings: list(warning).describe("What concerns the users as a whole; what concerns a step stands there"),
    proof: proof.nullable().describe("What was read back from the SCIM server; null when it was not read"),
    undo: list(undone).exactOptional().describe("Only of undo: each change of earlier runs, newest first"),
    requests,
    people: list(prediction).exactOptional().describe("With --from-tenant or --preview: what is said about each user"),
    preview: list(preview).exactOptional().describe("With --preview: what is sent about each named user"),
    savedPlan: savedPlan.exactOptional(),
    errors: list(errorReport).describe("Why the SCIM server could not be read, and what ended the run early"),
    notSimulated: list(z.string())
      .exactOptional()
      .describe("Only of a dry run: what the simulated tenant could not do, one sentence each"),
    cleanup: cleanUp.exactOptional(),
    durationMs: milliseconds("How long it took on this machine"),
    simulatedMs: milliseconds("How long a real tenant would take; 0 outside a dry run"),
  })
  .meta({ id: "run", description: "A dry run, or apply, plan, verify, undo or rotate-token, that came to a tenant" });

/** The document of a run that came to a tenant. */
export type RunDocument = z.output<typeof runDocument>;
