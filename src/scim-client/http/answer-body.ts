import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { DEEPEST_ANSWER, nestsDeeper } from "../../base/nesting.js";
import { ScimTransportError, transportErrorOf } from "./transport-error.js";

const unpackers: Readonly<Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
};

/**
 * The whole body of an answer as text, unpacked when the server compressed it.
 *
 * @param limit - most bytes, both on the wire and unpacked
 * @throws ScimTransportError `too-large`, `too-deep`, or `reset` when the answer broke off
 */
export async function readBody(answer: IncomingMessage, limit: number): Promise<string> {
  const text = await readText(answer, limit);
  if (!nestsDeeper(text, DEEPEST_ANSWER)) return text;
  throw new ScimTransportError("too-deep", "the answer is nested deeper than any answer should be");
}

async function readText(answer: IncomingMessage, limit: number): Promise<string> {
  const bytes = await readBytes(answer, limit);
  const unpack = unpackers[(answer.headers["content-encoding"] ?? "").toLowerCase()];
  if (unpack === undefined || bytes.length === 0) return bytes.toString("utf8");
  try {
    return (await unpack(bytes, { maxOutputLength: limit })).toString("utf8");
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new ScimTransportError("reset", "the compressed answer is broken", { cause: error });
  }
}

function readBytes(answer: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) answer.destroy(tooLarge(limit));
      else chunks.push(chunk);
    });
    answer.on("end", () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size));
    });
    answer.on("error", (error) => {
      reject(transportErrorOf(error));
    });
  });
}

function tooLarge(limit: number): ScimTransportError {
  const megabytes = Math.round(limit / 1024 / 1024);
  return new ScimTransportError("too-large", `the answer is larger than ${String(megabytes)} MB`);
}
