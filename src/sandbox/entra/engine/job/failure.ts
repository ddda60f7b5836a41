import { STATUS_CODES } from "node:http";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import { idOf, listAnswerOf, type ListAnswer } from "../../../../scim-client/list-answer.js";
import { ScimTransportError } from "../../../../scim-client/http/transport-error.js";
import type { ScimResponse } from "../../../../scim-client/http/transport.js";
import type { ScimRequest } from "../../../../scim/message/messages.js";
import type { Connection } from "./connection.js";

const FAMILY = "SystemForCrossDomainIdentityManagement";
/** The answer is no SCIM, or no answer to this question. */
export const INCOMPATIBLE = `${FAMILY}ServiceIncompatible`;
/** A change of a user or group conflicts. Source: Microsoft Q&A 1185756 (a 409 to a deactivation). */
export const INCOMPATIBLE_FILTERING = `${INCOMPATIBLE}Filtering`;
/** A group's members came although they were excluded. */
export const MULTIPLE_ENTRIES = `${FAMILY}MultipleEntriesInResponse`;

/** What keeps one user or group from being provisioned in this cycle; it is tried again in the next one. */
export class EntryFailure extends Error {
  override readonly name = "EntryFailure";

  /**
   * @param code - as the provisioning log names it.
   *   Source: Microsoft Learn, howto-analyze-provisioning-logs (error codes)
   * @param status - the HTTP status of the target's answer, when the target refused a request
   */
  constructor(
    readonly code: string,
    reason: string,
    readonly status?: number,
  ) {
    super(reason);
  }
}

/**
 * The code for a refused request. Sources: a 400 from postman-app-support issue 12551, a 409 to a PATCH from Microsoft Q&A
 * 1185756; the others are codes of Microsoft's list whose statuses are a guess.
 */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: INCOMPATIBLE,
  401: "Unauthorized",
  403: "InsufficientRights",
  404: INCOMPATIBLE,
  405: "MethodNotAllowed",
  409: "Conflict",
  422: "UnprocessableEntity",
  429: "TooManyRequests",
};
const MOST_ECHOED = 2_000;

/** A status in words: `Too Many Requests`; of others the number. */
export function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? String(status);
}

/**
 * Sends a request and gives the answer, if it is a success.
 *
 * @param on404 - the failure that a 404 stands for, where the target's id was known; `accept` where it is as good as success
 * @throws EntryFailure
 */
export async function ask(
  connection: Connection,
  request: ScimRequest,
  on404?: EntryFailure | "accept",
): Promise<ScimResponse> {
  const response = await answerTo(connection, request);
  const { status } = response;
  if (status >= 200 && status < 300) return response;
  if (status === 404 && on404 === "accept") return response;
  if (status === 404 && on404 instanceof EntryFailure) throw on404;
  throw new EntryFailure(codeOf(request, status), refusal(response), status);
}

/** @throws EntryFailure when the answer is no list */
export async function askForList(connection: Connection, request: ScimRequest): Promise<ListAnswer> {
  const response = await ask(connection, request);
  const list = listAnswerOf(response.json);
  if (list === undefined) throw notScim(request, response, "a list of resources");
  return list;
}

/** @throws EntryFailure when the answer is no resource with an id */
export async function askForResource(
  connection: Connection,
  request: ScimRequest,
  on404?: EntryFailure,
): Promise<{ readonly id: string; readonly resource: JsonObject }> {
  const response = await ask(connection, request, on404);
  const resource = isJsonObject(response.json) ? response.json : undefined;
  const id = resource === undefined ? undefined : idOf(resource);
  if (resource === undefined || id === undefined) throw notScim(request, response, "a resource with an id");
  return { id, resource };
}

/** The failure of a target that does not know the id it once gave. It lasts until the job is restarted. */
export function invalidAnchor(targetId: string): EntryFailure {
  return new EntryFailure(
    "InvalidAnchor",
    `The target no longer has the object ${targetId}, which was linked earlier. Restart provisioning to match it again.`,
  );
}

async function answerTo(connection: Connection, request: ScimRequest): Promise<ScimResponse> {
  try {
    return await connection.send(request);
  } catch (error) {
    if (!(error instanceof ScimTransportError)) throw error;
    throw new EntryFailure(
      error.kind === "timeout" ? "Timeout" : "WebExceptionProtocolError",
      `${request.method} ${request.path} got no complete answer: ${error.message}.`,
    );
  }
}

function codeOf({ method }: ScimRequest, status: number): string {
  if (status === 409 && method === "PATCH") return INCOMPATIBLE_FILTERING;
  return BY_STATUS[status] ?? (status >= 500 ? "InternalError" : INCOMPATIBLE);
}

/**
 * Microsoft's text about a refused request, with the target's own body.
 * Sources: Microsoft Q&A 1185756; postman-app-support issue 12551; SAP's page on Identity Authentication (SCIM errors).
 */
function refusal({ status, text }: ScimResponse): string {
  return (
    `StatusCode: ${phraseOf(status).replaceAll(" ", "")} Message: Processing of the HTTP request resulted in an exception. ` +
    "Please see the HTTP response returned by the 'Response' property of this exception for details. " +
    `Web Response: ${text.slice(0, MOST_ECHOED)}.`
  );
}

/** The end of that text: how often the object was tried again, and when the next try is (milliseconds since 1970). */
export function retryNote(times: number, nextAt: number): string {
  // .NET writes ten millionths of a second.
  const date = new Date(nextAt).toISOString().replace("Z", "0000Z");
  return `This operation was retried ${String(times)} times. It will be retried again after this date: ${date} UTC`;
}

function notScim({ method, path }: ScimRequest, { status }: ScimResponse, expected: string): EntryFailure {
  return new EntryFailure(
    INCOMPATIBLE,
    `The target answered HTTP ${String(status)} to ${method} ${path}, but without ${expected}.`,
  );
}
