import type { JsonObject } from "../../base/json.js";
import type { Attribute, Schema } from "./attribute.js";
import type { ResourceType } from "./resource-type.js";

const CONFIG_URN = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const RESOURCE_TYPE_URN = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const SCHEMA_URN = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/** What a server can do, for {@link serviceProviderConfig}. */
export interface Abilities {
  readonly patch: boolean;
  /** Most resources of one page. */
  readonly maxResults: number;
}

/**
 * The document of RFC 7643 section 5.
 *
 * @param baseUrl - the server's, without a slash at the end
 */
export function serviceProviderConfig(abilities: Abilities, baseUrl: string): JsonObject {
  return {
    schemas: [CONFIG_URN],
    patch: { supported: abilities.patch },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: abilities.maxResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "Bearer token",
        description: "A fixed token in the Authorization header",
        specUri: "https://www.rfc-editor.org/info/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${baseUrl}/ServiceProviderConfig` },
  };
}

/** The document of RFC 7643 section 6 for one resource type. */
export function resourceTypeDocument(type: ResourceType, baseUrl: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ id }) => ({ schema: id, required: false })),
    meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${type.name}` },
  };
}

/** The document of RFC 7643 section 7 for one schema. */
export function schemaDocument(schema: Schema, baseUrl: string): JsonObject {
  return {
    schemas: [SCHEMA_URN],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(attributeDocument),
    meta: { resourceType: "Schema", location: `${baseUrl}/Schemas/${schema.id}` },
  };
}

function attributeDocument(attribute: Attribute): JsonObject {
  const { subAttributes, ...rest } = attribute;
  return subAttributes === undefined ? rest : { ...rest, subAttributes: subAttributes.map(attributeDocument) };
}
