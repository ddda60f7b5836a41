import { request as httpRequest, type Agent, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
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
  /** The only origin that may get to see what is sent: the one its credential was given for. */
  readonly origin: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Further headers, which carry a credential: asked for only once the address is known to be of its origin. */
  readonly sign?: () => Promise<Readonly<Record<string, string>>>;
  readonly body: string | undefined;
  /** `false` for a connection of its own. */
  readonly agent: Agent | false;
  /** Until the whole answer is read. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
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

const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;
const unzip = promisify(gunzip);

/**
 * Sends one request and reads its answer to the end. Follows no redirect.
 *
 * @throws NoAnswer when the connection fails or breaks off, time is up, or the answer is too large or nested too deep
 * @throws SetupError `credential-astray` (exit 1) before anything is sent to another origin than that of the credential
 */
export async function sendHttp(request: HttpRequest): Promise<HttpAnswer> {
  const { url, method, agent, signal, timeoutMs } = request;
  requireOrigin(url, request.origin);
  const headers = { ...request.headers, ...(await request.sign?.()) };
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      outgoing.destroy();
      reject(error instanceof NoAnswer ? error : new NoAnswer(codeOf(error), error));
    };
    const outgoing = send(url, {
      method,
      headers: { ...headers, "accept-encoding": "gzip" },
      agent,
      ...(signal === undefined ? {} : { signal }),
    });
    const timer = setTimeout(() => {
      fail(new NoAnswer("TIME_IS_UP"));
    }, timeoutMs);
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      // Where TLS was asked for, an answer without it is the proxy's, who turned the tunnel down.
      if (url.protocol === "https:" && !(incoming.socket instanceof TLSSocket)) {
        fail(new NoAnswer(refusalOfProxy(incoming.statusCode ?? 0)));
        return;
      }
      readAnswer(incoming).then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      }, fail);
    });
    outgoing.end(request.body);
  });
}

async function readAnswer(incoming: IncomingMessage): Promise<HttpAnswer> {
  const status = incoming.statusCode ?? 0;
  // RFC 9110, 15: there are none beyond 599.
  if (status > 599) throw new NoAnswer("NOT_HTTP");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER_BYTES) throw new NoAnswer("TOO_LARGE");
    chunks.push(chunk);
  }
  const headers = Object.entries(incoming.headers).map(
    ([name, value = ""]) => [name, [value].flat().join(", ")] as const,
  );
  const bytes = Buffer.concat(chunks);
  const plain = incoming.headers["content-encoding"] === "gzip" ? await unpack(bytes) : bytes;
  const text = plain.toString("utf8");
  if (nestsDeeper(text, DEEPEST_ANSWER)) throw new NoAnswer("TOO_DEEP");
  return new HttpAnswer(status, Object.fromEntries(headers), text);
}

/** A small answer can unpack to one that fills the memory: what is too large then is so at every further try. */
async function unpack(bytes: Buffer): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength: LARGEST_ANSWER_BYTES });
  } catch (error) {
    throw error instanceof RangeError ? new NoAnswer("TOO_LARGE", error) : error;
  }
}

/** The code of network-failures.ts for a proxy that answered so instead of opening a way to the host. */
export function refusalOfProxy(status: number): string {
  if (status === 407) return "PROXY_WANTS_SIGN_IN";
  return status === 429 || status >= 500 ? "PROXY_BUSY" : "PROXY_REFUSED";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "NO_ANSWER";
}
