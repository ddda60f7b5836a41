import { count } from "../../base/text.js";
import type { Warning } from "../../setup/model/plan.js";
import type { OktaUser } from "../api/schemas.js";

/** What a vendor asks of people before they are assigned, as far as Okta shows it. */
export interface PeopleRequirements {
  /** The sign-in name is the e-mail address. */
  readonly loginIsEmail: boolean;
  /** Nobody has a second e-mail address. */
  readonly oneEmail: boolean;
}

const MOST_NAMES = 10;

/** One warning for each requirement that some of these people do not meet, with their names. */
export function unmetRequirements(
  people: readonly OktaUser[],
  { loginIsEmail, oneEmail }: PeopleRequirements,
): Warning[] {
  const warnings: Warning[] = [];
  const others = loginIsEmail ? people.filter(hasOtherLogin).map(nameOf) : [];
  if (others.length > 0) {
    warnings.push({
      code: "login-not-email",
      message: `${count(others.length, "person signs", "people sign")} in with another name than their e-mail address, which the vendor asks for: ${list(others)}.`,
      fix: "Give them their e-mail address as user name under Directory > People, or leave them out of the assigned groups.",
      people: { names: others, what: "signs in with another name than the e-mail address, which the vendor asks for" },
    });
  }
  const several = oneEmail ? people.filter(hasSecondEmail).map(nameOf) : [];
  if (several.length > 0) {
    warnings.push({
      code: "second-email",
      message: `${count(several.length, "person has", "people have")} a second e-mail address, which the vendor asks nobody to have: ${list(several)}.`,
      fix: "Clear the secondary e-mail of these people under Directory > People > Profile.",
      people: { names: several, what: "has a second e-mail address, which the vendor asks nobody to have" },
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
