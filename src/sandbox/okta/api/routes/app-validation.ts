import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import type { AppSettings } from "../../org/app.js";
import type { AppType, SignOnMode } from "../../org/app-types/app-type.js";
import { checkExpression } from "../../expression/check.js";
import { usernameExpression } from "../../org/attributes/user-name-template.js";
import { validationFailed } from "../errors.js";
import { chooseMode } from "./app-type-choice.js";

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

/** How a client comes by tokens in a browser, which needs an address to come back to. */
const BROWSER_GRANTS = ["authorization_code", "implicit"];
const CLIENT_TYPES = ["web", "native", "browser", "service"];

/**
 * Checks an app as POST and PUT take it. A catalog app brings its sign-on settings with its template. `features` and other
 * read-only members are not read at all: Okta ignores them without a word (okta-developer-docs issue 5130).
 *
 * @param attributes - what a user's profile can have, for the expression of the username template
 * @throws OktaApiError: 400 E0000001 with one cause a problem; 501 for a sign-on mode that is not simulated
 */
export function readAppSettings(body: JsonObject, type: AppType, attributes: ReadonlySet<string>): AppSettings {
  const { label } = body;
  if (typeof label !== "string" || label.trim() === "") throw validationFailed("label", `label: ${BLANK}`);
  if (label.length > LONGEST_LABEL) {
    throw validationFailed(
      "label",
      `label: String length is too long: ${String(label.length)} > ${String(LONGEST_LABEL)}`,
    );
  }
  const signOnMode = chooseMode(type, body);
  const settings = objectOr(body["settings"], {});
  const causes = [
    ...settingsProblems(settings, type, signOnMode),
    ...templateProblems(objectOr(body["credentials"], {}), attributes),
  ];
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

function settingsProblems(settings: JsonObject, type: AppType, mode: SignOnMode | null): string[] {
  const signOn = objectOr(settings["signOn"], {});
  if (type.kind === "custom") return mode === "SAML_2_0" ? samlProblems(signOn) : loginProblems(signOn);
  if (mode === "OPENID_CONNECT") return clientProblems(objectOr(settings["oauthClient"], {}));
  const app = objectOr(settings["app"], {});
  return type.required.filter((name) => (app[name] ?? "") === "").map((name) => `settings.app.${name}: ${BLANK}`);
}

/** What Okta says of these is not recorded; that they are required is documented (Okta Management API, OpenIdConnectApplication). */
function clientProblems(client: JsonObject): string[] {
  const { application_type: kind = "web", grant_types: grants, redirect_uris: addresses } = client;
  const where = "settings.oauthClient";
  if (typeof kind !== "string" || !CLIENT_TYPES.includes(kind))
    return [`${where}.application_type: must be one of ${CLIENT_TYPES.join(", ")}`];
  if (!Array.isArray(grants) || grants.length === 0) return [`${where}.grant_types: ${BLANK}`];
  const returns = BROWSER_GRANTS.some((grant) => grants.includes(grant));
  return returns && (!Array.isArray(addresses) || addresses.length === 0) ? [`${where}.redirect_uris: ${BLANK}`] : [];
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
