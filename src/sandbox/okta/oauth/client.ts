import type { JWK } from "jose";
import type { Right } from "../api/rights.js";

/** An app of the org that access tokens are issued to. */
export interface OAuthClient {
  /** `service`: an API Services app, which signs with a key. `native`: one that users sign in to with a code. */
  readonly kind: "service" | "native";
  readonly clientId: string;
  /** Public halves of its keys; which of several is meant, an assertion says by `kid`. Only of a service app. */
  readonly keys?: readonly JWK[];
  /** What is granted on its Okta API Scopes tab, as `okta.apps.read`. */
  readonly scopes: readonly string[];
  /** What its administrator roles, or those of the user who signs in, do not allow, whatever the scopes say. */
  readonly lacks?: readonly Right[];
  /** Takes only requests that prove possession of a key; false when absent. */
  readonly demandsProof?: boolean;
  /** False for a native app without the device grant; true when absent. */
  readonly deviceGrant?: boolean;
  /** False for a native app without the refresh token grant; true when absent. */
  readonly refreshGrant?: boolean;
}
