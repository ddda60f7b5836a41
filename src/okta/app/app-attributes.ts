import { SetupError, EXIT } from "../../base/errors.js";
import type { OktaAppProfile, OktaAttribute } from "../api/schemas.js";
import type { AppAttribute, OktaResults } from "../tenant/results.js";

/** Where Okta's SCIM template sends its own attributes of the app's user profile (RFC 7643 4.1 and 4.3). */
const BASE_PATHS: Readonly<Record<string, string>> = {
  givenName: "name.givenName",
  familyName: "name.familyName",
  middleName: "name.middleName",
  honorificPrefix: "name.honorificPrefix",
  honorificSuffix: "name.honorificSuffix",
  email: "emails[primary eq true].value",
  displayName: "displayName",
  title: "title",
  nickName: "nickName",
  profileUrl: "profileUrl",
  preferredLanguage: "preferredLanguage",
  timezone: "timezone",
  userType: "userType",
  employeeNumber: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
  costCenter: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter",
  organization: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization",
  division: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division",
  department: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
};

/** An attribute's data type as the console names it: `string array` for an array of strings. */
export function typeOf({ type, items }: OktaAttribute): string {
  return type === "array" ? `${items?.type ?? "string"} array` : (type ?? "string");
}

/** A custom attribute as the tenant shows it. */
export function shownAttribute(name: string, attribute: OktaAttribute): AppAttribute {
  const { externalName, externalNamespace } = attribute;
  return {
    type: typeOf(attribute),
    externalName: externalName ?? name,
    ...(typeof externalNamespace === "string" && externalNamespace !== "" ? { externalNamespace } : {}),
  };
}

/**
 * An attribute of the app's user profile by name: as an earlier step wants it, else as the tenant shows it.
 *
 * @param profile - undefined before the app exists
 */
export function attributeOf(
  name: string,
  { attributes }: Pick<OktaResults, "attributes">,
  profile: OktaAppProfile | undefined,
): AppAttribute | undefined {
  const asked = attributes.get(name);
  if (asked !== undefined) return asked;
  const custom = profile?.definitions.custom[name];
  return custom === undefined ? undefined : shownAttribute(name, custom);
}

/** Where an attribute is on the SCIM server, as a SCIM attribute path; undefined where that is not known. */
export function targetPath(name: string, attribute: AppAttribute | undefined): string | undefined {
  if (attribute === undefined) return BASE_PATHS[name];
  const { externalName, externalNamespace } = attribute;
  return externalNamespace === undefined ? externalName : `${externalNamespace}:${externalName}`;
}

/** The error for a step that needs an attribute that the app's user profile does not have. */
export function attributeMissing(name: string, forWhat: string): SetupError {
  return new SetupError({
    code: "attribute-missing",
    exitCode: EXIT.failed,
    what: `The app's user profile has no attribute "${name}", which ${forWhat}`,
    why: "it was renamed or deleted, the step that adds it is skipped, or the template misspells it",
    fix: [
      `Add "${name}" under Directory > Profile Editor > the app's profile, or include the step that adds it.`,
      "Use the attribute's variable name, including capital letters, not its display name.",
    ],
    refused: true,
  });
}
