import { testConnection } from "../../../dialect/entra/users.js";
import { listAnswerOf } from "../../../scim-client/list-answer.js";
import { ScimTransportError } from "../../../scim-client/http/transport-error.js";
import type { ScimResponse } from "../../../scim-client/http/transport.js";
import type { ScimRequest } from "../../../scim/message/messages.js";
import type { Connection } from "./job/connection.js";
import { INCOMPATIBLE, phraseOf } from "./job/failure.js";

/** Why the target cannot be provisioned at all. */
export interface ProbeProblem {
  /** The error code of Microsoft's service. */
  readonly code: string;
  /** Echoes the target's own answer, as Microsoft's service does; never what was sent in headers. */
  readonly message: string;
  /** True when the target itself will not change its mind: the job is put into quarantine at once. */
  readonly final: boolean;
}

/** The target does not accept the credentials, or is not there to be asked. */
export const UNAVAILABLE = "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable";
const MOST_ECHOED = 2_000;

/**
 * Asks the target for a user who cannot exist and expects an empty list, before anything else is sent.
 * Source: Microsoft Learn, use-scim-to-provision-users-and-groups; texts as in public reports of "Test Connection".
 *
 * @returns undefined when the target answered as it should
 */
export async function probe(
  connection: Connection,
  matchingAttribute: string,
  guid: string,
): Promise<ProbeProblem | undefined> {
  const request = testConnection(matchingAttribute, guid);
  let response: ScimResponse;
  try {
    response = await connection.send(request);
  } catch (error) {
    if (!(error instanceof ScimTransportError)) throw error;
    const echo = `Resource: ${resourceOf(connection, request)} Operation: GET. No answer was received: ${error.message}`;
    return { code: UNAVAILABLE, message: invalidCredentials(echo), final: false };
  }
  const { status } = response;
  if (status === 200 && listAnswerOf(response.json) !== undefined) return undefined;
  const echo = echoOf(connection, request, response);
  if (status === 404) return { code: INCOMPATIBLE, message: notFound(echo), final: true };
  if (status >= 200 && status < 300) return { code: INCOMPATIBLE, message: notScim(echo), final: true };
  return { code: UNAVAILABLE, message: invalidCredentials(echo), final: status < 500 && status !== 429 };
}

/** What is wrong when the address is none. */
export const NO_ADDRESS: ProbeProblem = {
  code: "SystemForCrossDomainIdentityManagementInvalidCredentials",
  message: "Please provide a valid tenant URL for your application.",
  final: true,
};

/** Microsoft's text about credentials, around what the target answered. */
export function invalidCredentials(echo: string): string {
  return (
    "You appear to have entered invalid credentials. Please confirm you are using the correct information for an " +
    `administrative account. Error code: ${UNAVAILABLE} Details: We received this unexpected response from your ` +
    `application: ${echo}. Please check the service and try again.`
  );
}

function notFound(echo: string): string {
  return (
    `Error code: ${INCOMPATIBLE} Details: An HTTP/404 Not Found response was returned rather than the expected ` +
    `HTTP/200 OK response. To address this issue, please contact the application developer. ${echo}`
  );
}

function notScim(echo: string): string {
  return (
    `Error code: ${INCOMPATIBLE} Details: The response of the application could not be read as a SCIM list of users. ` +
    `To address this issue, please contact the application developer. ${echo}`
  );
}

function echoOf(connection: Connection, request: ScimRequest, response: ScimResponse): string {
  const headers = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    `Received response from Web resource. Resource: ${resourceOf(connection, request)} Operation: GET ` +
    `Response Status Code: ${phraseOf(response.status).replaceAll(" ", "")} ` +
    `Response Headers: ${headers.join(" ")} Response Content: ${response.text.slice(0, MOST_ECHOED)}`
  );
}

function resourceOf({ baseUrl }: Connection, { path }: ScimRequest): string {
  const [address = ""] = baseUrl.split("?");
  return address.replace(/\/+$/, "") + path.replaceAll("%22", '"');
}
