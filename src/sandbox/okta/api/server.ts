import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Secret } from "../../../base/secret.js";
import { injectFaults, type Faults } from "../../http/faults.js";
import { isSame } from "../../http/guard.js";
import { pathOf, refuseOtherHosts, statusOf, takeJson } from "../../http/json-server.js";
import type { Org } from "../org/org.js";
import { invalidToken, malformedBody, noSuchMethod, OktaApiError } from "./errors.js";
import { createRateLimits, rateLimitExceeded } from "./rate-limits.js";

const BODY_LIMIT = 1024 * 1024;
const DEEPEST = 32;

interface ServerOptions {
  readonly org: Org;
  readonly token: Secret;
  readonly rateLimits: "documented" | "off";
  readonly faults: Faults | undefined;
}

/** An HTTP server with everything that holds for all routes of the org, and the count of the admin API's requests. */
export interface OrgServer {
  readonly server: FastifyInstance;
  tenantRequests(): { readonly reads: number; readonly writes: number };
}

export function createServer({ org, token, rateLimits, faults }: ServerOptions): OrgServer {
  const server = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
  const now = (): number => org.scheduler.now();
  const limits = createRateLimits(rateLimits, now);
  const counts = { reads: 0, writes: 0 };
  if (faults !== undefined) injectFaults(server, { faults, now, concerns: (request) => !isConsole(pathOf(request)) });

  server.addHook("onRequest", async (request, reply) => {
    if (await refuseOtherHosts(request, reply)) return reply;
    const path = pathOf(request);
    if (isConsole(path)) return;
    reply.headers({ "x-okta-request-id": org.newId("oae"), date: new Date(now()).toUTCString() });
    if (path === "/.well-known/okta-organization") return;
    counts[request.method === "GET" || request.method === "HEAD" ? "reads" : "writes"] += 1;
    const { limit, remaining, reset, exceeded } = limits.take(request.method, path);
    reply.headers({ "x-rate-limit-limit": limit, "x-rate-limit-remaining": remaining, "x-rate-limit-reset": reset });
    if (exceeded) throw rateLimitExceeded();
    if (!isSame(request.headers.authorization ?? "", `SSWS ${token.reveal()}`)) throw invalidToken();
    return;
  });

  takeJson(server, { deepest: DEEPEST, malformed: malformedBody });

  server.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) => sendError(noSuchMethod(), request, reply));

  function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (isConsole(pathOf(request))) return reply.code(404).type("text/plain").send("There is no such page.\n");
    const known = error instanceof OktaApiError ? error : fromFastify(error);
    return reply.code(known.status).send(known.body(org.newId("oae")));
  }

  return { server, tenantRequests: () => ({ ...counts }) };
}

function isConsole(path: string): boolean {
  return path === "/admin" || path.startsWith("/admin/");
}

/** What fastify itself refuses: too large, another content type, a broken URL. */
function fromFastify(error: unknown): OktaApiError {
  const status = statusOf(error);
  if (status === 500) return new OktaApiError(500, "E0000009", "Internal Server Error");
  return new OktaApiError(status, "E0000003", "The request body was not well-formed.");
}
