import type { TokenCredential } from "@azure/identity";
import { createScrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import { cachedSignIn, type IssuedToken } from "./cached-sign-in.js";
import { signInSource, type CredentialOptions, type SignInSource, type TokenWay } from "./credentials.js";
import { readyTokenSignIn } from "./ready-token.js";
import { notConfigured, signInError } from "./sign-in-errors.js";
import type { EntraSignIn } from "../api/sign-in.js";

export { SIGN_IN_WAYS } from "./credentials.js";
export { authorityOf } from "./authority.js";

/** How to sign in; `token-file` takes a ready access token. */
export type SignInWay = TokenWay | "token-file";

/** What signing in is given. */
export interface SignInOptions extends Omit<CredentialOptions, "way" | "authority"> {
  readonly way: SignInWay;
  /** Absent for `token-file`, which needs no sign-in service. */
  readonly authority?: CredentialOptions["authority"] | undefined;
  /** For `token-file`. */
  readonly readyToken?: Secret | undefined;
}

/** Values of the environment that must never be shown. */
const SECRETS = ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];

/**
 * Opens a way to sign in. Asks for no token yet.
 *
 * @throws SetupError `sign-in-not-configured` or `graph-token-invalid` (exit 64)
 */
export async function openSignIn({ way, readyToken, authority, ...options }: SignInOptions): Promise<EntraSignIn> {
  if (way === "token-file" || authority === undefined) {
    if (readyToken !== undefined) return readyTokenSignIn(readyToken);
    throw notConfigured("a ready access token", ["no token was provided"], ["Add --graph-token-file FILE."]);
  }
  for (const secret of environmentSecrets(options.env)) options.onSecret(secret);
  return signInFrom(await signInSource({ ...options, authority, way }), options.env, { onSecret: options.onSecret });
}

/** The secrets among the values of an environment. */
function environmentSecrets(env: CredentialOptions["env"]): Secret[] {
  return SECRETS.map((name) => env[name] ?? "").map((value) => new Secret(value));
}

/** A sign-in out of a credential of @azure/identity; exported for tests of what it throws. */
export function signInFrom(
  { name, credential, scopes, afresh, refusals }: SignInSource,
  env: CredentialOptions["env"],
  terms: { readonly now?: (() => number) | undefined; readonly onSecret?: ((secret: Secret) => void) | undefined } = {},
): EntraSignIn {
  const { now = Date.now, onSecret } = terms;
  const scrubber = createScrubber();
  for (const secret of environmentSecrets(env)) scrubber.register(secret);

  async function issue(from: TokenCredential, signal: AbortSignal | undefined): Promise<IssuedToken> {
    signal?.throwIfAborted();
    refusals?.forget();
    let issued: IssuedToken | null;
    try {
      issued = await from.getToken([...scopes], signal === undefined ? {} : { abortSignal: signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw signInError(error, {
        way: name,
        now: now(),
        heard: refusals?.heard(),
        scrub: (text) => scrubber.scrub(text),
      });
    }
    if (issued !== null) return issued;
    throw notConfigured(name, ["none of its ways returned a token"], ["Choose one way with --sign-in."]);
  }
  return cachedSignIn(name, (signal) => issue(credential, signal), {
    now,
    onSecret,
    issueAfresh: afresh === undefined ? undefined : (signal) => issue(afresh(), signal),
  });
}
