import type { ENTRA_ERRORS } from "./entra-errors.js";
import type { GRAPH_REFUSALS } from "./graph-refusals.js";
import type { INPUT_ERRORS } from "./input-errors.js";
import type { OKTA_ERRORS } from "./okta-errors.js";
import type { OKTA_REFUSALS } from "./okta-refusals.js";
import type { PEOPLE_FILE_ERRORS } from "./people-file-errors.js";
import type { RUN_ERRORS } from "./run-errors.js";
import type { TARGET_ERRORS } from "./target-errors.js";
import type { TENANT_ERRORS } from "./tenant-errors.js";

// Only types: no error needs the registry at run time, so the command line starts without loading it.

/**
 * Every error code with its entry. A new code goes into exactly one file of this folder. Take the first that fits:
 *
 * | what raises the error                                                        | file                  |
 * | ---------------------------------------------------------------------------- | --------------------- |
 * | Okta's API refuses a request (one code for each kind of refusal)             | okta-refusals.ts      |
 * | Microsoft Graph refuses a request (one code for each kind of refusal)        | graph-refusals.ts     |
 * | the CSV file of `--people`                                                   | people-file-errors.ts |
 * | the command line, an input, a template, another file, the token endpoint     | input-errors.ts       |
 * | the SCIM server, or the connection to it                                     | target-errors.ts      |
 * | a step or the sign-in, on Okta only                                          | okta-errors.ts        |
 * | a step or the sign-in, on Entra only                                         | entra-errors.ts       |
 * | a step, on both: rights, the app, its groups                                 | tenant-errors.ts      |
 * | the run itself: plans, approvals, journal, locks, safeguards, defects        | run-errors.ts         |
 *
 * Warnings go into warnings.ts, events into src/setup/model/event-codes.ts. Then `npm run docs` writes the pages.
 */
export type ErrorRegistry = typeof ENTRA_ERRORS &
  typeof GRAPH_REFUSALS &
  typeof INPUT_ERRORS &
  typeof OKTA_ERRORS &
  typeof OKTA_REFUSALS &
  typeof PEOPLE_FILE_ERRORS &
  typeof RUN_ERRORS &
  typeof TARGET_ERRORS &
  typeof TENANT_ERRORS;

/** The stable code of an error. A code without an entry does not compile. */
export type ErrorCode = keyof ErrorRegistry;
