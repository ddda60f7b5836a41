import type { Secret } from "../../base/secret.js";
import type { ClientKey } from "./private-key.js";

/** What signing in is given, by its way. */
export type OktaCredentials = ApiToken | ServiceApp | DeviceApp;

/** An API token of an administrator. */
export interface ApiToken {
  readonly way: "api-token";
  readonly token: Secret;
}

/** A service app of the org with a key of its own (Okta: developer docs, "Implement OAuth for Okta with a service app"). */
export interface ServiceApp {
  readonly way: "private-key";
  readonly clientId: string;
  readonly key: ClientKey;
  /** As shown beside the public key in the app; the key's own when absent. */
  readonly keyId?: string | undefined;
}

/** A person who signs in elsewhere, through a native app of the org with the device grant (RFC 8628). */
export interface DeviceApp {
  readonly way: "device";
  readonly clientId: string;
  /** Tells a person what to do. */
  readonly onPrompt: (message: string) => void;
}
