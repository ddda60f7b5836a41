import { STATUS_CODES } from "node:http";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import { ScimTransportError } from "../../../scim-client/http/transport-error.js";
import type { ScimResponse } from "../../../scim-client/http/transport.js";
import type { ScimRequest } from "../../../scim/message/messages.js";
import type { Connector } from "../org/settings.js";

/** A target's answer that ends the work on a user or group; the message is in the style of Okta's own texts. */
export class RemoteFailure extends Error {
  override readonly name = "RemoteFailure";
}

/** The target asked to come back later. */
export class TooManyRequests extends Error {
  override readonly name = "TooManyRequests";

  constructor(readonly retryAfter: string | undefined) {
    super("Too Many Requests");
  }
}

/**
 * Sends a request and gives the answer if it is a success, or a 404 where that means "none".
 *
 * @throws TooManyRequests, RemoteFailure
 */
export async function ask(connector: Connector, request: ScimRequest, accept404 = false): Promise<ScimResponse> {
  let response: ScimResponse;
  try {
    response = await connector.send(request);
  } catch (error) {
    if (error instanceof ScimTransportError)
      throw new RemoteFailure(`Bad Gateway. Errors reported by remote server: ${error.message}`);
    throw error;
  }
  if (response.status === 429) throw new TooManyRequests(response.headers["retry-after"]);
  if (accept404 && response.status === 404) return response;
  if (response.status < 200 || response.status > 299) throw new RemoteFailure(refusal(response));
  return response;
}

/**
 * The answer as a SCIM resource.
 *
 * @throws RemoteFailure when it is no JSON object
 */
export function resourceOf(response: ScimResponse): JsonObject {
  if (isJsonObject(response.json)) return response.json;
  throw new RemoteFailure(invalidJson(response.text));
}

/**
 * The resources of a list; none for a 404, which Okta takes for an empty list.
 * Source: Okta developer docs, reference/scim/scim-20.
 *
 * @throws RemoteFailure when it is no list, or a count in it is no integer
 */
export function resourcesOf(response: ScimResponse): readonly JsonObject[] {
  return listOf(response).resources;
}

/**
 * A page of a list with the number of all resources.
 *
 * @throws RemoteFailure as {@link resourcesOf}
 */
export function listOf(response: ScimResponse): { readonly total: number; readonly resources: readonly JsonObject[] } {
  if (response.status === 404) return { total: 0, resources: [] };
  const list = resourceOf(response);
  for (const name of ["totalResults", "startIndex", "itemsPerPage"]) {
    const value = list[name];
    const mayBeAbsent = name !== "totalResults";
    if (!Number.isInteger(value) && !(mayBeAbsent && value === undefined)) {
      throw new RemoteFailure(`Errors reported by remote server: ${name} of the list is not an integer`);
    }
  }
  const { Resources: resources, totalResults } = list;
  return {
    total: Number(totalResults),
    resources: Array.isArray(resources) ? (resources as readonly unknown[]).filter(isJsonObject) : [],
  };
}

function refusal(response: ScimResponse): string {
  const phrase = STATUS_CODES[response.status] ?? `HTTP ${String(response.status)}`;
  if (response.text.trim() === "") return phrase;
  if (!isJsonObject(response.json)) return `Bad Gateway. ${remote(invalidJsonText(response.text))} (${phrase})`;
  const { detail } = response.json;
  return typeof detail === "string" ? `${phrase}. ${remote(detail)}` : phrase;
}

function invalidJson(text: string): string {
  return `Bad Gateway. ${remote(invalidJsonText(text))}`;
}

function invalidJsonText(text: string): string {
  const [token = ""] = /[^\s]{1,40}/.exec(text) ?? [];
  return `Invalid JSON: Unrecognized token '${token}': was expecting ('true', 'false' or 'null')`;
}

function remote(text: string): string {
  return `Errors reported by remote server: ${text}`;
}
