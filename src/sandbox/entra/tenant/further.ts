import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";

/** A value of a directory attribute that users have beside the named ones; several for `proxyAddresses` and its like. */
export type Further = string | readonly string[];

/**
 * Attributes by the names of a synchronization schema that Microsoft Graph shows under the same name, or under another.
 * Source: Microsoft Graph, user; Microsoft Learn, customize-application-attributes.
 */
const SAME = [
  ..."employeeId employeeType preferredLanguage streetAddress city state postalCode country companyName".split(" "),
  ..."usageLocation userType".split(" "),
];
/** Written by the synchronization with an own directory only. */
const SYNCHRONIZED = "onPremisesSecurityIdentifier";
const RENAMED: Readonly<Record<string, string>> = {
  mobilePhone: "mobile",
  faxNumber: "facsimileTelephoneNumber",
  officeLocation: "physicalDeliveryOfficeName",
};
const LISTS = ["otherMails", "proxyAddresses"];
/** Exchange's attributes, which Graph keeps in an object of their own. */
export const EXTENSIONS: readonly string[] = Array.from(
  { length: 15 },
  (_, index) => `extensionAttribute${String(index + 1)}`,
);

/** What a text property of Graph that can be changed is called in a synchronization schema. */
export const SCHEMA_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SAME.map((name) => [name, name])),
  ...RENAMED,
};

/** All properties of Graph that {@link renderFurther} gives. */
export const FURTHER_PROPERTIES = [
  ...Object.keys(SCHEMA_NAMES),
  ...LISTS,
  ...["businessPhones", "onPremisesExtensionAttributes", "onPremisesSyncEnabled", SYNCHRONIZED],
];

/** Further attributes by the names of a synchronization schema, out of a user as Graph shows them. */
export function readFurther(profile: JsonObject): Record<string, Further> {
  const more: Record<string, Further> = {};
  const keep = (name: string, value: JsonValue | undefined): void => {
    if (typeof value === "string" && value !== "") more[name] = value;
  };
  for (const [property, name] of Object.entries(SCHEMA_NAMES)) keep(name, profile[property]);
  keep(SYNCHRONIZED, profile[SYNCHRONIZED]);
  for (const name of LISTS) {
    const values = textsIn(profile[name]);
    if (values.length > 0) more[name] = values;
  }
  // Graph allows one number there. Source: Microsoft Graph, user: businessPhones.
  keep("telephoneNumber", textsIn(profile["businessPhones"])[0]);
  if (profile["onPremisesSyncEnabled"] === true) more["dirSyncEnabled"] = "True";
  const extensions = profile["onPremisesExtensionAttributes"];
  if (isJsonObject(extensions)) for (const name of EXTENSIONS) keep(name, extensions[name]);
  return more;
}

/** Further attributes as Graph shows them. */
export function renderFurther(more: Readonly<Record<string, Further>>): JsonObject {
  return Object.keys(more).length === 0 ? NOTHING : render(more);
}

function render(more: Readonly<Record<string, Further>>): JsonObject {
  const extensions = EXTENSIONS.map((name) => [name, more[name] ?? null] as const);
  return {
    ...Object.fromEntries(Object.entries(SCHEMA_NAMES).map(([property, name]) => [property, more[name] ?? null])),
    ...Object.fromEntries(LISTS.map((name) => [name, more[name] ?? []])),
    businessPhones: more["telephoneNumber"] === undefined ? [] : [more["telephoneNumber"]],
    onPremisesExtensionAttributes: Object.fromEntries(extensions),
    onPremisesSyncEnabled: more["dirSyncEnabled"] === "True" ? true : null,
    userType: more["userType"] ?? "Member",
    [SYNCHRONIZED]: more[SYNCHRONIZED] ?? null,
  };
}

/** How most users of a simulated tenant look, made once: lists are long. */
const NOTHING = render({});

function textsIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === "string") : [];
}
