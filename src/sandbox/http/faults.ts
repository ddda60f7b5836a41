import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Something that goes wrong with one request of the tenant's API. */
export type Fault =
  /** The edge or the API answers in place of the route: nothing is carried out, unless it does so `after` the route. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      headers(now: number): Headers;
      readonly when?: "after";
    }
  /** The connection breaks off, before the request is carried out or in place of the answer. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** No answer ever comes, whether the request was carried out or not. */
  | { readonly kind: "silence"; readonly when: "before" | "after"; readonly reached?: () => void }
  /** The request is carried out, but only the first half of the answer comes. */
  | { readonly kind: "half"; readonly declared: "whole" | "half" };

export type AnswerFault = Extract<Fault, { kind: "answer" }>;

/** By lower-case name. */
export type Headers = Readonly<Record<string, string>>;

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

/** Header of a refusal in the API's own words. */
export const JSON_BODY: Headers = { "content-type": "application/json" };

/** What goes wrong with the connection, whoever is asked. */
export const CONNECTION_FAULTS = {
  "reset-before": { kind: "reset", when: "before" },
  "reset-after": { kind: "reset", when: "after" },
  "silence-before": { kind: "silence", when: "before" },
  "silence-after": { kind: "silence", when: "after" },
  truncated: { kind: "half", declared: "whole" },
  "half-json": { kind: "half", declared: "half" },
} as const satisfies Record<string, Fault>;

/** A page of the edge in place of the API's answer. */
export function edgePage(status: number, title: string): AnswerFault {
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { kind: "answer", status, body, headers: () => ({ "content-type": "text/html" }) };
}

/**
 * Lets requests go wrong. To be called before anything else is hooked in, since most faults come from in front of the API.
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
    if (fault.kind === "half" || fault.when === "after") afterwards.set(request, fault);
    else if (fault.kind === "answer") await answer(fault, reply, now()).send(fault.body);
    else {
      reply.hijack();
      breakOff(fault, reply);
    }
  });

  server.addHook("onSend", (request, reply, payload, done) => {
    const fault = afterwards.get(request);
    // Never calling back withholds the answer.
    if (fault === undefined) done(null, payload);
    else if (fault.kind === "half") sendHalf(reply, typeof payload === "string" ? payload : "", fault.declared);
    else if (fault.kind === "answer") {
      answer(fault, reply.removeHeader("content-length"), now());
      done(null, fault.body);
    } else breakOff(fault, reply);
  });
}

function answer(fault: AnswerFault, reply: FastifyReply, now: number): FastifyReply {
  return reply.code(fault.status).headers({ date: new Date(now).toUTCString(), ...fault.headers(now) });
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
