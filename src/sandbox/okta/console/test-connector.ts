import { testConnector } from "../../../dialect/okta/lookup.js";
import type { Connector } from "../provisioning/connector.js";
import { ask, RemoteFailure, resourcesOf, TooManyRequests } from "../provisioning/remote-failure.js";

/**
 * "Test Connector Configuration": asks the target what Okta asks.
 *
 * @returns undefined when it passes, otherwise the text the console shows
 */
export async function testConnection(
  connector: Connector,
  options: { readonly uniqueIdentifier: string; readonly importGroups: boolean },
): Promise<string | undefined> {
  try {
    for (const request of testConnector(options)) resourcesOf(await ask(connector, request));
    return undefined;
  } catch (error) {
    if (error instanceof RemoteFailure || error instanceof TooManyRequests)
      return `Error authenticating: ${error.message}`;
    throw error;
  }
}
