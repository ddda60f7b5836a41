import { request as httpRequest, type Agent, type ClientRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { DEEPEST_ANSWER, nestsDeeper } from "../base/nesting.js";
import { requireOrigin } from "./guards.js";

/** An answer with its body already read. */
export class HttpAnswer {
  /** @param headers - by lower-case name */
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly text: string,
  ) {}
}

/** One request, and the terms on which it is sent. */
export interface HttpRequest {
  readonly url: URL;
  /** Sent instead of the address's own path and query, byte for byte. */
  readonly path?: string;
  /** The only origin that may receive the request: the one that its credential is for. */
  readonly origin: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** More headers, with a credential: requested only after the origin of the address was checked. */
  readonly sign?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  readonly body: string | undefined;
  /** `false` for a connection of its own. */
  readonly agent: Agent | false;
  /** Real time until the whole answer is read. */
  readonly timeoutMs: number;
  /** True to start the time when there is a connection: waiting for a free one is not the server's fault. */
  readonly waitsForConnection?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Holds the request while it is under way, so that all can be ended together: cheaper than a signal for thousands. */
  readonly underWay?: Set<Pick<ClientRequest, "destroy">>;
  /** Most bytes of an answer, on the wire and unpacked; 64 MB when absent. */
  readonly maxBytes?: number;
}

/** Why no answer came: one of node's codes (`ECONNRESET`), or one of ours (all are in network-failures.ts). */
export class NoAnswer extends Error {
  constructor(
    readonly code: string,
    cause?: unknown,
    readonly viaProxy = false,
  ) {
    super(code, { cause });
  }
}

/** Most bytes of an answer: no API sends a larger one. */
export const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Sends one request and reads the whole answer. Every request of this product leaves here. Redirects are not followed.
 * Built on node:http rather than fetch, which is several times slower per request and adds headers of its own.
 *
 * @throws NoAnswer when the connection fails or is lost, the time is up, or the answer is too large or nested too deeply
 * @throws SetupError `credential-astray` (exit 1) before anything is signed or sent to an origin other than the credential's
 */
export async function sendHttp(request: HttpRequest): Promise<HttpAnswer> {
  const { url, path, method, agent, signal, timeoutMs, underWay, maxBytes = LARGEST_ANSWER_BYTES } = request;
  requireOrigin(url, request.origin);
  const headers = { ...request.headers, ...(await request.sign?.()) };
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      outgoing.destroy();
      reject(error instanceof NoAnswer ? error : new NoAnswer(codeOf(error), error));
    };
    const begin = (): void => {
      timer = setTimeout(() => {
        fail(new NoAnswer("TIME_IS_UP"));
      }, timeoutMs);
    };
    const outgoing = send({
      // A URL has an IPv6 address in brackets; node wants it without.
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port,
      path: path ?? url.pathname + url.search,
      method,
      headers,
      agent,
      ...(signal === undefined ? {} : { signal }),
    });
    if (request.waitsForConnection === true) outgoing.once("socket", begin);
    else begin();
    if (underWay !== undefined) {
      underWay.add(outgoing);
      outgoing.once("close", () => underWay.delete(outgoing));
    }
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      // An answer without TLS to an https request comes from the proxy, which refused the tunnel.
      if (url.protocol === "https:" && !(incoming.socket instanceof TLSSocket)) {
        fail(new NoAnswer(refusalOfProxy(incoming.statusCode ?? 0)));
        return;
      }
      readAnswer(incoming, maxBytes).then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      }, fail);
    });
    outgoing.end(request.body);
  });
}

async function readAnswer(incoming: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const bytes = await readBytes(incoming, maxBytes);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  const text = (await unpack(bytes, headers["content-encoding"], maxBytes)).toString("utf8");
  if (nestsDeeper(text, DEEPEST_ANSWER)) throw new NoAnswer("TOO_DEEP");
  return new HttpAnswer(incoming.statusCode ?? 0, headers, text);
}

function readBytes(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) incoming.destroy(new NoAnswer("TOO_LARGE"));
      else chunks.push(chunk);
    });
    incoming.on("end", () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size));
    });
    incoming.on("error", reject);
  });
}

const unpackers = new Map<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
]);

/** A small answer can unpack to one that fills the memory; such an answer is too large at every try. */
async function unpack(bytes: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const unpacker = encoding === undefined || bytes.length === 0 ? undefined : unpackers.get(encoding.toLowerCase());
  if (unpacker === undefined) return bytes;
  try {
    return await unpacker(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw error instanceof RangeError ? new NoAnswer("TOO_LARGE", error) : error;
  }
}

/** The code of network-failures.ts for a proxy that answered with this status instead of opening a tunnel. */
function refusalOfProxy(status: number): string {
  if (status === 407) return "PROXY_WANTS_SIGN_IN";
  return status === 429 || status >= 500 ? "PROXY_BUSY" : "PROXY_REFUSED";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "NO_ANSWER";
}
