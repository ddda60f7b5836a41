import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { ScimError } from "../scim/message/errors.js";
import { errorMessage } from "../scim/message/messages.js";
import { withOktaQuirks, type OktaQuirks } from "./okta-quirks.js";
import { answer, type ServiceRequest, type ServiceResponse } from "./request.js";
import type { Service } from "./service.js";

/** What a vendor's SCIM server does otherwise than this one: each of these was met at real ones. */
export interface TargetQuirks extends OktaQuirks {
  /** One kind of write that does not do what it should, every time. */
  readonly refuses?: {
    readonly method: "POST" | "PUT" | "PATCH";
    readonly resource: "Users" | "Groups";
    /** A status; or a success that stored nothing, or something else than what was sent. */
    readonly with: number | "204-without-storing" | "200-with-other-values";
  };
  /** People who are there before anybody is provisioned. */
  readonly holds?: readonly JsonObject[];
  /** How a group shows its members; `shown` when absent. RFC 7643 2.5 allows leaving out what is empty. */
  readonly members?: "shown" | "hidden-when-empty" | "never-shown";
  /** `strict`: a PATCH with a text for `active` is refused, which RFC 7643 2.3.2 allows and Entra sends. Source: scimmy issue 86. */
  readonly booleans?: "strict";
}

/** What the refusals of this server say, so that a reason can be seen to quote it. */
export const REFUSAL = "the vendor does not do that";

/** A service with quirks. */
export function withQuirks(standard: Service, quirks: TargetQuirks): Service {
  const { refuses, holds = [], members = "shown", booleans } = quirks;
  const service = withOktaQuirks(standard, quirks);
  for (const body of holds)
    service({ method: "POST", path: "/Users", query: new URLSearchParams(), headers: {}, body });
  const strict = booleans === undefined ? service : strictService(service);
  const refusing = refuses === undefined ? strict : refusingService(strict, refuses);
  if (members === "shown") return refusing;
  return (request) => {
    if (members === "never-shown" && (request.query.get("filter") ?? "").toLowerCase().includes("members"))
      return answer(400, errorMessage(new ScimError(400, "This filter is not supported.", "invalidFilter")));
    const response = refusing(request);
    return { ...response, body: response.body === undefined ? undefined : hide(response.body, members) };
  };
}

function refusingService(service: Service, quirk: NonNullable<TargetQuirks["refuses"]>): Service {
  return (request) => {
    const [, resource] = request.path.split("/");
    if (request.method !== quirk.method || resource !== quirk.resource) return service(request);
    if (typeof quirk.with === "number") return refusal(quirk.with);
    if (quirk.with === "204-without-storing") return answer(204);
    return withOtherValues(service, request);
  };
}

function strictService(service: Service): Service {
  return (request) => {
    const { method, body } = request;
    const { Operations: operations }: JsonObject = method === "PATCH" && isJsonObject(body) ? body : {};
    const list = Array.isArray(operations) ? (operations as readonly JsonValue[]).filter(isJsonObject) : [];
    const at = list.findIndex(setsActiveToText);
    if (at === -1) return service(request);
    const op = textOf(list[at]?.["op"]).toLowerCase();
    const detail = `Attribute 'active' expected value type 'boolean' but found type 'string' for '${op}' op of operation ${String(at + 1)} in PatchOp request body`;
    return answer(400, errorMessage(new ScimError(400, detail, "invalidValue")));
  };
}

function setsActiveToText({ path, value }: JsonObject): boolean {
  const active = path === "active" ? value : path === undefined && isJsonObject(value) ? value["active"] : undefined;
  return typeof active === "string";
}

function refusal(status: number): ServiceResponse {
  const message = errorMessage(new ScimError(status, REFUSAL));
  // Who is asked to come back at once is not kept waiting: ten tries are soon over.
  return answer(status, message, status === 429 ? { "retry-after": "1" } : {});
}

/** A success that keeps what it had, or stores values of its own. */
function withOtherValues(service: Service, request: ServiceRequest): ServiceResponse {
  if (request.method === "PATCH")
    return service({ ...request, method: "GET", query: new URLSearchParams(), body: undefined });
  return service({ ...request, body: isJsonObject(request.body) ? changed(request.body, request) : request.body });
}

function changed(body: JsonObject, { path, method }: ServiceRequest): JsonObject {
  if (path.startsWith("/Users")) {
    const { name } = body;
    const rest = Object.entries(body).filter(([key]) => key !== "externalId");
    return { ...Object.fromEntries(rest), name: { ...(isJsonObject(name) ? name : {}), familyName: "Changed" } };
  }
  return method === "POST" ? { ...body, displayName: `${textOf(body["displayName"])} (2)` } : { ...body, members: [] };
}

/** A resource, or a list of them, without what this server does not show. */
function hide(body: JsonObject, members: "hidden-when-empty" | "never-shown"): JsonObject {
  const { Resources: resources } = body;
  if (Array.isArray(resources))
    return { ...body, Resources: resources.filter(isJsonObject).map((one) => hide(one, members)) };
  const shown: Record<string, JsonValue | undefined> = { ...body };
  const { members: list } = body;
  if (members === "never-shown" || (Array.isArray(list) && list.length === 0)) delete shown["members"];
  if (members === "never-shown") delete shown["groups"];
  return shown;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
