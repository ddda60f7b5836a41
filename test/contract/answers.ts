import type { JsonValue } from "../../src/base/json.js";
import { isJsonObject } from "../../src/base/json.js";
import type { NotedExchange } from "./validate.js";

/** What every error of Okta's has (developer docs, "Error codes"; the description calls none of it required). */
const ERROR_FIELDS = ["errorCode", "errorSummary", "errorLink", "errorId", "errorCauses"];

/** What an error's body lacks; nothing where there is no error. */
export function missingErrorFields(status: number, answer: JsonValue): readonly string[] {
  if (status < 400) return [];
  const body = isJsonObject(answer) ? answer : {};
  return ERROR_FIELDS.filter((name) => body[name] === undefined);
}

/** As much of an operation as tells whether it is a paged list. */
interface Listing {
  readonly parameters?: readonly unknown[] | undefined;
}

/** True for an operation that takes `after`: its answers are pages. */
export function isPaged({ parameters = [] }: Listing): boolean {
  return parameters.some((one) => isJsonObject(one) && one["name"] === "after");
}

/**
 * True for a page without a `Link` to itself, which every page has (developer docs, "Pagination"; recorded). Only where
 * the headers of the answer were noted.
 */
export function missingLink({ path, status, answerHeaders }: NotedExchange, operation: Listing): boolean {
  if (answerHeaders === undefined || status !== 200 || !isPaged(operation)) return false;
  const [, self] = /<([^>]+)>; rel="self"/.exec(answerHeaders["link"] ?? "") ?? [];
  return self === undefined || new URL(self).pathname !== path.split("?", 1)[0];
}
