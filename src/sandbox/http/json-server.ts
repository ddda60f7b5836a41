import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { nestsDeeper } from "../../base/nesting.js";
import { isLoopbackHost } from "./guard.js";

/** The path of a request without its query. */
export function pathOf({ url }: FastifyRequest): string {
  return url.split("?", 1)[0] ?? "";
}

/**
 * Turns a request away that was not sent to this machine's loopback address.
 *
 * @returns true when it was turned away, so that nothing else may be done with it
 */
export async function refuseOtherHosts({ headers, socket }: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  if (isLoopbackHost(headers.host, socket.localPort ?? 0)) return false;
  await reply.code(421).type("text/plain").send("This sandbox answers only on its loopback address.\n");
  return true;
}

/** What a body may be. */
interface BodyRules {
  /** How deep it may nest. */
  readonly deepest: number;
  /** What a body is refused with that is no JSON, or nests deeper. */
  readonly malformed: () => Error;
}

/** Lets the server take bodies of JSON and no others; an empty one is none. */
export function takeJson(server: FastifyInstance, { deepest, malformed }: BodyRules): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    const text = String(body);
    if (text.trim() === "") {
      done(null, undefined);
      return;
    }
    const parsed = nestsDeeper(text, deepest) ? undefined : parse(text);
    if (parsed === undefined) done(malformed());
    else done(null, parsed.value);
  });
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The status of what fastify itself refuses (too large, another content type, a broken URL); 500 for a defect of the sandbox. */
export function statusOf(error: unknown): number {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status < 500 ? status : 500;
}
