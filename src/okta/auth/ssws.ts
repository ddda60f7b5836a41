import { EXIT, SetupError } from "../../base/errors.js";
import { Secret } from "../../base/secret.js";
import { secretKeeper } from "./secrets.js";
import type { OktaSignIn } from "../api/sign-in.js";

/**
 * Sign-in with an API token: `Authorization: SSWS <token>`, with the rights of the administrator who created it
 * (Okta: developer docs, "Create an API token"; it expires after 30 days without use).
 * A pasted `SSWS ` prefix and surrounding white space are removed.
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
        value === ""
          ? "The Okta API token is empty"
          : "The Okta API token contains spaces or other characters that no token has",
      fix: ["Copy the token again. Okta shows it only once; create a new one under Security > API > Tokens if needed."],
    });
  }
  const header = new Secret(`SSWS ${value}`);
  return {
    way: "api-token",
    who: undefined,
    scopes: undefined,
    headers: () => Promise.resolve({ Authorization: header.reveal() }),
    renew: () => Promise.resolve(false),
    watchSecrets: secretKeeper([new Secret(value)]).watch,
    requests: () => 0,
  };
}
