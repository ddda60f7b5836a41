import { EXIT, SetupError } from "../../base/errors.js";

/** Of the org's own authorization server, whose tokens alone the Management API takes. */
export const TOKEN_PATH = "/oauth2/v1/token";

/** The error for an answer of 200 that holds none of what it has to. */
export function noTokenError(): SetupError {
  return new SetupError({
    code: "okta-answer-unexpected",
    exitCode: EXIT.failed,
    what: 'Okta\'s answer to "sign in" has another shape than documented',
    why: "it says that all went well, and holds no token",
    fix: ["Run again with --transcript FILE, and report what the file shows to the makers of total-setup."],
    refused: true,
  });
}
