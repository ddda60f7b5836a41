import { EXIT, SetupError } from "../../base/errors.js";

/**
 * The error for a token rotation without an existing set-up.
 *
 * @param what - for example `The app "TOTAL" is not connected to a SCIM server yet`
 */
export function notSetUp(what: string): SetupError {
  return new SetupError({
    code: "not-set-up",
    exitCode: EXIT.failed,
    what: `${what}; nothing was written`,
    why: "rotate-token gives an existing set-up a new token, and does not create anything",
    fix: ["Run apply with the new token first: it sets up what is missing and connects it."],
    refused: true,
  });
}
