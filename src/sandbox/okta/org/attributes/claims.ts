import type { JsonObject } from "../../../../base/json.js";

function claim(title: string, description: string, externalName?: string): JsonObject {
  return {
    title,
    description,
    type: "string",
    ...(externalName === undefined ? {} : { externalName }),
    scope: "SELF",
  };
}

/** The base attributes of an OpenID Connect app's users: the claims of a profile. Source: recorded schemas, February 2026. */
export const CLAIMS: Readonly<Record<string, JsonObject>> = {
  userName: {
    title: "Username",
    type: "string",
    required: true,
    externalName: "preferred_username",
    scope: "SELF",
  },
  name: claim("Name", "End-User's full name in displayable form."),
  nickname: claim("Nickname", "Casual name of the End-User (may or may not be the same as the given_name)"),
  given_name: claim("Given Name", "Given name or first name of the End-User."),
  middle_name: claim("Middle Name", "Middle name of the End-User."),
  family_name: claim("Family Name", "Surname or last name of the End-User."),
  email: claim("Email", "End-User's preferred e-mail address."),
  profile: claim("Profile URL", "URL of the End-User's profile page."),
  picture: claim("Picture URL", "URL of the End-User's profile picture."),
  website: claim("Website", "URL of the End-User's Web page or blog."),
  gender: claim("Gender", "End-User's gender."),
  birthdate: claim("Birthdate", "End-User's birthday, represented as an ISO 8601:2004 YYYY-MM-DD format."),
  zoneinfo: claim("Time Zone", "String representing the End-User's time zone."),
  locale: claim("Locale Name", "ISO3166‑1 country code in uppercase, separated by a dash (e.g. 'en-US')"),
  phone_number: claim("Phone Number", "End-User's preferred telephone number in E.164 format."),
  street_address: claim("Street Address", "Full street address component.", "address.street_address"),
  locality: claim("Locality", "City or locality component.", "address.locality"),
  region: claim("Region", "State, province, prefecture, or region component.", "address.region"),
  postal_code: claim("Postal Code", "Zip code or postal code component.", "address.postal_code"),
  country: claim("Country", "Country name component.", "address.country"),
  formatted: claim("Formatted", "Full mailing address, formatted for display.", "address.formatted"),
};

/**
 * Which of a user's attributes an OpenID Connect app takes by itself, and what it takes for a user without a time zone or a language.
 * Source: recorded app users, February 2026; the expressions are a guess.
 */
export const CLAIM_DEFAULTS: Readonly<Record<string, string>> = {
  name: "user.displayName",
  nickname: "user.nickName",
  given_name: "user.firstName",
  middle_name: "user.middleName",
  family_name: "user.lastName",
  email: "user.email",
  profile: "user.profileUrl",
  zoneinfo: 'user.timezone == null ? "America/Los_Angeles" : user.timezone',
  locale: 'user.locale == null ? "en_US" : user.locale',
  phone_number: "user.primaryPhone",
  street_address: "user.streetAddress",
  locality: "user.city",
  region: "user.state",
  postal_code: "user.zipCode",
  country: "user.countryCode",
};
