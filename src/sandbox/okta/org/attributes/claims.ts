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
