import { isJsonObject, type JsonObject } from "../../../../base/json.js";

/**
 * The expression in an app's username template: `source.login` of `${source.login}`, which is how a BUILT_IN one is written, and
 * a CUSTOM one as it stands (Okta: Apps API, userNameTemplate). Undefined when there is no template.
 */
export function usernameExpression(credentials: JsonObject): string | undefined {
  const { userNameTemplate } = credentials;
  const template = isJsonObject(userNameTemplate) ? userNameTemplate["template"] : undefined;
  return typeof template === "string" ? (/^\$\{(.+)\}$/.exec(template)?.[1] ?? template) : undefined;
}
