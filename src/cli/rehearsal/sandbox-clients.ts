import type { OAuthClient } from "../../sandbox/okta/oauth/client.js";
import { readTextFile } from "../terminal/input-files.js";

/** IDs of the sign-in apps of a simulated org: always the same, so commands can be written down. */
const SERVICE_APP = "0oasandboxservice5d7";
const NATIVE_APP = "0oasandboxdevice05d7";

/** The sign-in apps of a simulated org, and what is printed about them when it is ready. */
export interface SandboxClients {
  readonly clients: readonly OAuthClient[];
  readonly told: { readonly clientId?: string; readonly deviceClientId: string };
}

/**
 * The apps that can sign in: a native one for administrators, and a service app when its public key is given; all scopes are granted.
 *
 * @throws SetupError `file-unreadable` or `service-app-key-unreadable` (exit 64)
 */
export async function sandboxClients(serviceAppKey: string | undefined): Promise<SandboxClients> {
  const { RIGHTS } = await import("../../sandbox/okta/api/rights.js");
  const scopes = RIGHTS.map((right) => `okta.${right}`);
  const native: OAuthClient = { kind: "native", clientId: NATIVE_APP, scopes: [...scopes, "okta.users.read.self"] };
  if (serviceAppKey === undefined) return { clients: [native], told: { deviceClientId: NATIVE_APP } };
  const { publicKeyOf } = await import("../../sandbox/okta/oauth/public-key.js");
  const flag = "--service-app-key";
  const key = await publicKeyOf(readTextFile(serviceAppKey, flag), `${flag} ${serviceAppKey}`);
  const service: OAuthClient = { kind: "service", clientId: SERVICE_APP, keys: [key], scopes };
  return { clients: [native, service], told: { clientId: SERVICE_APP, deviceClientId: NATIVE_APP } };
}
