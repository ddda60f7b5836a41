import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import { parseExpression } from "../../expression/parse.js";
import { UNPREDICTABLE } from "../../expression/values/surroundings.js";
import { attributesOf, callsAny } from "../../expression/values/tree.js";

/** One attribute mapping of a synchronization schema. */
export interface AttributeRule {
  /** The target attribute, as the schema names it. */
  readonly target: string;
  /** The source's expression; undefined when the mapping is the constant {@link defaultValue}. */
  readonly expression: string | undefined;
  /** The attribute of an expression that is `[attribute]` and nothing else. */
  readonly plain: string | undefined;
  readonly defaultValue: string | undefined;
  /** Sent when the object is created and never again. */
  readonly createOnly: boolean;
  /** The target's directory says that the attribute is a boolean. */
  readonly boolean: boolean;
  /** The expression may give another value each time. */
  readonly unpredictable: boolean;
  /** The target's values are replaced as a whole, and not added to. */
  readonly asserted: boolean;
  /** The source attributes of an expression with Switch, which counts only as long as one of them changes; otherwise none. */
  readonly switchesOn: readonly string[];
}

/** The mapping of users or of groups. */
export interface ObjectRule {
  readonly kind: "User" | "Group";
  readonly targetObjectName: string;
  /** Target attributes by which an object is looked for, in their order. */
  readonly matching: readonly string[];
  /** All attribute mappings but those of references. */
  readonly attributes: readonly AttributeRule[];
  /** True when `manager` or `members` are mapped. */
  readonly references: boolean;
  /** What the source's directory says an object has. */
  readonly declared: ReadonlySet<string>;
  readonly flows: { readonly add: boolean; readonly update: boolean; readonly delete: boolean };
}

/** A directory, as logs name it. */
export interface DirectoryName {
  readonly id: string;
  readonly name: string;
}

/** What a job's schema asks for. */
export interface JobMapping {
  readonly users: ObjectRule | undefined;
  readonly groups: ObjectRule | undefined;
  readonly source: DirectoryName;
  readonly target: DirectoryName;
}

/** Says what of a schema the sandbox does not simulate: `the scoping filter of people`. */
export type Note = (what: string) => void;

const USER_OBJECTS = new Set([
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  "urn:ietf:params:scim:schemas:core:2.0:User",
  "User",
]);
const GROUP_OBJECTS = new Set(["urn:ietf:params:scim:schemas:core:2.0:Group", "Group"]);
const REFERENCE = { User: "manager", Group: "members" } as const;

/**
 * Reads a job's schema as it stands. Mappings are told by their objects, never by their names, which differ between tenants;
 * what is disabled is left out. Source: Microsoft Graph, synchronizationSchema.
 *
 * @param ruleId - the rule to read; all rules when absent, the first mapping of each kind counts
 */
export function readMapping(schema: JsonObject, note: Note, ruleId?: string): JobMapping {
  const rules = objectsIn(schema, "synchronizationRules").filter(
    (rule) => ruleId === undefined || rule["id"] === ruleId,
  );
  const found = (kind: ObjectRule["kind"], objects: ReadonlySet<string>): ObjectRule | undefined => {
    for (const rule of rules) {
      for (const mapping of objectsIn(rule, "objectMappings")) {
        if (mapping["enabled"] !== true || mapping["sourceObjectName"] !== kind) continue;
        const targetObjectName = textIn(mapping, "targetObjectName");
        if (targetObjectName !== undefined && objects.has(targetObjectName))
          return objectRule(schema, rule, mapping, { kind, targetObjectName }, note);
      }
    }
    return undefined;
  };
  return {
    users: found("User", USER_OBJECTS),
    groups: found("Group", GROUP_OBJECTS),
    source: directory(schema, rules[0], "sourceDirectoryName"),
    target: directory(schema, rules[0], "targetDirectoryName"),
  };
}

function objectRule(
  schema: JsonObject,
  rule: JsonObject,
  mapping: JsonObject,
  { kind, targetObjectName }: Pick<ObjectRule, "kind" | "targetObjectName">,
  note: Note,
): ObjectRule {
  if (!isEmptyFilter(mapping["scope"])) note(`the scoping filter of ${kind === "User" ? "users" : "groups"}`);
  const mappings = objectsIn(mapping, "attributeMappings");
  const booleans = new Set(
    definedAttributes(schema, rule["targetDirectoryName"], targetObjectName)
      .filter(({ type }) => type === "Boolean")
      .map(({ name }) => name),
  );
  const attributes = mappings.flatMap((one) => attributeRule(one, booleans, note));
  const isReference = ({ target, plain }: AttributeRule): boolean =>
    plain === REFERENCE[kind] && (target === plain || target.endsWith(`:${plain}`));
  const flows = textIn(mapping, "flowTypes") ?? "Add, Update, Delete";
  return {
    kind,
    targetObjectName,
    matching: mappings
      .filter((one) => priorityOf(one) > 0)
      .sort((a, b) => priorityOf(a) - priorityOf(b))
      .flatMap((one) => textIn(one, "targetAttributeName") ?? []),
    attributes: attributes.filter((one) => !isReference(one)),
    references: attributes.some(isReference),
    declared: new Set(
      definedAttributes(schema, rule["sourceDirectoryName"], kind).flatMap((one) => textIn(one, "name") ?? []),
    ),
    flows: { add: flows.includes("Add"), update: flows.includes("Update"), delete: flows.includes("Delete") },
  };
}

function attributeRule(mapping: JsonObject, booleans: ReadonlySet<unknown>, note: Note): AttributeRule[] {
  const target = textIn(mapping, "targetAttributeName");
  if (target === undefined) return [];
  const flowType = textIn(mapping, "flowType") ?? "Always";
  if (flowType !== "Always" && flowType !== "ObjectAddOnly") note(`the flow type ${flowType} of ${target}`);
  if (mapping["flowBehavior"] === "FlowAlways") note(`the flow behaviour FlowAlways of ${target}`);
  const source = mapping["source"];
  const expression = isJsonObject(source) ? expressionOf(source) : undefined;
  return [
    {
      target,
      expression,
      plain: /^\s*\[([^[\]]+)\]\s*$/.exec(expression ?? "")?.[1],
      defaultValue: textIn(mapping, "defaultValue"),
      createOnly: flowType === "ObjectAddOnly",
      boolean: booleans.has(target) || target === "active",
      ...traitsOf(expression),
    },
  ];
}

/** Attributes that the service works out itself for each cycle: every tenant's default mapping switches on one of them. */
const WORKED_OUT = new Set(["IsSoftDeleted", "accountEnabled"]);
const SWITCH = new Set(["Switch"]);
const ASSERTIVE = new Set(["AssertiveAppRoleAssignmentsComplex"]);

function traitsOf(expression: string | undefined): Pick<AttributeRule, "unpredictable" | "asserted" | "switchesOn"> {
  const parsed = expression === undefined ? undefined : parseExpression(expression);
  if (parsed?.ok !== true) return { unpredictable: false, asserted: false, switchesOn: [] };
  const { tree } = parsed;
  const read = callsAny(tree, SWITCH) ? attributesOf(tree) : [];
  return {
    unpredictable: callsAny(tree, UNPREDICTABLE),
    asserted: callsAny(tree, ASSERTIVE),
    switchesOn: read.some((name) => WORKED_OUT.has(name)) ? [] : read,
  };
}

function expressionOf(source: JsonObject): string | undefined {
  const name = textIn(source, "name");
  return (
    textIn(source, "expression") ?? (source["type"] === "Attribute" && name !== undefined ? `[${name}]` : undefined)
  );
}

function priorityOf(mapping: JsonObject): number {
  return Number(mapping["matchingPriority"] ?? 0);
}

/** A filter is empty when it is absent, or when it holds empty lists only. Source: Microsoft Graph, filter. */
function isEmptyFilter(scope: JsonValue | undefined): boolean {
  if (scope === undefined || scope === null || scope === "") return true;
  return (
    isJsonObject(scope) && Object.values(scope).every((one) => one === null || (Array.isArray(one) && one.length === 0))
  );
}

function directory(
  schema: JsonObject,
  rule: JsonObject | undefined,
  side: "sourceDirectoryName" | "targetDirectoryName",
): DirectoryName {
  const name = (rule === undefined ? undefined : textIn(rule, side)) ?? "";
  const found = objectsIn(schema, "directories").find((one) => one["name"] === name);
  return { id: (found === undefined ? undefined : textIn(found, "id")) ?? "", name };
}

function definedAttributes(
  schema: JsonObject,
  directoryName: JsonValue | undefined,
  objectName: string,
): readonly JsonObject[] {
  return objectsIn(schema, "directories")
    .filter((one) => one["name"] === directoryName)
    .flatMap((one) => objectsIn(one, "objects"))
    .filter((one) => one["name"] === objectName)
    .flatMap((one) => objectsIn(one, "attributes"));
}

/** A text member; undefined when it is absent, empty or no text. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The objects of a list member; none when it is no list. */
export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}
