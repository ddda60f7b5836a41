import type { FastifyInstance, FastifyRequest } from "fastify";
import { pathOf } from "../../http/json-server.js";
import { noSuchMethod, OktaApiError } from "./errors.js";

const API = "/api/v1/";

/**
 * Resources that a route of this sandbox would take for the id of something else: `rules` is no group. With all below them.
 * Source: Okta Management API, paths.
 */
const OTHER_RESOURCES: readonly string[] = ["/api/v1/groups/rules"];

/** What to answer to requests that no route serves. */
export interface MissingOperations {
  /**
   * 501 with Okta's own error body for a path that this sandbox does not simulate, so that a gap of the sandbox does not look like an
   * answer of Okta; 405 for another method on a simulated path.
   */
  errorFor(request: FastifyRequest): OktaApiError;
}

/** Refuses what no route may serve; has to be called before the routes are added, so that it can list them. */
export function refuseMissingOperations(server: FastifyInstance): MissingOperations {
  const operations: { readonly method: string; readonly path: string }[] = [];
  server.addHook("onRoute", ({ method, url }) => {
    if (url.startsWith(API)) for (const one of [method].flat()) operations.push({ method: one, path: url });
  });
  server.addHook("preHandler", (request, _reply, done) => {
    const path = pathOf(request);
    const isOther = OTHER_RESOURCES.some((other) => path === other || path.startsWith(`${other}/`));
    done(isOther ? notSimulated(request.method, path) : undefined);
  });

  function notSimulated(method: string, path: string): OktaApiError {
    const area = areaOf(path);
    const near = operations.filter((one) => areaOf(one.path) === area);
    const listed = near.map((one) => `${one.method} ${one.path.replace(/:(\w+)/g, "{$1}")}`);
    const areas = [...new Set(operations.map((one) => areaOf(one.path)))].sort();
    return new OktaApiError(501, "E0000060", "Unsupported operation.", [
      `The sandbox does not simulate ${method} ${path}.`,
      listed.length > 0 ? `It simulates: ${listed.sort().join(", ")}.` : `It simulates only: ${areas.join(", ")}.`,
    ]);
  }

  return {
    errorFor: (request) => {
      const path = pathOf(request);
      const isServed = operations.some((one) => matches(one.path, path));
      return isServed || !path.startsWith(API) ? noSuchMethod() : notSimulated(request.method, path);
    },
  };
}

/** `/api/v1/groups` of everything at and below it; of schemas and types one step more. */
function areaOf(path: string): string {
  const [, , , first = "", second = ""] = path.split("/");
  return API + (first === "meta" ? `meta/${second}` : first);
}

function matches(pattern: string, path: string): boolean {
  const [wanted, is] = [pattern.split("/"), path.split("/")];
  return wanted.length === is.length && wanted.every((part, at) => part.startsWith(":") || part === is[at]);
}
