import { isJsonObject } from "../../../base/json.js";
import { notSimulated } from "../../expression/evaluation.js";
import { evaluateExpression } from "../expression/evaluate.js";
import type { OktaApp } from "../org/app.js";
import type { OktaUser } from "../org/user.js";
import { usernameExpression } from "../org/attributes/user-name-template.js";
import { userAttributes } from "./app-values.js";

/** A user's name at an app. */
export interface AppUserName {
  readonly userName: string;
  /** A noun phrase when the app's template could not be evaluated and the login stands in. */
  readonly notSimulated?: string;
}

/**
 * The name that the app's username template gives a user: `${source.login}` of the type BUILT_IN, or an expression as
 * `user.login` of the type CUSTOM (Okta: Apps API, userNameTemplate).
 */
export function appUserName(app: OktaApp, user: OktaUser): AppUserName {
  const login = user.person.userName;
  const expression = usernameExpression(app.written.credentials);
  if (expression === undefined || isLogin(expression)) return { userName: login };
  const found = evaluateExpression(expression, {
    user: userAttributes(user),
    appUser: (name) => notSimulated(`the attribute appuser.${name}`),
  });
  if (found.kind === "value" && typeof found.value === "string" && found.value !== "") return { userName: found.value };
  const what = found.kind === "value" ? "no text" : found.kind === "invalid" ? found.reason : found.what;
  return { userName: login, notSimulated: `the username template of "${app.written.label}": ${what}` };
}

/** "Update application username on: Create and update"; the usual choice is "Create only" (Okta: Apps API, pushStatus). */
export function followsTemplate(app: OktaApp): boolean {
  const { userNameTemplate } = app.written.credentials;
  return isJsonObject(userNameTemplate) && userNameTemplate["pushStatus"] === "PUSH";
}

function isLogin(expression: string): boolean {
  return /^\s*(user|source)\.login\s*$/.test(expression);
}
