import type { JsonObject } from "../../../../base/json.js";

/** What the schema says of a base attribute of an app's users, apart from its type, which is `string`. */
interface BaseAttribute {
  readonly title: string;
  readonly description?: string;
  readonly required?: true;
  readonly externalName?: string;
  readonly maxLength?: number;
}

/** The only base attribute of an app without provisioning. */
const USER_NAME: BaseAttribute = { title: "Username", required: true, maxLength: 100 };

/** The claims of OpenID Connect, which are the base attributes of such an app. Source: recorded traffic, February 2026. */
const OIDC: Readonly<Record<string, BaseAttribute>> = {
  userName: { title: "Username", required: true, externalName: "preferred_username" },
  name: { title: "Name", description: "End-User's full name in displayable form." },
  nickname: {
    title: "Nickname",
    description: "Casual name of the End-User (may or may not be the same as the given_name)",
  },
  given_name: { title: "Given Name", description: "Given name or first name of the End-User." },
  middle_name: { title: "Middle Name", description: "Middle name of the End-User." },
  family_name: { title: "Family Name", description: "Surname or last name of the End-User." },
  email: { title: "Email", description: "End-User's preferred e-mail address." },
  profile: { title: "Profile URL", description: "URL of the End-User's profile page." },
  picture: { title: "Picture URL", description: "URL of the End-User's profile picture." },
  website: { title: "Website", description: "URL of the End-User's Web page or blog." },
  gender: { title: "Gender", description: "End-User's gender." },
  birthdate: {
    title: "Birthdate",
    description: "End-User's birthday, represented as an ISO 8601:2004 YYYY-MM-DD format.",
  },
  zoneinfo: { title: "Time Zone", description: "String representing the End-User's time zone." },
  locale: {
    title: "Locale Name",
    description: "ISO3166-1 country code in uppercase, separated by a dash (e.g. 'en-US')",
  },
  phone_number: {
    title: "Phone Number",
    description: "End-User's preferred telephone number in E.164 format.",
  },
  street_address: {
    title: "Street Address",
    description: "Full street address component.",
    externalName: "address.street_address",
  },
  locality: { title: "Locality", description: "City or locality component.", externalName: "address.locality" },
  region: {
    title: "Region",
    description: "State, province, prefecture, or region component.",
    externalName: "address.region",
  },
  postal_code: {
    title: "Postal Code",
    description: "Zip code or postal code component.",
    externalName: "address.postal_code",
  },
  country: { title: "Country", description: "Country name component.", externalName: "address.country" },
  formatted: {
    title: "Formatted",
    description: "Full mailing address, formatted for display.",
    externalName: "address.formatted",
  },
};

/** The base attributes of an OpenID Connect app as its schema shows them, by name. */
export function oidcBaseAttributes(): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(OIDC).map(([name, one]) => [name, shown(one, "SELF")]));
}

/** The base attributes of another app: the user name, and SCIM's when the app has them. */
export function plainBaseAttributes(scim: readonly string[]): Record<string, JsonObject> {
  const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  const others = scim.map((name) => [name, shown({ title: title(name) }, "NONE")] as const);
  return { userName: shown(USER_NAME, "NONE"), ...Object.fromEntries(others) };
}

function shown({ title, description, ...rest }: BaseAttribute, scope: "SELF" | "NONE"): JsonObject {
  return { title, ...(description === undefined ? {} : { description }), type: "string", ...rest, scope };
}
