import { EXIT, SetupError, type CodeOfExit } from "../../base/errors.js";
import { duration, plainText } from "../../base/text.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import { distinct, GRANT_SCOPES } from "../api/scopes.js";
import type { OAuthRefusal } from "./token-endpoint.js";

/** The sign-in that was refused. */
export interface RefusedSignIn {
  readonly way: "private-key" | "device";
  readonly clientId: string;
  readonly keyId?: string | undefined;
  /** The requested rights. */
  readonly needs: readonly AccessNeed[];
}

/** What a refusal means here, and what to do. */
interface Explanation {
  readonly code: CodeOfExit<"access">;
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
}

/** Beyond this, Okta may find an assertion of five minutes too old or too new. */
const CLOCK_TOLERANCE_MS = 4 * 60_000;

// Okta's sentences are not documented: these words were seen in public threads, or must occur in such a sentence.
const TIME_WORDS = /\bexpir|in the future|\b(?:iat|exp|nbf)\b|issued at|clock/i;
const KEY_ID_WORDS = /\bkid\b|key id/i;
const SIGNATURE_WORDS = /signature/i;
const CLIENT_WORDS = /client_?id|client id|no such client|unknown client/i;
const METHOD_WORDS = /private_key_jwt|token_endpoint_auth_method/i;

/** The error for a sign-in that Okta refused: by the OAuth code first, by Okta's words where one code has several reasons. */
export function signInRefused(refusal: OAuthRefusal, signIn: RefusedSignIn): SetupError {
  const { code, what, why, fix } = explain(refusal, signIn);
  const { error, description, requestId } = refusal;
  const said = plainText(description).trim().slice(0, 400);
  return new SetupError({
    code,
    exitCode: EXIT.access,
    what,
    why: `${why} (Okta says ${plainText(error).slice(0, 60)}${said === "" ? "" : `: ${said}`})`,
    fix,
    ...(requestId === undefined ? {} : { requestId }),
    refused: true,
  });
}

function explain(refusal: OAuthRefusal, signIn: RefusedSignIn): Explanation {
  switch (refusal.error) {
    case "invalid_client":
      return invalidClient(refusal, signIn);
    case "invalid_scope":
      return scopeNotGranted(signIn);
    case "unauthorized_client":
    case "unsupported_grant_type":
      return grantNotAllowed(signIn);
    case "access_denied":
      return denied(signIn);
    case "expired_token":
      return {
        code: "okta-device-code-expired",
        what: "The code was not confirmed in time",
        why: "a sign-in code is valid for a few minutes only",
        fix: ["Run the same command again, and enter the new code right away."],
      };
    case "invalid_grant":
      return ended();
    case "invalid_dpop_proof":
    case "use_dpop_nonce":
      return isClockWrong(refusal) ? clockWrong(refusal) : proofRefused();
    default:
      return isClockWrong(refusal) ? clockWrong(refusal) : otherwise(signIn);
  }
}

function invalidClient(refusal: OAuthRefusal, signIn: RefusedSignIn): Explanation {
  const { description } = refusal;
  if (isClockWrong(refusal)) return clockWrong(refusal);
  if (KEY_ID_WORDS.test(description)) return keyIdUnknown(signIn);
  if (SIGNATURE_WORDS.test(description)) return keyRefused(signIn);
  if (CLIENT_WORDS.test(description)) return clientUnknown(signIn);
  if (METHOD_WORDS.test(description)) return grantNotAllowed(signIn);
  return signIn.way === "device" ? clientUnknown(signIn) : clientRefused(signIn);
}

/** Okta's words decide; without them, a clock that is far off is the reason. */
function isClockWrong({ aheadMs, description }: OAuthRefusal): boolean {
  if (TIME_WORDS.test(description)) return true;
  const others = [KEY_ID_WORDS, SIGNATURE_WORDS, CLIENT_WORDS, METHOD_WORDS];
  const far = aheadMs !== undefined && Math.abs(aheadMs) > CLOCK_TOLERANCE_MS;
  return far && !others.some((words) => words.test(description));
}

function clockWrong({ aheadMs }: OAuthRefusal): Explanation {
  const far = aheadMs !== undefined && Math.abs(aheadMs) > 60_000;
  const off = far
    ? `${duration(Math.abs(aheadMs))} ${aheadMs > 0 ? "ahead of" : "behind"} Okta's`
    : "different from Okta's";
  return {
    code: "okta-clock-wrong",
    what: `This machine's clock is ${off}, so Okta rejects what this machine signs`,
    why: "a signed request contains the time and is valid for five minutes",
    fix: ["Set this machine's date and time, preferably from a time server, then run the same command again."],
  };
}

function keyRefused({ clientId, keyId }: RefusedSignIn): Explanation {
  return {
    code: "okta-key-refused",
    what: `The private key does not belong to the app ${clientId}${keyId === undefined ? "" : ` (key ID ${keyId})`}`,
    why: "none of the app's public keys matches it",
    fix: [
      "Use the private key whose public key is in the app. In the Admin Console, see the app > General > Client Credentials > Public keys.",
      "If the app has several keys, choose the right one with --key-id or OKTA_CLIENT_KEYID.",
    ],
  };
}

function keyIdUnknown({ clientId, keyId }: RefusedSignIn): Explanation {
  return {
    code: "okta-key-id-unknown",
    what: `The app ${clientId} has no active key ${keyId === undefined ? "that matches, and no key ID was provided" : `with the ID ${keyId}`}`,
    why: "the key ID tells Okta which of the app's public keys to use",
    fix: [
      "Copy the key ID (KID) from the app > General > Client Credentials > Public keys, and add it with --key-id or OKTA_CLIENT_KEYID.",
      "Check that the key is active there.",
    ],
  };
}

function clientUnknown({ clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-client-unknown",
    what: `The org has no active app with the client ID ${clientId}`,
    why: "the client ID is misspelled or belongs to another org, or the app is deactivated",
    fix: [
      "Copy the client ID from the app's General tab in the Admin Console, and add it with --okta-client-id or OKTA_CLIENT_CLIENTID.",
      "Check --org-url: each app belongs to one org.",
    ],
  };
}

function clientRefused({ clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-client-refused",
    what: `Okta does not accept the app ${clientId} with this key`,
    why: "the client ID, the key ID or the private key is wrong, and Okta does not say which",
    fix: [
      "Compare the client ID and the key ID (KID) with the app's General tab in the Admin Console, and check that the key is active there.",
      "If in doubt, create a new key there and use its private key.",
    ],
  };
}

function grantNotAllowed({ way, clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-grant-not-allowed",
    what: `The app ${clientId} does not allow this way to sign in`,
    ...(way === "private-key"
      ? {
          why: "--sign-in private-key needs a service app (API Services) that authenticates with a public key",
          fix: [
            "Create one in the Admin Console: Applications > Create App Integration > API Services.",
            "Then select Public key / Private key under General > Client Credentials.",
          ],
        }
      : {
          why: "--sign-in device needs a native app with the grant type Device Authorization",
          fix: [
            "Select Device Authorization under Applications > the app > General > Grant type.",
            "Or create a native app with it: Applications > Create App Integration > OIDC > Native Application.",
          ],
        }),
  };
}

function scopeNotGranted({ clientId, needs }: RefusedSignIn): Explanation {
  const scopes = distinct(needs);
  return {
    code: "okta-scope-not-granted",
    what: `The app ${clientId} does not have all scopes that this run needs: ${scopes.map(({ anyOf }) => anyOf[0] ?? "").join(", ")}`,
    why: "Okta grants all requested scopes or none, and does not say which one is missing",
    fix: [...scopes.map(({ anyOf, purpose }) => `${anyOf[0] ?? ""}: to ${purpose}.`), GRANT_SCOPES],
  };
}

function denied({ way, clientId }: RefusedSignIn): Explanation {
  return way === "device"
    ? {
        code: "okta-sign-in-denied",
        what: "The sign-in was declined",
        why: "the user declined the request, or is not assigned to the app",
        fix: [
          `Check that the user is assigned to the app ${clientId}.`,
          "Run the same command again, and confirm the sign-in.",
        ],
      }
    : {
        code: "okta-sign-in-denied",
        what: `Okta denied the sign-in of the app ${clientId}`,
        why: "a policy or a network zone of the org does not allow it",
        fix: [
          "Run total-setup from an allowed network.",
          "Or ask the administrator who manages the org's policies and network zones.",
        ],
      };
}

function ended(): Explanation {
  return {
    code: "okta-sign-in-ended",
    what: "The sign-in to Okta has ended and cannot be renewed",
    why: "it was revoked or not used for too long, or the user may no longer use the app",
    fix: ["Run the same command again, and sign in again. The run continues where it stopped."],
  };
}

function proofRefused(): Explanation {
  return {
    code: "okta-proof-refused",
    what: "Okta does not accept the sign-in's proof of possession (DPoP)",
    why: "something between you and Okta changes requests, or this machine's clock is wrong",
    fix: [
      "Check this machine's date and time.",
      "Check whether a proxy is in between.",
      "Or turn off Require Demonstrating Proof of Possession (DPoP) on the app's General tab.",
    ],
  };
}

function otherwise({ way, clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-sign-in-failed",
    what: `Okta refused to sign in the app ${clientId}`,
    why: "total-setup does not know this refusal",
    fix: [
      "Find the reason under Reports > System Log in the Admin Console.",
      `Or sign in another way: --sign-in ${way === "device" ? "private-key" : "device"} or --sign-in api-token.`,
    ],
  };
}
