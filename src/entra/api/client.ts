import { Client, ResponseType, type GraphRequest } from "@microsoft/microsoft-graph-client";
import { HttpAnswer } from "../../http/http.js";
import type { Secret } from "../../base/secret.js";
import type { EntraSignIn } from "./sign-in.js";
import type { GraphCall } from "./graph-call.js";
import { BearerMiddleware, carriedBy, SendMiddleware, type Terms } from "./middleware.js";
import type { Proxies } from "../../http/proxy.js";

/** The version of Microsoft Graph that everything is asked of. */
export const GRAPH_VERSION = "v1.0";

interface ClientOptions {
  readonly graphUrl: string;
  readonly signIn: EntraSignIn;
  readonly proxies: Proxies;
  readonly signal: AbortSignal | undefined;
  /** True when nothing but a GET may be sent. */
  readonly readOnly?: boolean | undefined;
  /** Told of each token before it is used. */
  readonly onToken: (token: Secret) => void;
}

/** One request, ready to be signed and sent. */
interface GraphSend {
  readonly method: GraphCall["method"];
  /** Behind the version, with query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string | undefined;
  readonly terms: Terms;
}

/** Sends one request once and gives its answer, whatever the status. */
export type GraphSender = (request: GraphSend) => Promise<HttpAnswer>;

/**
 * Microsoft's client for Graph with a chain of our own: it signs, and sends once. Nothing of the client's own sign-in,
 * retries, redirects and telemetry is in it.
 *
 * @returns a function that throws NoAnswer without an answer, and what signing in throws; with `readOnly` also SetupError
 *   `read-only` (exit 1), before anything is sent
 */
export function createSender({ graphUrl, signIn, proxies, signal, readOnly, onToken }: ClientOptions): GraphSender {
  const bearer = new BearerMiddleware({ graphUrl, signIn, signal, onToken });
  const send = new SendMiddleware({ graphUrl, proxies, readOnly });
  const client = Client.initWithMiddleware({
    middleware: [bearer, send],
    baseUrl: graphUrl,
    defaultVersion: GRAPH_VERSION,
  });
  return async ({ method, path, headers, body, terms }) => {
    const request = client
      .api(path)
      .headers({ ...headers })
      .responseType(ResponseType.RAW)
      .middlewareOptions([terms]);
    const response: unknown = await begin(request, method, body).catch((error: unknown) => {
      throw carriedBy(error);
    });
    if (!(response instanceof Response)) throw new Error("the client did not use the chain it was given");
    return new HttpAnswer(response.status, Object.fromEntries(response.headers), await response.text());
  };
}

function begin(request: GraphRequest, method: GraphCall["method"], body: string | undefined): Promise<unknown> {
  if (method === "GET") return request.get();
  if (method === "DELETE") return request.delete();
  return method === "PUT" ? request.put(body) : request.post(body);
}
