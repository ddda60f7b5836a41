import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { listenOnLoopback } from "../http/listening.js";
import { Secret } from "../base/secret.js";
import { ScimError } from "../scim/message/errors.js";
import { SCIM_CONTENT_TYPE, errorMessage } from "../scim/message/messages.js";
import { parseJsonBody } from "./json-body.js";
import { withQuirks, type TargetQuirks } from "./quirks.js";
import { answer, type ServiceResponse } from "./request.js";
import type { PatchAnswers } from "./resources.js";
import { createService, type Service } from "./service.js";
import type { UnknownAttributes } from "./unknown-attributes.js";
import { isLoopback } from "../base/loopback.js";

/** A small SCIM server that listens on this machine. */
export interface RunningTarget {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Where `/Users` is appended: `http://127.0.0.1:PORT/scim/v2`. */
  readonly baseUrl: string;
  /** The bearer token every request must carry. */
  readonly token: Secret;
  /** Stops listening and closes all connections. All data is lost. */
  close(): Promise<void>;
}

interface TargetOptions {
  /** Any free port when absent or 0. */
  readonly port?: number;
  /** A random one of 256 bits when absent. */
  readonly token?: Secret;
  /** The clock behind `meta`, in milliseconds since 1970; this machine's when absent. */
  readonly now?: () => number;
  /** The status of a successful PATCH; 200 for users and 204 for groups when absent. */
  readonly patchAnswers?: PatchAnswers;
  /** What becomes of attributes without a schema; ignored when absent. */
  readonly unknownAttributes?: UnknownAttributes;
  /** Deviations from the standard; none when absent. */
  readonly quirks?: TargetQuirks | undefined;
}

const PREFIX = "/scim/v2";
/** A PUT of a group with a hundred thousand members is about 15 MB. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Starts a mini SCIM target on 127.0.0.1 over an empty store.
 *
 * @throws SetupError `port-unavailable` (exit 1)
 */
export async function startTarget(options: TargetOptions = {}): Promise<RunningTarget> {
  const token = options.token ?? new Secret(randomBytes(32).toString("base64url"));
  let url = "";
  const { now = Date.now, patchAnswers, unknownAttributes = "ignored" } = options;
  const service = createService({
    baseUrl: () => url + PREFIX,
    now,
    unknownAttributes,
    ...(patchAnswers === undefined ? {} : { patchAnswers }),
  });
  const { quirks } = options;
  const app = createServer(quirks === undefined ? service : withQuirks(service, quirks), token);
  url = await listenOnLoopback("The SCIM server", options.port ?? 0, (place) => app.listen(place));
  return { url, baseUrl: url + PREFIX, token, close: () => app.close() };
}

function createServer(service: Service, token: Secret): FastifyInstance {
  const app = fastify({
    bodyLimit: MOST_BYTES,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    frameworkErrors: refuse,
    clientErrorHandler: refuseBroken,
    // The service reads the query itself.
    routerOptions: { querystringParser: () => ({}) },
  });
  const authorized = bearerCheck(token);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([SCIM_CONTENT_TYPE, "application/json"], { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  app.setErrorHandler<FastifyError>(refuse);
  app.addHook("onRequest", (request, reply, done) => {
    const refusal = refusalOf(request, authorized);
    if (refusal === undefined) done();
    else send(reply, refusal);
  });
  app.all("/*", (request, reply) => {
    send(reply, answerTo(request, service));
  });
  app.setNotFoundHandler((_request, reply) => {
    send(reply, refusal(405, "This method is not supported here."));
  });
  return app;
}

function refusalOf(
  request: FastifyRequest,
  authorized: (header: string | undefined) => boolean,
): ServiceResponse | undefined {
  const { host, authorization } = request.headers;
  if (!isLoopbackHost(host)) return refusal(403, "This server answers only under this machine's own names.");
  if (authorized(authorization)) return undefined;
  const problem = authorization === undefined ? "" : ', error="invalid_token"';
  const challenge = { "www-authenticate": `Bearer realm="SCIM target"${problem}` };
  return { ...refusal(401, "A valid bearer token is required."), headers: challenge };
}

function answerTo(request: FastifyRequest, service: Service): ServiceResponse {
  const [path = "", ...query] = (request.raw.url ?? "").split("?");
  if (path !== PREFIX && !path.startsWith(`${PREFIX}/`)) return refusal(404, `There is nothing at ${path}.`);
  return service({
    method: request.method,
    path: path.slice(PREFIX.length),
    query: new URLSearchParams(query.join("?")),
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? parseJsonBody(request.body) : undefined,
  });
}

function refusal(status: number, detail: string): ServiceResponse {
  return answer(status, errorMessage(new ScimError(status, detail)));
}

/** Answers what went wrong before or beside the service. */
function refuse(error: FastifyError | ScimError, _request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof ScimError) send(reply, answer(error.status, errorMessage(error)));
  else if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE")
    send(reply, refusal(413, `The body is larger than ${String(MOST_BYTES)} bytes.`));
  else if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") send(reply, refusal(415, `Send ${SCIM_CONTENT_TYPE}.`));
  else if (error.statusCode !== undefined && error.statusCode < 500)
    send(reply, refusal(error.statusCode, error.message));
  else send(reply, refusal(500, "The server failed."));
}

/** Answers input that is not an HTTP request, and closes the connection. */
function refuseBroken(_error: Error, socket: Socket): void {
  if (!socket.writable) return;
  const body = JSON.stringify(errorMessage(new ScimError(400, "This is not an HTTP request.")));
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: ${SCIM_CONTENT_TYPE}\r\nConnection: close\r\n`;
  socket.end(`${head}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
}

/**
 * Sends the body as text through a serializer of our own: fastify adds a charset to the content type of any other text,
 * and a Buffer costs a second write to the socket.
 */
function send(reply: FastifyReply, { status, headers, body }: ServiceResponse): void {
  reply.code(status).headers(headers);
  if (body === undefined) void reply.send();
  else void reply.header("content-type", SCIM_CONTENT_TYPE).serializer(asIs).send(JSON.stringify(body));
}

function asIs(text: string): string {
  return text;
}

/**
 * Says whether an `Authorization` header carries the token (RFC 6750 2.1), in a time that tells nothing but its length.
 * The scheme's case does not matter (RFC 9110 11.1).
 */
function bearerCheck(token: Secret): (header: string | undefined) => boolean {
  const wanted = Buffer.from(token.reveal());
  return (header) => {
    if (header === undefined || header.slice(0, 7).toLowerCase() !== "bearer ") return false;
    const given = Buffer.from(header.slice(7));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
}

/** True when a `Host` header names this machine: a page of another site that a browser leads here (DNS rebinding) does not. */
export function isLoopbackHost(header: string | undefined): boolean {
  return header !== undefined && isLoopback(header.toLowerCase().replace(/:\d+$/, ""));
}
