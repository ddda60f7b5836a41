import { z } from "zod";
import { doctorDocument } from "./doctor.js";
import { failureDocument } from "./failure.js";
import { reportDocument } from "./report.js";
import { runDocument } from "./run.js";
import { runbookDocument } from "./runbook.js";
import { setupsForgetDocument, setupsListDocument, setupsShowDocument } from "./setups.js";
import { sandboxReady, targetReady } from "./server.js";
import { templateListDocument, templateShowDocument, templateValidateDocument } from "./template.js";
import { versionDocument } from "./version.js";

/** Every JSON document that the command line prints. Unknown members are refused, so everything printed is described. */
export const outputSchema = z.union([
  runDocument,
  doctorDocument,
  runbookDocument,
  failureDocument,
  reportDocument,
  templateListDocument,
  templateShowDocument,
  templateValidateDocument,
  setupsListDocument,
  setupsShowDocument,
  setupsForgetDocument,
  sandboxReady,
  targetReady,
  versionDocument,
]);
