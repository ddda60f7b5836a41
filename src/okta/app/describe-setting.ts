import type { JsonValue } from "../../base/json.js";

/** Settings of an app by their paths in the API, each with its label in the console. */
const LABELS: Readonly<Record<string, string>> = {
  label: "Application label",
  name: "App name in the catalog",
  signOnMode: "Sign-on method",
  "settings.signOn.ssoAcsUrl": "Single sign-on URL",
  "settings.signOn.recipient": "Recipient URL",
  "settings.signOn.destination": "Destination URL",
  "settings.signOn.audience": "Audience URI (SP Entity ID)",
  "settings.signOn.loginUrl": "App's login page URL",
  "settings.signOn.redirectUrl": "Redirect URL",
  "credentials.scheme": "Who sets the credentials?",
  "credentials.userNameTemplate.template": "Application username format",
  "credentials.userNameTemplate.pushStatus": "Update application username on",
  "visibility.hide.web": "Do not display application icon to users",
  "visibility.hide.iOS": "Do not display application icon in the Okta Mobile App",
};

const SIGN_ON_METHODS: Readonly<Record<string, string>> = { SAML_2_0: "SAML 2.0", AUTO_LOGIN: "SWA" };

/** The choices of a setting, by the API's values. Source: Okta help, "Create SWA app integrations"; OpenAPI description. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  signOnMode: SIGN_ON_METHODS,
  "credentials.scheme": {
    EXTERNAL_PASSWORD_SYNC: "Administrator sets username, password is the same as user's Okta password",
    EDIT_USERNAME_AND_PASSWORD: "User sets username and password",
    EDIT_PASSWORD_ONLY: "Administrator sets username, user sets password",
    ADMIN_SETS_CREDENTIALS: "Administrator sets username and password",
  },
  "credentials.userNameTemplate.pushStatus": { PUSH: "Create and update", DONT_PUSH: "Create only" },
};

/** A setting's label in the console, in quotes; its path where there is none. */
export function describeSetting(path: string): string {
  return `"${LABELS[path] ?? path}"`;
}

/** A setting's value in the console's words: `on` or `off`, or in quotes a choice or a text. */
export function describeValue(path: string, value: JsonValue): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  const choice = typeof value === "string" ? CHOICES[path]?.[value] : undefined;
  return JSON.stringify(choice ?? value);
}

/** A sign-on mode of the API in the console's words. */
export function describeSignOn(mode: string): string {
  return SIGN_ON_METHODS[mode] ?? mode;
}
