import { count } from "../../base/text.js";
import type { Warning } from "../../setup/model/plan.js";
import type { OktaUser } from "../api/schemas.js";

/** What a vendor requires of users before they are assigned, as far as Okta shows it. */
export interface PeopleRequirements {
  /** The Okta username is the email address. */
  readonly loginIsEmail: boolean;
  /** Users have no secondary email address. */
  readonly oneEmail: boolean;
}

const MOST_NAMES = 10;

/** One warning for each requirement that some of these users do not meet, with their names. */
export function unmetRequirements(
  people: readonly OktaUser[],
  { loginIsEmail, oneEmail }: PeopleRequirements,
): Warning[] {
  const warnings: Warning[] = [];
  const others = loginIsEmail ? people.filter(hasOtherLogin).map(nameOf) : [];
  if (others.length > 0) {
    warnings.push({
      code: "login-not-email",
      message: `${count(others.length, "user has", "users have")} an Okta username that is not the email address, which the vendor requires: ${list(others)}.`,
      fix: "Change the username to the email address under Directory > People, or remove the user from the assigned groups.",
      people: { names: others, what: "the Okta username is not the email address, which the vendor requires" },
    });
  }
  const several = oneEmail ? people.filter(hasSecondEmail).map(nameOf) : [];
  if (several.length > 0) {
    warnings.push({
      code: "second-email",
      message: `${count(several.length, "user has", "users have")} a secondary email address, which the vendor does not allow: ${list(several)}.`,
      fix: "Clear Secondary email in the user's profile under Directory > People.",
      people: { names: several, what: "has a secondary email address, which the vendor does not allow" },
    });
  }
  return warnings;
}

function hasOtherLogin({ profile }: OktaUser): boolean {
  const { login, email } = { login: profile["login"], email: profile["email"] };
  return typeof login === "string" && typeof email === "string" && login.toLowerCase() !== email.toLowerCase();
}

function hasSecondEmail({ profile }: OktaUser): boolean {
  const second = profile["secondEmail"];
  return typeof second === "string" && second !== "" && second !== profile["email"];
}

function nameOf({ id, profile }: OktaUser): string {
  return typeof profile["login"] === "string" ? profile["login"] : id;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${String(names.length - MOST_NAMES)} more` : shown;
}
