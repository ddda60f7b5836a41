import type { ModelError } from "@okta/okta-sdk-nodejs/src/types/generated/models/all.js";
import type { Added } from "../../../http/wire-types.js";

/* Where Okta answers something else than the models of its SDK (@okta/okta-sdk-nodejs 8.1) declare. */

/** What of any refusal is read, whether the API or an authorization server in front of it answers. */
export type ErrorAnswer = Added<ModelError, { error_description?: string }, "RFC 6749, 5.2: errors of OAuth">;
