import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Secret } from "../../../base/secret.js";
import { injectFaults, type Faults } from "../../http/faults.js";
import { isLoopbackHost, isSame, nestsDeeper } from "../../http/guard.js";
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
    if (!isLoopbackHost(request.headers.host, Number(new URL(org.url()).port))) {
      await reply.code(421).type("text/plain").send("This sandbox answers to its loopback address only.\n");
      return reply;
    }
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

  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    const text = String(body);
    if (text.trim() === "") done(null, undefined);
    else if (nestsDeeper(text, DEEPEST)) done(malformedBody());
    else parseInto(text, done);
  });

  server.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) => sendError(noSuchMethod(), request, reply));

  function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (isConsole(pathOf(request))) return reply.code(404).type("text/plain").send("There is no such page.\n");
    const known = error instanceof OktaApiError ? error : fromFastify(error);
    return reply.code(known.status).send(known.body(org.newId("oae")));
  }

  return { server, tenantRequests: () => ({ ...counts }) };
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? "";
}

function isConsole(path: string): boolean {
  return path === "/admin" || path.startsWith("/admin/");
}

function parseInto(text: string, done: (error: Error | null, body?: unknown) => void): void {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    done(malformedBody());
    return;
  }
  done(null, body);
}

/** What fastify itself refuses: too large, another content type, a broken URL. */
function fromFastify(error: unknown): OktaApiError {
  const status =
    error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status >= 500) return new OktaApiError(500, "E0000009", "Internal Server Error");
  return new OktaApiError(status, "E0000003", "The request body was not well-formed.");
}
