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

/** One request, and on what terms it is sent. */
export interface HttpRequest {
  readonly url: URL;
  /** What stands on the wire in place of the address's own path and query, byte for byte. */
  readonly path?: string;
  /** The only origin that may get to see what is sent: the one its credential was given for. */
  readonly origin: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Further headers, which carry a credential: asked for only once the address is known to be of its origin. */
  readonly sign?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  readonly body: string | undefined;
  /** `false` for a connection of its own. */
  readonly agent: Agent | false;
  /** Real time until the whole answer is read. */
  readonly timeoutMs: number;
  /** True to count the time from when there is a connection: waiting for a free one of the agent's is our own doing. */
  readonly waitsForConnection?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Holds the request for as long as it is under way, so that it can be ended with others: cheaper than a signal for thousands. */
  readonly underWay?: Set<Pick<ClientRequest, "destroy">>;
  /** Most bytes of an answer, on the wire and unpacked; 64 MB when absent. */
  readonly maxBytes?: number;
}

/** Why no answer came: a code of node's own (`ECONNRESET`), or one of ours (network-failures.ts has them all). */
export class NoAnswer extends Error {
  constructor(
    readonly code: string,
    cause?: unknown,
    readonly viaProxy = false,
  ) {
    super(code, { cause });
  }
}

/** Most bytes of an answer: any that is larger is not of an API. */
export const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Sends one request and reads its answer to the end: the one place of this product where requests leave. Follows no redirect.
 * Built on node:http rather than fetch, which is several times slower per request and adds headers of its own.
 *
 * @throws NoAnswer when the connection fails or breaks off, time is up, or the answer is too large or nested too deep
 * @throws SetupError `credential-astray` (exit 1) before anything is signed or sent to another origin than that of the credential
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
      // An IPv6 address stands in brackets in a URL, and without them here.
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
      // Where TLS was asked for, an answer without it is the proxy's, who turned the tunnel down.
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

/** A small answer can unpack to one that fills the memory: what is too large then is so at every further try. */
async function unpack(bytes: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const unpacker = encoding === undefined || bytes.length === 0 ? undefined : unpackers.get(encoding.toLowerCase());
  if (unpacker === undefined) return bytes;
  try {
    return await unpacker(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw error instanceof RangeError ? new NoAnswer("TOO_LARGE", error) : error;
  }
}

/** The code of network-failures.ts for a proxy that answered so instead of opening a way to the host. */
function refusalOfProxy(status: number): string {
  if (status === 407) return "PROXY_WANTS_SIGN_IN";
  return status === 429 || status >= 500 ? "PROXY_BUSY" : "PROXY_REFUSED";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "NO_ANSWER";
}
