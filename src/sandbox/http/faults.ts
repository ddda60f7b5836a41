import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Something that goes wrong with one request of the tenant's API. */
export type Fault =
  /** The edge or the API answers in place of the route: nothing is carried out. */
  | { readonly kind: "answer"; readonly status: number; readonly body: string; headers(now: number): Headers }
  /** The connection breaks off, before the request is carried out or in place of the answer. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** No answer ever comes, whether the request was carried out or not. */
  | { readonly kind: "silence"; readonly when: "before" | "after"; readonly reached?: () => void }
  /** The request is carried out, but only the first half of the answer comes. */
  | { readonly kind: "half"; readonly declared: "whole" | "half" };

type Headers = Readonly<Record<string, string>>;

/** A request of the tenant's API as a choice of faults sees it. */
export interface FaultyRequest {
  /** How many requests came before it. */
  readonly index: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

/** Says what goes wrong with a request, if anything does. Asked once for each. */
export type Faults = (request: FaultyRequest) => Fault | undefined;

const JSON_BODY = { "content-type": "application/json" };

/**
 * Lets requests go wrong. To be called before anything else is hooked in, since most faults come from in front of the org.
 *
 * @param concerns - whether a request is one of the admin API
 */
export function injectFaults(
  server: FastifyInstance,
  options: {
    readonly faults: Faults;
    readonly now: () => number;
    readonly concerns: (request: FastifyRequest) => boolean;
  },
): void {
  const { faults, now, concerns } = options;
  const afterwards = new WeakMap<FastifyRequest, Fault>();
  let index = 0;

  server.addHook("onRequest", async (request, reply) => {
    if (!concerns(request)) return;
    const fault = faults({ index, method: request.method, path: request.url });
    index += 1;
    if (fault === undefined) return;
    if (fault.kind === "answer") {
      const date = new Date(now()).toUTCString();
      await reply
        .code(fault.status)
        .headers({ date, ...fault.headers(now()) })
        .send(fault.body);
    } else if (fault.kind === "half" || fault.when === "after") afterwards.set(request, fault);
    else {
      reply.hijack();
      breakOff(fault, reply);
    }
  });

  server.addHook("onSend", (request, reply, payload, done) => {
    const fault = afterwards.get(request);
    // Never calling back holds the answer for good.
    if (fault === undefined) done(null, payload);
    else if (fault.kind === "half") sendHalf(reply, typeof payload === "string" ? payload : "", fault.declared);
    else if (fault.kind !== "answer") breakOff(fault, reply);
  });
}

function breakOff(fault: Extract<Fault, { kind: "reset" | "silence" }>, reply: FastifyReply): void {
  if (fault.kind === "reset") reply.raw.socket?.resetAndDestroy();
  else fault.reached?.();
}

function sendHalf({ raw, statusCode }: FastifyReply, payload: string, declared: "whole" | "half"): void {
  const bytes = Buffer.from(payload);
  const half = bytes.subarray(0, bytes.length / 2);
  raw.writeHead(statusCode, { ...JSON_BODY, "content-length": declared === "half" ? half.length : bytes.length });
  if (declared === "half") raw.end(half);
  else raw.write(half, () => raw.destroy());
}
