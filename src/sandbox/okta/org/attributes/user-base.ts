import type { JsonObject } from "../../../../base/json.js";

/** What the schema says of a base attribute of a user, apart from what all have. */
interface BaseAttribute {
  readonly title: string;
  readonly required?: true;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What users may do with their own value. */
  readonly self: "READ_WRITE" | "READ_ONLY" | "HIDE";
}

/** The base attributes of every user type, in the schema's order. Source: recorded traffic, 2025 and 2026. */
const USER_BASE: Readonly<Record<string, BaseAttribute>> = {
  login: { title: "Username", required: true, minLength: 5, maxLength: 100, self: "READ_ONLY" },
  firstName: { title: "First name", required: true, minLength: 1, maxLength: 50, self: "READ_WRITE" },
  lastName: { title: "Last name", required: true, minLength: 1, maxLength: 50, self: "READ_WRITE" },
  middleName: { title: "Middle name", self: "READ_ONLY" },
  honorificPrefix: { title: "Honorific prefix", self: "READ_ONLY" },
  honorificSuffix: { title: "Honorific suffix", self: "READ_ONLY" },
  email: { title: "Primary email", required: true, format: "email", self: "READ_WRITE" },
  title: { title: "Title", self: "READ_ONLY" },
  displayName: { title: "Display name", self: "READ_ONLY" },
  nickName: { title: "Nickname", self: "READ_ONLY" },
  profileUrl: { title: "Profile Url", format: "uri", self: "READ_ONLY" },
  secondEmail: { title: "Secondary email", format: "email", self: "READ_WRITE" },
  mobilePhone: { title: "Mobile phone", maxLength: 100, self: "READ_WRITE" },
  primaryPhone: { title: "Primary phone", maxLength: 100, self: "HIDE" },
  streetAddress: { title: "Street address", self: "HIDE" },
  city: { title: "City", self: "HIDE" },
  state: { title: "State", self: "HIDE" },
  zipCode: { title: "Zip code", self: "HIDE" },
  countryCode: { title: "Country code", format: "country-code", self: "HIDE" },
  postalAddress: { title: "Postal Address", self: "HIDE" },
  preferredLanguage: { title: "Preferred language", format: "language-code", self: "READ_ONLY" },
  locale: { title: "Locale", format: "locale", self: "READ_ONLY" },
  timezone: { title: "Time zone", format: "timezone", self: "READ_ONLY" },
  userType: { title: "User type", self: "READ_ONLY" },
  employeeNumber: { title: "Employee number", self: "READ_ONLY" },
  costCenter: { title: "Cost center", self: "READ_ONLY" },
  organization: { title: "Organization", self: "READ_ONLY" },
  division: { title: "Division", self: "READ_ONLY" },
  department: { title: "Department", self: "READ_ONLY" },
  managerId: { title: "ManagerId", self: "READ_ONLY" },
  manager: { title: "Manager", self: "READ_ONLY" },
};

/** What administrators of an org set for base attributes in the Profile Editor, by name. */
export type BaseSettings = Readonly<
  Record<string, { readonly self?: BaseAttribute["self"]; readonly required?: boolean }>
>;

/** The base attributes as a user schema shows them, by name. */
export function userBaseAttributes(settings: BaseSettings = {}): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(USER_BASE).map(([name, { title, self, required, ...rest }]) => {
      const { self: action = self, required: isRequired = required === true } = settings[name] ?? {};
      const attribute: JsonObject = {
        title,
        type: "string",
        ...(isRequired ? { required: true } : {}),
        ...rest,
        mutability: "READ_WRITE",
        scope: "NONE",
        permissions: [{ principal: "SELF", action }],
        master: { type: "PROFILE_MASTER" },
      };
      return [name, attribute];
    }),
  );
}
