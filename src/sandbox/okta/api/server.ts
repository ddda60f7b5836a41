import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { injectFaults, type Faults } from "../../http/faults.js";
import { pathOf, refuseOtherHosts, statusOf, takeJson } from "../../http/json-server.js";
import type { Org } from "../org/org.js";
import { malformedBody, OktaApiError } from "./errors.js";
import { refuseMissingOperations } from "./not-simulated.js";
import type { RateProfileName } from "./rate-profiles.js";
import { createRateLimits, rateLimitExceeded, type BucketUse } from "./rate-limits.js";

const BODY_LIMIT = 1024 * 1024;
const DEEPEST = 32;

interface ServerOptions {
  readonly org: Org;
  /** Throws when a request is signed by no user who is known. */
  readonly authenticate: (request: FastifyRequest) => Promise<void>;
  readonly rateLimits: RateProfileName | "off";
  readonly faults: Faults | undefined;
}

/** An HTTP server with everything that holds for all routes of the org, and the count of the admin API's requests. */
export interface OrgServer {
  readonly server: FastifyInstance;
  tenantRequests(): { readonly reads: number; readonly writes: number };
  /** The same by rate limit. */
  rateLimitUse(): readonly BucketUse[];
}

export function createServer({ org, authenticate, rateLimits, faults }: ServerOptions): OrgServer {
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
    const signsIn = path.startsWith("/oauth2/");
    // Who signs in changes nothing in the org.
    counts[signsIn || request.method === "GET" || request.method === "HEAD" ? "reads" : "writes"] += 1;
    if (signsIn) return;
    const { limit, remaining, reset, exceeded } = limits.take(request.method, path);
    reply.headers({ "x-rate-limit-limit": limit, "x-rate-limit-remaining": remaining, "x-rate-limit-reset": reset });
    if (exceeded) throw rateLimitExceeded();
    // Source: recorded traffic: all answers but those of the edge, errors and empty ones too.
    reply.header("cache-control", "no-cache, no-store");
    await authenticate(request);
    return;
  });

  takeJson(server, { deepest: DEEPEST, malformed: malformedBody });
  const missing = refuseMissingOperations(server);

  server.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) => sendError(missing.errorFor(request), request, reply));

  function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (isConsole(pathOf(request))) return reply.code(404).type("text/plain").send("There is no such page.\n");
    const known = error instanceof OktaApiError ? error : fromFastify(error);
    if (known.challenge !== undefined) reply.header("www-authenticate", known.challenge);
    return reply.code(known.status).send(known.body(org.newId("oae")));
  }

  return { server, tenantRequests: () => ({ ...counts }), rateLimitUse: () => limits.use() };
}

function isConsole(path: string): boolean {
  return path === "/admin" || path.startsWith("/admin/") || path === "/activate";
}

/** What fastify itself refuses: too large, another content type, a broken URL. */
function fromFastify(error: unknown): OktaApiError {
  const status = statusOf(error);
  if (status === 500) return new OktaApiError(500, "E0000009", "Internal Server Error");
  return new OktaApiError(status, "E0000003", "The request body was not well-formed.");
}
