import type { HttpAnswer } from "../../http/http.js";
import type { Secret } from "../../base/secret.js";

/** Ways to sign in to Okta. */
export const SIGN_IN_WAYS = ["api-token", "private-key", "device"] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** The request that is to be signed. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
}

/** How the API signs its requests, and what it does when Okta rejects a signature. */
export interface OktaSignIn {
  readonly way: SignInWay;
  /** Who is signed in, for messages; undefined when only the org knows. */
  readonly who: string | undefined;
  /** What the access token allows; undefined for an API token, whose rights are its administrator's roles. */
  readonly scopes: ReadonlySet<string> | undefined;
  /**
   * The headers that sign one request. Made for each request: a proof of possession is valid once.
   *
   * @throws SetupError with exit 4 when an access token has ended and there is no new one
   */
  headers(request: SignedRequest): Promise<Readonly<Record<string, string>>>;
  /**
   * To be called with an answer of 401, before it is believed.
   *
   * @returns true when the request is to be signed and sent once more
   * @throws SetupError with exit 4 when there is no new access token
   */
  renew(answer: HttpAnswer): Promise<boolean>;
  /** Reports every secret, and from then on every new one as soon as it exists. */
  readonly watchSecrets: (tell: (secret: Secret) => void) => void;
  /** Requests sent to sign in, tries again included. */
  readonly requests: () => number;
}
