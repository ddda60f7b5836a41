import type { RunDocument } from "../../src/cli/views/output/run.js";
import { heldDocument } from "./held-document.js";

/** The JSON document of `--json`, as of a run that came to a tenant. */
export type SetupDocument = RunDocument;

/** The one document on standard output; anything beside it makes this throw, and so does what its schema does not describe. */
export function documentIn(stdout: string): SetupDocument {
  return heldDocument(stdout) as SetupDocument;
}
