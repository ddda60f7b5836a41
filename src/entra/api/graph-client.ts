import {
  Client,
  GraphClientError,
  ResponseType,
  type Context,
  type Middleware,
  type MiddlewareOptions,
} from "@microsoft/microsoft-graph-client";
import { HttpAnswer } from "../../http/http.js";
import type { GraphCall } from "./graph-call.js";

/** The version of Microsoft Graph that everything is asked of. */
export const GRAPH_VERSION = "v1.0";

/** A call as Microsoft's client built it. */
export interface BuiltCall {
  readonly call: GraphCall;
  readonly url: string;
  /** JSON. */
  readonly body: string | undefined;
}

/** The call that a request is of, for our end of the client's chain. */
class CallOfRequest implements MiddlewareOptions {
  constructor(readonly call: GraphCall) {}
}

/**
 * Microsoft's client for Graph: it builds addresses and bodies, and its whole chain is our sender. Nothing of the client's own
 * sign-in, retries, redirects and telemetry is in it: its handlers repeat a POST after 504, which makes a second application
 * (microsoft-graph-client 3.0.7, RetryHandler), and take the token off a simulated tenant's requests.
 *
 * @param send - gives the answer of a built call
 * @returns a function that sends a call at a path behind the version, and throws what `send` throws
 */
export function openGraphClient(
  graphUrl: string,
  send: (built: BuiltCall) => Promise<HttpAnswer>,
): (call: GraphCall, path: string) => Promise<HttpAnswer> {
  const sender: Middleware = {
    execute: async (context) => {
      // The client hands a raw response on as it is.
      context.response = (await send(readContext(context)).catch(carry)) as unknown as Response;
    },
  };
  const client = Client.initWithMiddleware({ middleware: sender, baseUrl: graphUrl, defaultVersion: GRAPH_VERSION });
  return async (call, path) => {
    const { method, body } = call;
    const request = client
      .api(path)
      .responseType(ResponseType.RAW)
      .middlewareOptions([new CallOfRequest(call)]);
    const json = body === undefined ? undefined : JSON.stringify(body);
    const answered: Promise<unknown> =
      method === "GET"
        ? request.get()
        : method === "DELETE"
          ? request.delete()
          : method === "PUT"
            ? request.put(json)
            : request.post(json);
    const answer = await answered.catch((error: unknown) => {
      throw carriedBy(error);
    });
    if (!(answer instanceof HttpAnswer)) throw new Error("the client did not use the sender it was given");
    return answer;
  };
}

/** The client hands the address on as text; its type also allows what browsers have. */
function readContext({ request, options, middlewareControl }: Context): BuiltCall {
  const asked = middlewareControl?.getMiddlewareOptions(CallOfRequest);
  if (!(asked instanceof CallOfRequest) || typeof request !== "string")
    throw new Error("a request was sent without its call, or without an address");
  const body: unknown = options?.body;
  return { call: asked.call, url: request, body: typeof body === "string" ? body : undefined };
}

/** The client hands its own kind of error on as it is, and makes a poorer one of every other. */
function carry(reason: unknown): never {
  const carrier = new GraphClientError("carries what went wrong");
  carrier.customError = reason;
  throw carrier;
}

function carriedBy(error: unknown): unknown {
  return error instanceof GraphClientError && error.customError !== undefined ? error.customError : error;
}
