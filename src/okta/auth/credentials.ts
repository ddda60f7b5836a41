import type { Secret } from "../../base/secret.js";
import type { ClientKey } from "./private-key.js";

/** What each way to sign in needs. */
export type OktaCredentials = ApiToken | ServiceApp | DeviceApp;

/** An API token of an administrator. */
export interface ApiToken {
  readonly way: "api-token";
  readonly token: Secret;
}

/** A service app of the org with its own key (Okta: developer docs, "Implement OAuth for Okta with a service app"). */
export interface ServiceApp {
  readonly way: "private-key";
  readonly clientId: string;
  readonly key: ClientKey;
  /** The key ID (KID) shown next to the public key in the app; the key's own ID when absent. */
  readonly keyId?: string | undefined;
}

/** A user who signs in in a browser, through a native app of the org with the device grant (RFC 8628). */
export interface DeviceApp {
  readonly way: "device";
  readonly clientId: string;
  /** Shows the instruction for signing in. */
  readonly onPrompt: (message: string) => void;
}
