import type { JsonObject } from "../base/json.js";
import { resourceTypeDocument, schemaDocument, serviceProviderConfig } from "../scim/schema/discovery.js";
import { ScimError } from "../scim/message/errors.js";
import { listResponse } from "../scim/message/messages.js";
import type { ResourceType } from "../scim/schema/resource-type.js";
import { MAX_COUNT } from "./listing.js";
import { answer, methodNotAllowed, type ServiceRequest, type ServiceResponse } from "./request.js";

/** Answers a discovery request; undefined when the path is none of these (RFC 7644 section 4). */
export type Discovery = (request: ServiceRequest, name: string, id: string | undefined) => ServiceResponse | undefined;

/** Describes a server of these resource types. */
export function discovery(types: readonly ResourceType[], baseUrl: () => string): Discovery {
  const schemas = types.flatMap((type) => [type.schema, ...type.extensions]);

  function documents(name: string): readonly JsonObject[] | undefined {
    if (name === "ResourceTypes") return types.map((type) => resourceTypeDocument(type, baseUrl()));
    if (name === "Schemas") return schemas.map((schema) => schemaDocument(schema, baseUrl()));
    return undefined;
  }

  return (request, name, id) => {
    const config = name === "ServiceProviderConfig" && id === undefined;
    const all = config ? [] : documents(name);
    if (all === undefined) return undefined;
    if (request.method !== "GET") return methodNotAllowed(request, ["GET"]);
    if (request.query.has("filter")) throw new ScimError(403, `/${name} cannot be filtered.`);
    if (config) return answer(200, serviceProviderConfig({ patch: true, maxResults: MAX_COUNT }, baseUrl()));
    if (id === undefined) return answer(200, listResponse({ totalResults: all.length, startIndex: 1, resources: all }));
    const found = all.find((document) => document["id"] === id);
    if (found === undefined) throw new ScimError(404, `There is no "${id}" among /${name}.`);
    return answer(200, found);
  };
}
