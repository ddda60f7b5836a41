import { EXIT, SetupError } from "../../base/errors.js";
import { Secret } from "../../base/secret.js";

/** How the API signs its requests. One kind so far: an API token of an administrator. */
export interface OktaSignIn {
  readonly mode: "SSWS";
  readonly token: Secret;
}

/**
 * Sign-in with an API token: `Authorization: SSWS <token>`, with the rights of the administrator who made it
 * (Okta: developer docs, "Create an API token"; it expires after 30 days without use).
 * A pasted `SSWS ` in front and white space around are taken off.
 *
 * @throws SetupError `okta-token-invalid` (exit 64) when it cannot be a token; the token is never quoted
 */
export function ssws(token: Secret): OktaSignIn {
  const value = token
    .reveal()
    .trim()
    .replace(/^SSWS\s+/i, "");
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new SetupError({
      code: "okta-token-invalid",
      exitCode: EXIT.usage,
      what:
        value === "" ? "The Okta API token is empty" : "The Okta API token contains spaces or characters no token has",
      fix: ["Copy the token again from Security > API > Tokens in the Okta admin console."],
    });
  }
  return { mode: "SSWS", token: new Secret(value) };
}
