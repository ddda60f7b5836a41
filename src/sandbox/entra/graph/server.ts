import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { injectFaults, type Faults } from "../../http/faults.js";
import { pathOf, refuseOtherHosts, statusOf, takeJson } from "../../http/json-server.js";
import type { AccessTokens } from "./access-tokens.js";
import { isBeta, routedUrl } from "./addresses.js";
import { GraphError } from "./errors.js";
import { isFunction, refuseUnknown, type Operation } from "./not-simulated.js";
import { malformedBody } from "./request.js";
import type { Caller } from "./rights.js";

/** A schema of a few hundred attributes is a quarter of this. */
const BODY_LIMIT = 4 * 1024 * 1024;
const DEEPEST = 64;

interface ServerOptions {
  readonly tokens: AccessTokens;
  readonly now: () => number;
  readonly newRequestId: () => string;
  readonly faults: Faults | undefined;
}

/** An HTTP server with everything that holds for all routes of Graph, and the count of requests. */
export interface GraphServer {
  readonly server: FastifyInstance;
  /** Whose token a request came with. */
  callerOf(request: FastifyRequest): Caller;
  tenantRequests(): { readonly reads: number; readonly writes: number };
}

/** POSTs that change nothing. */
const ASKING = /\/(?:validateCredentials|parseExpression|\$batch)$/i;

export function createGraphServer({ tokens, now, newRequestId, faults }: ServerOptions): GraphServer {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    genReqId: newRequestId,
    rewriteUrl: ({ url = "/" }) => routedUrl(url),
    // Names of segments are alike in letters of either case, as in reality.
    routerOptions: { maxParamLength: 400, caseSensitive: false },
  });
  const operations: Operation[] = [];
  server.addHook("onRoute", ({ method, url }) => {
    if (!isPortal(url)) operations.push(...[method].flat().map((one) => ({ method: one, path: url })));
  });
  const counts = { reads: 0, writes: 0 };
  const callers = new WeakMap<FastifyRequest, Caller>();
  if (faults !== undefined) injectFaults(server, { faults, now, concerns: (request) => !isPortal(pathOf(request)) });

  server.addHook("onRequest", async (request, reply) => {
    if (isPortal(pathOf(request))) {
      if (await refuseOtherHosts(request, reply)) return reply;
      return;
    }
    reply.headers({
      "request-id": request.id,
      "client-request-id": clientRequestId(request),
      date: new Date(now()).toUTCString(),
    });
    if (await refuseOtherHosts(request, reply)) return reply;
    const { method } = request;
    counts[method === "GET" || method === "HEAD" || ASKING.test(pathOf(request)) ? "reads" : "writes"] += 1;
    callers.set(request, checkToken(request.headers.authorization));
    if (isFunction(pathOf(request))) throw noSuchRoute(request);
    return;
  });

  // What an answer holds is told by the version that was asked.
  server.addHook("onSend", (request, _reply, payload, done) => {
    if (!isBeta(request.originalUrl) || typeof payload !== "string") done(null, payload);
    else done(null, payload.replaceAll("/v1.0/$metadata#", "/beta/$metadata#"));
  });

  function checkToken(authorization: string | undefined): Caller {
    if (authorization === undefined) throw invalidToken("Access token is empty.");
    const token = authorization.startsWith("Bearer ") ? tokens.find(authorization.slice("Bearer ".length)) : undefined;
    if (token === undefined) throw invalidToken("Access token validation failure.");
    if (now() >= token.expiresAt) throw invalidToken("Lifetime validation failed, the token is expired.");
    if (token.revoked) throw revokedToken(now());
    return token.caller;
  }

  function callerOf(request: FastifyRequest): Caller {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error("a request came past the check of its token");
    return caller;
  }

  function noSuchRoute({ method, originalUrl }: FastifyRequest): GraphError {
    return refuseUnknown(method, originalUrl.split("?", 1)[0] ?? "", operations);
  }

  takeJson(server, { deepest: DEEPEST, malformed: malformedBody });

  function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (isPortal(pathOf(request))) return reply.code(404).type("text/plain").send("There is no such page.\n");
    const known = error instanceof GraphError ? error : fromFastify(error);
    const ids = { requestId: request.id, clientRequestId: clientRequestId(request), at: now() };
    return reply.code(known.status).headers(known.headers).send(known.body(ids));
  }

  server.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) => sendError(noSuchRoute(request), request, reply));
  return { server, callerOf, tenantRequests: () => ({ ...counts }) };
}

/** The pages of the simulated portal have a guard of their own. */
function isPortal(path: string): boolean {
  return path === "/portal" || path.startsWith("/portal/");
}

function invalidToken(message: string): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", message, { "www-authenticate": 'Bearer realm=""' });
}

/** The challenge of continuous access evaluation. Source: Microsoft identity platform docs, claims-challenge. */
function revokedToken(now: number): GraphError {
  const claims = { access_token: { nbf: { essential: true, value: String(Math.floor(now / 1_000)) } } };
  const challenge = Buffer.from(JSON.stringify(claims)).toString("base64");
  return new GraphError(
    401,
    "InvalidAuthenticationToken",
    "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
    { "www-authenticate": `Bearer realm="", error="insufficient_claims", claims="${challenge}"` },
  );
}

function clientRequestId({ id, headers }: FastifyRequest): string {
  const given = headers["client-request-id"];
  return typeof given === "string" && /^[0-9a-f-]{1,40}$/i.test(given) ? given : id;
}

/** What fastify itself refuses: too large, another content type, a broken URL. */
function fromFastify(error: unknown): GraphError {
  const status = statusOf(error);
  if (status === 500) return new GraphError(500, "InternalServerError", "An internal server error occurred.");
  return new GraphError(status, "BadRequest", "The request cannot be read.");
}
