import { EXIT, SetupError } from "../../base/errors.js";

/**
 * What says that a new token has nowhere to go.
 *
 * @param what - as `The app "TOTAL" is not connected to a target yet`
 */
export function notSetUp(what: string): SetupError {
  return new SetupError({
    code: "not-set-up",
    exitCode: EXIT.failed,
    what: `${what}; nothing was written`,
    why: "rotate-token gives an existing set-up a new token, and makes nothing",
    fix: ["Run apply with the new token first: it sets up what is missing, and connects it."],
    refused: true,
  });
}
