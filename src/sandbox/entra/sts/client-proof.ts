import { isSame } from "../../http/guard.js";
import type { SignInApp } from "./apps.js";
import { checkAssertion } from "./assertion.js";
import { invalidClient, type SignInRefusal } from "./errors.js";

interface Place {
  /** Addresses an application may name as the audience of an assertion of its own. */
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Checks that an application is the one it says, by a secret or an assertion.
 *
 * @throws SignInRefusal
 */
export async function checkClient(app: SignInApp, fields: URLSearchParams, place: Place): Promise<void> {
  const assertion = fields.get("client_assertion");
  const secret = fields.get("client_secret");
  if (assertion !== null) await checkAssertion(app, assertion, place);
  else if (secret !== null) checkSecret(app, secret, place.now);
  else throw proofMissing();
}

/** How an application is refused that proves nothing, and one that users cannot sign in to without such a proof. */
export function proofMissing(): SignInRefusal {
  return invalidClient(
    7_000_218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}

function checkSecret({ clientId, secrets = [] }: SignInApp, given: string, now: number): void {
  const secret = secrets.find(({ value }) => isSame(given, value.reveal()));
  if (secret === undefined) {
    throw invalidClient(
      7_000_215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    );
  }
  if ((secret.expiresAt ?? Infinity) <= now)
    throw invalidClient(7_000_222, `The provided client secret keys for app '${clientId}' are expired.`);
}
