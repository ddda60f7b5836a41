/** The data types of RFC 7643 2.3. */
export type AttributeType =
  "string" | "boolean" | "decimal" | "integer" | "dateTime" | "binary" | "reference" | "complex";

/** One attribute of a schema, with the characteristics of RFC 7643 section 7. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly description: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly";
  readonly returned: "always" | "never" | "default" | "request";
  readonly uniqueness: "none" | "server" | "global";
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** A named set of attributes. */
export interface Schema {
  /** Its URN. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** Characteristics that differ from those RFC 7643 2.2 gives an attribute about which nothing is said. */
export type Characteristics = Partial<Omit<Attribute, "name" | "type" | "description">>;

/** An attribute with the defaults of RFC 7643 2.2: optional, readWrite, caseless, returned by default, not unique. */
export function attribute(
  name: string,
  type: AttributeType,
  description: string,
  differing: Characteristics = {},
): Attribute {
  return {
    name,
    type,
    multiValued: false,
    description,
    required: false,
    // References and binary values are compared as they stand (RFC 7643 2.3.6, 2.3.7).
    caseExact: type === "reference" || type === "binary",
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    ...differing,
  };
}

/** A string attribute. */
export function text(name: string, description: string, differing: Characteristics = {}): Attribute {
  return attribute(name, "string", description, differing);
}

/** An attribute that has sub-attributes. */
export function complex(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  differing: Characteristics = {},
): Attribute {
  return attribute(name, "complex", description, { ...differing, subAttributes });
}

/**
 * A multi-valued attribute with the sub-attributes RFC 7643 2.4 gives such attributes: value, display, type, primary.
 *
 * @param kinds - canonical values of `type`
 */
export function plural(name: string, description: string, kinds: readonly string[], value?: Attribute): Attribute {
  return complex(
    name,
    description,
    [
      value ?? text("value", "The value itself."),
      text("display", "A display name of the value."),
      text("type", "What the value is for.", kinds.length === 0 ? {} : { canonicalValues: kinds }),
      attribute("primary", "boolean", "True for the preferred one; at most one value has it."),
    ],
    { multiValued: true },
  );
}
