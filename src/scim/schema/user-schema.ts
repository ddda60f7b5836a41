import { attribute, complex, plural, text, type Schema } from "./attribute.js";

/** The URN of the core User schema. */
export const USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";

/** The User of RFC 7643 4.1, with the characteristics of its section 8.7.1. */
export const USER_SCHEMA: Schema = {
  id: USER_URN,
  name: "User",
  description: "A person's account",
  attributes: [
    text("userName", "The name that the user signs in with, unique without regard to case.", {
      required: true,
      uniqueness: "server",
    }),
    complex("name", "The parts of a person's name.", [
      text("formatted", "The full name, formatted for display."),
      text("familyName", "The family name."),
      text("givenName", "The given name."),
      text("middleName", "Middle names."),
      text("honorificPrefix", "A title before the name."),
      text("honorificSuffix", "A suffix after the name."),
    ]),
    text("displayName", "The name for display."),
    text("nickName", "A casual name."),
    attribute("profileUrl", "reference", "A page about the person.", { referenceTypes: ["external"] }),
    text("title", "The position in the organization."),
    text("userType", "The relation to the organization, for example employee or contractor."),
    text("preferredLanguage", "The preferred language, as in Accept-Language."),
    text("locale", "The locale for numbers, dates and currency, for example en-US."),
    text("timezone", "The time zone, for example Europe/Berlin."),
    attribute("active", "boolean", "Whether the account can be used."),
    text("password", "A new password in clear text; never shown.", { mutability: "writeOnly", returned: "never" }),
    plural("emails", "E-mail addresses.", ["work", "home", "other"]),
    plural("phoneNumbers", "Telephone numbers.", ["work", "home", "mobile", "fax", "pager", "other"]),
    plural("ims", "Instant messaging addresses.", ["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"]),
    plural(
      "photos",
      "Addresses of photographs.",
      ["photo", "thumbnail"],
      attribute("value", "reference", "The photograph's address.", { referenceTypes: ["external"] }),
    ),
    complex(
      "addresses",
      "Postal addresses.",
      [
        text("formatted", "The full address, formatted for mailing."),
        text("streetAddress", "Street and number."),
        text("locality", "City or town."),
        text("region", "State or region."),
        text("postalCode", "Postal code."),
        text("country", "Country, as an ISO 3166-1 alpha-2 code."),
        text("type", "What the address is for.", { canonicalValues: ["work", "home", "other"] }),
        attribute("primary", "boolean", "True for the preferred one; at most one address has it."),
      ],
      { multiValued: true },
    ),
    complex(
      "groups",
      "The groups that the user belongs to; changed through the groups.",
      [
        text("value", "The group's id.", { mutability: "readOnly", caseExact: true }),
        attribute("$ref", "reference", "The group's address.", { mutability: "readOnly", referenceTypes: ["Group"] }),
        text("display", "The group's name.", { mutability: "readOnly" }),
        text("type", "Direct or indirect membership.", {
          mutability: "readOnly",
          canonicalValues: ["direct", "indirect"],
        }),
      ],
      { multiValued: true, mutability: "readOnly" },
    ),
    plural("entitlements", "What the person is entitled to.", []),
    plural("roles", "The person's roles.", []),
    plural("x509Certificates", "Certificates.", [], attribute("value", "binary", "A DER certificate in base64.")),
  ],
};

/** The enterprise extension of User: RFC 7643 4.3. */
export const ENTERPRISE_USER_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  name: "EnterpriseUser",
  description: "Attributes of users in organizations",
  attributes: [
    text("employeeNumber", "The user's number in the organization."),
    text("costCenter", "The cost center."),
    text("organization", "The organization."),
    text("division", "The division."),
    text("department", "The department."),
    complex("manager", "The person's manager.", [
      text("value", "The manager's id.", { caseExact: true }),
      attribute("$ref", "reference", "The manager's address.", { referenceTypes: ["User"] }),
      text("displayName", "The manager's name.", { mutability: "readOnly" }),
    ]),
  ],
};
