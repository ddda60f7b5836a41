import { join } from "node:path";

/** Where the recorded exchanges with real Okta orgs lie, beside the vendors' descriptions. */
export function recordingBeside(specs: string): string {
  return join(specs, "..", "fixtures", "okta", "okta-recorded.jsonl");
}
