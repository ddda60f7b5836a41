import { createScrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import { cachedSignIn, type IssuedToken } from "./cached-sign-in.js";
import { signInSource, type CredentialOptions, type SignInSource, type TokenWay } from "./credentials.js";
import { readyTokenSignIn } from "./ready-token.js";
import { notConfigured, signInError } from "./sign-in-errors.js";
import type { EntraSignIn } from "./sign-in.js";

export { SIGN_IN_WAYS } from "./credentials.js";

/** How to sign in; `token-file` takes a ready access token. */
export type SignInWay = TokenWay | "token-file";

/** What signing in is given. */
export interface SignInOptions extends Omit<CredentialOptions, "way"> {
  readonly way: SignInWay;
  /** For `token-file`. */
  readonly readyToken?: Secret | undefined;
}

/** Values of the environment that must never be told. */
const SECRETS = ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];

/**
 * Opens a way to sign in. Asks for no token yet.
 *
 * @throws SetupError `sign-in-not-configured` or `graph-token-invalid` (exit 64)
 */
export async function openSignIn({ way, readyToken, ...options }: SignInOptions): Promise<EntraSignIn> {
  if (way === "token-file") {
    if (readyToken !== undefined) return readyTokenSignIn(readyToken);
    throw notConfigured("a ready access token", ["none was given"], ["Name its file with --graph-token-file."]);
  }
  return signInFrom(await signInSource({ ...options, way }), options.env);
}

/** A sign-in out of a credential of @azure/identity; exported for tests of what it throws. */
export function signInFrom(
  { name, credential, scopes }: SignInSource,
  env: CredentialOptions["env"],
  now?: () => number,
): EntraSignIn {
  const scrubber = createScrubber();
  for (const value of SECRETS.map((secret) => env[secret] ?? "")) scrubber.register(new Secret(value));

  const issue = async (signal: AbortSignal | undefined): Promise<IssuedToken> => {
    signal?.throwIfAborted();
    let issued: IssuedToken | null;
    try {
      issued = await credential.getToken([...scopes], signal === undefined ? {} : { abortSignal: signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw signInError(error, name, (text) => scrubber.scrub(text));
    }
    if (issued !== null) return issued;
    throw notConfigured(name, ["none of its ways gave a token"], ["Name one way with --sign-in."]);
  };
  return cachedSignIn(name, issue, now);
}
