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
  /** What was asked for. */
  readonly needs: readonly AccessNeed[];
}

/** What a refusal means here, and what to do. */
interface Explanation {
  readonly code: CodeOfExit<"access">;
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
}

/** Beyond this an assertion of five minutes may be too old or too new for Okta. */
const CLOCK_TOLERANCE_MS = 4 * 60_000;

// Okta's sentences are not documented: these words were seen in public threads, or are what such a sentence has to hold.
const TIME_WORDS = /\bexpir|in the future|\b(?:iat|exp|nbf)\b|issued at|clock/i;
const KEY_ID_WORDS = /\bkid\b|key id/i;
const SIGNATURE_WORDS = /signature/i;
const CLIENT_WORDS = /client_?id|client id|no such client|unknown client/i;
const METHOD_WORDS = /private_key_jwt|token_endpoint_auth_method/i;

/** The error for a sign-in that Okta refused: by the code of OAuth first, by Okta's words where one code has several reasons. */
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
        what: "Nobody confirmed the code in time",
        why: "a code for signing in is good for some minutes only",
        fix: ["Run the same command again, and enter the new code at once."],
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

/** Okta's words decide; without any that say otherwise, a clock that is far off is the reason. */
function isClockWrong({ aheadMs, description }: OAuthRefusal): boolean {
  if (TIME_WORDS.test(description)) return true;
  const others = [KEY_ID_WORDS, SIGNATURE_WORDS, CLIENT_WORDS, METHOD_WORDS];
  const far = aheadMs !== undefined && Math.abs(aheadMs) > CLOCK_TOLERANCE_MS;
  return far && !others.some((words) => words.test(description));
}

function clockWrong({ aheadMs }: OAuthRefusal): Explanation {
  const far = aheadMs !== undefined && Math.abs(aheadMs) > 60_000;
  const off = far ? `${duration(Math.abs(aheadMs))} ${aheadMs > 0 ? "ahead of" : "behind"} Okta's` : "not Okta's";
  return {
    code: "okta-clock-wrong",
    what: `This machine's clock is ${off}, so that Okta does not take what was signed by it`,
    why: "what a client signs holds its time, and is good for five minutes",
    fix: ["Set this machine's date and time, best by a time server, and run the same command again."],
  };
}

function keyRefused({ clientId, keyId }: RefusedSignIn): Explanation {
  return {
    code: "okta-key-refused",
    what: `The private key is not one of the app ${clientId}${keyId === undefined ? "" : ` (key id ${keyId})`}`,
    why: "no public key of the app belongs to it",
    fix: [
      "Give the private key whose public half is in the app: Okta admin console, the app > General > Client Credentials > Public keys.",
      "When the app has several keys, name the right one with --key-id or OKTA_CLIENT_KEYID.",
    ],
  };
}

function keyIdUnknown({ clientId, keyId }: RefusedSignIn): Explanation {
  return {
    code: "okta-key-id-unknown",
    what: `The app ${clientId} has no active key ${keyId === undefined ? "that fits: no key id was given" : `with the id ${keyId}`}`,
    why: "the key id tells Okta which of the app's public keys to take",
    fix: [
      "Copy the id (KID) from the app > General > Client Credentials > Public keys, and give it with --key-id or OKTA_CLIENT_KEYID; the key has to be active there.",
    ],
  };
}

function clientUnknown({ clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-client-unknown",
    what: `The org has no active app with the client id ${clientId}`,
    why: "the id is of another org, or misspelt, or the app is deactivated",
    fix: [
      "Copy the client id from the app's General tab in the Okta admin console, and give it with --okta-client-id or OKTA_CLIENT_CLIENTID.",
      "Check --org-url: the app belongs to one org.",
    ],
  };
}

function clientRefused({ clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-client-refused",
    what: `Okta does not take the app ${clientId} with this key`,
    why: "the client id, the key id or the private key is not right, and Okta does not tell which",
    fix: [
      "Compare the client id and the key id (KID) with the app's General tab in the Okta admin console; the key has to be active there.",
      "Make a new key there when in doubt, and give its private half.",
    ],
  };
}

function grantNotAllowed({ way, clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-grant-not-allowed",
    what: `The app ${clientId} may not be used to sign in this way`,
    ...(way === "private-key"
      ? {
          why: "for --sign-in private-key it has to be a service app (API Services) that authenticates with a public key",
          fix: [
            "Make one in the Okta admin console: Applications > Create App Integration > API Services; then General > Client Credentials > Public key / Private key.",
          ],
        }
      : {
          why: "for --sign-in device it has to be a native app with the grant type Device Authorization",
          fix: [
            "Tick Device Authorization under Applications > the app > General > Grant type, or make a native app with it: Applications > Create App Integration > OIDC > Native Application.",
          ],
        }),
  };
}

function scopeNotGranted({ clientId, needs }: RefusedSignIn): Explanation {
  const scopes = distinct(needs);
  return {
    code: "okta-scope-not-granted",
    what: `At least one of the scopes that this run needs is not granted to the app ${clientId}: ${scopes.map(({ anyOf }) => anyOf[0] ?? "").join(", ")}`,
    why: "Okta grants all scopes of a request or none, and does not tell which is missing",
    fix: [...scopes.map(({ anyOf, purpose }) => `${anyOf[0] ?? ""}: to ${purpose}.`), GRANT_SCOPES],
  };
}

function denied({ way, clientId }: RefusedSignIn): Explanation {
  return way === "device"
    ? {
        code: "okta-sign-in-denied",
        what: "The person who was asked did not let total-setup sign in",
        why: "the request was declined, or the person is not assigned to the app or may not use it",
        fix: [`Run the same command again, and confirm; the person has to be assigned to the app ${clientId}.`],
      }
    : {
        code: "okta-sign-in-denied",
        what: `Okta did not let the app ${clientId} sign in`,
        why: "a policy of the org, or a network zone, forbids it",
        fix: ["Ask who manages the org's policies and network zones, or run total-setup from an allowed network."],
      };
}

function ended(): Explanation {
  return {
    code: "okta-sign-in-ended",
    what: "The sign-in at Okta has ended, and cannot be renewed",
    why: "it was revoked, or was not used for too long, or the person may no longer use the app",
    fix: ["Run the same command again, and sign in anew: it goes on from what is done."],
  };
}

function proofRefused(): Explanation {
  return {
    code: "okta-proof-refused",
    what: "Okta does not take the proof of possession (DPoP) that goes with signing in",
    why: "something between you and Okta changes requests, or this machine's clock is off",
    fix: [
      "Check this machine's date and time, and whether a proxy is in between.",
      "Or switch off Require Demonstrating Proof of Possession (DPoP) on the app's General tab.",
    ],
  };
}

function otherwise({ way, clientId }: RefusedSignIn): Explanation {
  return {
    code: "okta-sign-in-failed",
    what: `Okta refused to sign in the app ${clientId}`,
    why: "this refusal is not known to total-setup",
    fix: [
      "Look at Reports > System Log in the Okta admin console: it tells why a sign-in was refused.",
      `Or sign in another way: --sign-in ${way === "device" ? "private-key" : "device"} or api-token.`,
    ],
  };
}
