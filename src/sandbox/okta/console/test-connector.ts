import { testConnector } from "../../../dialect/okta/lookup.js";
import type { OktaApp } from "../org/app.js";
import { appTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import { ask, RemoteFailure, resourcesOf, TooManyRequests } from "../provisioning/remote-failure.js";
import type { ScimConnection, Connector } from "../org/settings.js";

/**
 * "Test Connector Configuration", or "Test API Credentials" of a catalog app, with its event in the System Log.
 *
 * @returns undefined when it passes, otherwise the text the console shows
 */
export async function testAndLog(app: OktaApp, connection: ScimConnection, org: Org): Promise<string | undefined> {
  const { connector, uniqueIdentifier, actions } = connection;
  const refusal = await testConnection(connector, { uniqueIdentifier, importGroups: actions.has("Import Groups") });
  org.log.write({
    eventType: "application.provision.integration.call_api",
    displayMessage: "Call external application API",
    actor: "administrator",
    targets: [appTarget(app)],
    ...(refusal === undefined ? { result: "SUCCESS" } : { result: "FAILURE", reason: refusal }),
  });
  return refusal;
}

/** Asks the target what Okta asks. */
async function testConnection(
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
