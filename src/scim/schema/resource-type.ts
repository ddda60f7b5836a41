import { attribute, complex, text, type Attribute, type Schema } from "./attribute.js";
import { GROUP_SCHEMA } from "./group-schema.js";
import { USER_SCHEMA, ENTERPRISE_USER_SCHEMA } from "./user-schema.js";

/** A kind of resource a server offers (RFC 7643 section 6). */
export interface ResourceType {
  /** The name in `meta.resourceType`. */
  readonly name: string;
  readonly description: string;
  /** Path under the base URL: `/Users`. */
  readonly endpoint: string;
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
}

export const USER_TYPE: ResourceType = {
  name: "User",
  description: "People",
  endpoint: "/Users",
  schema: USER_SCHEMA,
  extensions: [ENTERPRISE_USER_SCHEMA],
};

export const GROUP_TYPE: ResourceType = {
  name: "Group",
  description: "Groups of users",
  endpoint: "/Groups",
  schema: GROUP_SCHEMA,
  extensions: [],
};

/** What every resource has, whatever its schema (RFC 7643 3.1). `schemas` stands apart: it says which schemas hold. */
export const COMMON_ATTRIBUTES: readonly Attribute[] = [
  text("id", "The resource's id, assigned by the server.", {
    caseExact: true,
    mutability: "readOnly",
    returned: "always",
    uniqueness: "server",
  }),
  text("externalId", "The client's id for the resource.", { caseExact: true }),
  complex(
    "meta",
    "About the resource itself.",
    [
      text("resourceType", "Its type.", { caseExact: true, mutability: "readOnly" }),
      attribute("created", "dateTime", "When it was created.", { mutability: "readOnly" }),
      attribute("lastModified", "dateTime", "When it was last changed.", { mutability: "readOnly" }),
      attribute("location", "reference", "Its address.", { mutability: "readOnly", referenceTypes: ["uri"] }),
      text("version", "Its version.", { caseExact: true, mutability: "readOnly" }),
    ],
    { mutability: "readOnly" },
  ),
];

const byLowerName = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/** The attribute of this name, in any case (RFC 7643 2.1: attribute names are caseless). */
export function attributeNamed(attributes: readonly Attribute[], name: string): Attribute | undefined {
  let index = byLowerName.get(attributes);
  if (index === undefined) {
    index = new Map(attributes.map((one) => [one.name.toLowerCase(), one]));
    byLowerName.set(attributes, index);
  }
  return index.get(name.toLowerCase());
}

const coreAttributes = new WeakMap<ResourceType, readonly Attribute[]>();

/** The attributes that stand at the top of a resource: the common ones and those of its own schema. */
export function coreAttributesOf(type: ResourceType): readonly Attribute[] {
  let attributes = coreAttributes.get(type);
  if (attributes === undefined) {
    attributes = [...COMMON_ATTRIBUTES, ...type.schema.attributes];
    coreAttributes.set(type, attributes);
  }
  return attributes;
}

/** The extension with this URN, in any case. */
export function extensionOf(type: ResourceType, urn: string): Schema | undefined {
  const wanted = urn.toLowerCase();
  return type.extensions.find((extension) => extension.id.toLowerCase() === wanted);
}
