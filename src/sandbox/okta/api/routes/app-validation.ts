import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import type { AppKind } from "../../org/settings.js";
import type { AppSettings } from "../../org/app.js";
import { checkExpression } from "../../expression/check.js";
import { usernameExpression } from "../../org/attributes/user-name-template.js";
import { validationFailed } from "../errors.js";

const LONGEST_LABEL = 100;
/** requestCompressed is documented as required too, but a recorded request without it was accepted. */
const REQUIRED_BOOLEANS = ["allowMultipleAcsEndpoints", "assertionSigned", "honorForceAuthn", "responseSigned"];
const REQUIRED_URLS = ["ssoAcsUrl", "recipient", "destination"];
const REQUIRED_TEXTS = [
  "audience",
  "subjectNameIdTemplate",
  "subjectNameIdFormat",
  "signatureAlgorithm",
  "digestAlgorithm",
  "authnContextClassRef",
];
const BLANK = "The field cannot be left blank";

/**
 * Checks an app as POST and PUT take it. A catalog app brings its sign-on settings with its template, and is of SAML_2_0 where
 * nobody says otherwise. `features` and other read-only members are not read at all: Okta ignores them
 * without a word (okta-developer-docs issue 5130).
 *
 * @param attributes - what a user's profile can have, for the expression of the username template
 * @throws OktaApiError (400 E0000001) with one cause a problem
 */
export function readAppSettings(body: JsonObject, kind: AppKind, attributes: ReadonlySet<string>): AppSettings {
  const { label } = body;
  const signOnMode = body["signOnMode"] ?? (kind === "catalog" ? "SAML_2_0" : undefined);
  if (typeof label !== "string" || label.trim() === "") throw validationFailed("label", `label: ${BLANK}`);
  if (label.length > LONGEST_LABEL) {
    throw validationFailed(
      "label",
      `label: String length is too long: ${String(label.length)} > ${String(LONGEST_LABEL)}`,
    );
  }
  if (signOnMode !== "SAML_2_0" && signOnMode !== "AUTO_LOGIN") {
    const cause = signOnMode === undefined ? BLANK : "this sandbox supports SAML_2_0 and AUTO_LOGIN";
    throw validationFailed("signOnMode", `signOnMode: ${cause}`);
  }
  const settings = objectOr(body["settings"], {});
  const signOn = objectOr(settings["signOn"], {});
  const causes = kind === "catalog" ? [] : signOnMode === "SAML_2_0" ? samlProblems(signOn) : loginProblems(signOn);
  causes.push(...templateProblems(objectOr(body["credentials"], {}), attributes));
  if (causes.length > 0) throw validationFailed("settings", ...causes);
  return {
    label,
    signOnMode,
    accessibility: objectOr(body["accessibility"], {}),
    visibility: objectOr(body["visibility"], {}),
    credentials: objectOr(body["credentials"], {}),
    settings,
  };
}

function samlProblems(signOn: JsonObject): string[] {
  const problems: string[] = [];
  for (const name of REQUIRED_BOOLEANS) {
    if (typeof signOn[name] !== "boolean") problems.push(`settings.signOn.${name}: ${BLANK}`);
  }
  for (const name of [...REQUIRED_URLS, ...REQUIRED_TEXTS]) {
    const value = signOn[name];
    if (typeof value !== "string" || value === "") problems.push(`settings.signOn.${name}: ${BLANK}`);
    else if (REQUIRED_URLS.includes(name) && !isWebAddress(value))
      problems.push(`settings.signOn.${name}: is not a valid URL`);
  }
  if (signOn["responseSigned"] === false && signOn["assertionSigned"] === false) {
    problems.push("settings.signOn: at least one of responseSigned and assertionSigned must be true");
  }
  return problems;
}

function loginProblems(signOn: JsonObject): string[] {
  const { loginUrl } = signOn;
  return typeof loginUrl === "string" && isWebAddress(loginUrl) ? [] : [`settings.signOn.loginUrl: ${BLANK}`];
}

/** What Okta says of a username template that is no expression is not recorded. */
function templateProblems(credentials: JsonObject, user: ReadonlySet<string>): string[] {
  if (objectOr(credentials["userNameTemplate"], {})["type"] !== "CUSTOM") return [];
  const where = "credentials.userNameTemplate.template";
  const expression = usernameExpression(credentials);
  if (expression === undefined) return [`${where}: ${BLANK}`];
  const checked = checkExpression(expression, { user, appUser: new Set(["userName"]) });
  return checked.ok ? [] : [`${where}: ${checked.reason}`];
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function objectOr(value: JsonValue | undefined, otherwise: JsonObject): JsonObject {
  return isJsonObject(value) ? value : otherwise;
}
