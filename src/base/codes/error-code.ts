import type { ENTRA_ERRORS } from "./entra-errors.js";
import type { GRAPH_REFUSALS } from "./graph-refusals.js";
import type { INPUT_ERRORS } from "./input-errors.js";
import type { OKTA_ERRORS } from "./okta-errors.js";
import type { OKTA_REFUSALS } from "./okta-refusals.js";
import type { PEOPLE_FILE_ERRORS } from "./people-file-errors.js";
import type { RUN_ERRORS } from "./run-errors.js";
import type { TARGET_ERRORS } from "./target-errors.js";
import type { TENANT_ERRORS } from "./tenant-errors.js";

// Only types: at run time no error needs the registry, so starting up does not load it.

/** Every error code with its entry. */
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
