import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { mutability, noTarget, type ScimError } from "../scim/message/errors.js";
import { errorMessage } from "../scim/message/messages.js";
import { answer, type ServiceRequest, type ServiceResponse } from "./request.js";
import type { Service } from "./service.js";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** What a server makes of two things that Okta sends and the standard has it pass over or carry out. */
export interface OktaQuirks {
  /** `groups: []` in the update of a user. A user's groups are read-only (RFC 7643 4.1.2), so it means nothing. */
  readonly emptyGroups?: "taken-literally" | "refused";
  /** A new name for a group in an operation without a path (RFC 7644 3.5.2.3). */
  readonly rename?: "empties-members" | "refused";
}

/** A service that deals otherwise with what Okta sends. */
export function withOktaQuirks(service: Service, { emptyGroups, rename }: OktaQuirks): Service {
  if (emptyGroups === undefined && rename === undefined) return service;
  return (request) => {
    const [, resource, id] = request.path.split("/");
    if (id === undefined) return service(request);
    if (emptyGroups !== undefined && resource === "Users" && saysNoGroups(request)) {
      if (emptyGroups === "refused") return refusal(mutability('"groups" is read-only and cannot be set.'));
      leaveAllGroups(service, request);
    }
    if (rename !== undefined && resource === "Groups" && renames(request)) {
      if (rename === "refused") return refusal(noTarget("A replace operation needs a path."));
      patch(service, request, request.path, [{ op: "replace", path: "members", value: [] }]);
    }
    return service(request);
  };
}

function saysNoGroups({ method, body }: ServiceRequest): boolean {
  const groups = isJsonObject(body) ? body["groups"] : undefined;
  return method === "PUT" && Array.isArray(groups) && groups.length === 0;
}

function renames({ method, body }: ServiceRequest): boolean {
  const operations = isJsonObject(body) ? body["Operations"] : undefined;
  if (method !== "PATCH" || !Array.isArray(operations)) return false;
  return (operations as readonly JsonValue[]).some(
    (one) =>
      isJsonObject(one) &&
      one["path"] === undefined &&
      isJsonObject(one["value"]) &&
      one["value"]["displayName"] !== undefined,
  );
}

function leaveAllGroups(service: Service, request: ServiceRequest): void {
  const { body } = service({ ...request, method: "GET", query: new URLSearchParams(), body: undefined });
  const groups = body?.["groups"];
  const id = body?.["id"];
  if (!Array.isArray(groups) || typeof id !== "string") return;
  for (const group of (groups as readonly JsonValue[]).filter(isJsonObject)) {
    const { value } = group;
    if (typeof value !== "string") continue;
    const path = `/Groups/${encodeURIComponent(value)}`;
    patch(service, request, path, [{ op: "remove", path: `members[value eq ${JSON.stringify(id)}]` }]);
  }
}

function patch(service: Service, request: ServiceRequest, path: string, operations: readonly JsonObject[]): void {
  service({ ...request, method: "PATCH", path, body: { schemas: [PATCH_OP], Operations: operations } });
}

function refusal(error: ScimError): ServiceResponse {
  return answer(error.status, errorMessage(error));
}
