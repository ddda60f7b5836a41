import type { FastifyRequest } from "fastify";
import { unsupportedOperation, validationFailed } from "./errors.js";
import { queryValue } from "./request.js";

/**
 * Answers an `expand` that nobody here follows: it is never ignored, so that a client does not miss what it asked for.
 *
 * @param documented - words that Okta knows here and this sandbox does not simulate
 * @throws OktaApiError 501 E0000060 for those, 400 E0000001 for others, whose answer is a guess
 */
export function refuseExpand(request: FastifyRequest, documented: readonly string[]): void {
  const expand = queryValue(request, "expand");
  if (expand === undefined) return;
  if (expand.split(",").every((word) => documented.includes(word)))
    throw unsupportedOperation(`The sandbox does not simulate expand=${expand}.`);
  throw validationFailed("expand", `expand: ${expand} is not supported here`);
}
