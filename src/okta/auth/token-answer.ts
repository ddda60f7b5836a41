import { EXIT, SetupError } from "../../base/errors.js";

/** The org's own authorization server: the Management API accepts only its tokens. */
export const TOKEN_PATH = "/oauth2/v1/token";

/** The error for an answer of 200 without a token. */
export function noTokenError(): SetupError {
  return new SetupError({
    code: "okta-answer-unexpected",
    exitCode: EXIT.failed,
    what: 'Okta\'s answer to "sign in" does not have the documented shape',
    why: "the answer reports success but contains no token",
    fix: ["Run the command again with --transcript FILE, and report the error with that file."],
    refused: true,
  });
}
