import { EXIT, SetupError } from "../base/errors.js";
import { isJsonObject, type JsonValue } from "../base/json.js";
import { plainText } from "../base/text.js";
import { listAnswerOf, valueOf } from "./list-answer.js";
import type { ScimResponse } from "./transport.js";
import type { ScimTransportError } from "./transport-error.js";

/** What was asked, for messages. */
export interface Asked {
  /** The base URL as the administrator gave it. */
  readonly baseUrl: string;
  /** Relative to it, with query. */
  readonly path: string;
  /** GET when absent. */
  readonly method?: "DELETE";
}

/**
 * What is wrong with the answer to a query for a list, told to an administrator; undefined when it is a ListResponse.
 *
 * A 404 to a query with a filter is as good as an empty list. Source: Okta developer docs, reference/scim/scim-20.
 */
export function listProblem(response: ScimResponse, asked: Asked): SetupError | undefined {
  if (saysNobody(response, asked)) return undefined;
  return (
    statusProblem(response, asked) ?? (listAnswerOf(response.json) === undefined ? notScim(response, asked) : undefined)
  );
}

/** True for a 404 that stands for an empty list. A web server's own 404 page does not. */
export function saysNobody({ status, json, text }: ScimResponse, { path }: Asked): boolean {
  return status === 404 && /[?&]filter=/.test(path) && (isJsonObject(json) || text === "");
}

/** What is wrong with an answer by its status; undefined for 2xx. */
export function statusProblem(response: ScimResponse, asked: Asked): SetupError | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403) return unauthorized(response, asked);
  if (status === 404) return notFound(asked);
  if (status >= 300 && status < 400) return redirects(response, asked);
  return problem("target-error", asked, {
    what: `answered ${statusText(response)}`,
    ...(status === 429 ? { why: "it is given more requests than it allows" } : {}),
    fix:
      status >= 500 || status === 429
        ? ["Try again in a few minutes; if it stays so, ask the vendor of the target."]
        : ["Ask the vendor of the target what it expects; the --transcript of this run shows the request."],
  });
}

/** The error for a target that gave no whole answer. */
export function unreachable(error: ScimTransportError, asked: Asked): SetupError {
  const fix = {
    dns: "Check the host in the SCIM base URL.",
    refused: "Check host and port in the SCIM base URL, and that the target runs and can be reached from here.",
    tls: "When your network inspects TLS, name its certificate authority in NODE_EXTRA_CA_CERTS; else ask the vendor of the target.",
    timeout: "Try again; the IdP gives up after 60 s too. If it stays so, ask the vendor of the target.",
    reset: "Try again; if it stays so, ask the vendor of the target.",
    "too-large": "Check that the SCIM base URL leads to a SCIM endpoint that answers in pages.",
    "too-deep": "Check that the SCIM base URL leads to a SCIM endpoint; else ask the vendor of the target.",
  }[error.kind];
  return new SetupError({
    code: "target-unreachable",
    exitCode: EXIT.failed,
    what: `The target ${originOf(asked)} could not be asked${error.viaProxy ? " through the proxy of HTTPS_PROXY" : ""} (GET ${asked.path})`,
    why: error.message,
    fix: error.fix ?? [fix],
    cause: error,
  });
}

function unauthorized(response: ScimResponse, asked: Asked): SetupError {
  return problem("target-unauthorized", asked, {
    what: `refused the token (${statusText(response)})`,
    why: response.status === 401 ? "it does not accept the token" : "the token may not read people there",
    fix: [
      "Check that it is the token of this target, copied whole, and that it has not expired.",
      "Give the token alone, without the word Bearer before it.",
    ],
  });
}

function notFound(asked: Asked): SetupError {
  return problem("target-not-found", asked, {
    what: "answered 404",
    why: "there is no SCIM endpoint under that base URL",
    fix: [`Check the path of the SCIM base URL. ${guess(asked.baseUrl)}`],
  });
}

/** The address that is most often meant. */
function guess(baseUrl: string): string {
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/\/+$/, "");
  const wrongEnd = /\/(users|groups)$/i.exec(path)?.[0];
  const likely =
    wrongEnd !== undefined
      ? path.slice(0, -wrongEnd.length)
      : /\/scim\/v2$/i.test(path)
        ? path.slice(0, -8)
        : `${path}/scim/v2`;
  return `Is it ${url.origin}${likely}?`;
}

function redirects({ status, headers }: ScimResponse, asked: Asked): SetupError {
  const location = headers["location"];
  const to =
    location !== undefined && URL.canParse(location, asked.baseUrl) ? new URL(location, asked.baseUrl) : undefined;
  return problem("target-redirects", asked, {
    what: `redirects (${String(status)})${to === undefined ? "" : ` to ${plainText(to.origin + to.pathname)}`}`,
    why: "the token goes only to the address it was given for, so redirects are not followed; IdPs do not follow them either",
    fix: [
      "Give the address that answers by itself as the SCIM base URL: often https instead of http, or another host.",
    ],
  });
}

function notScim({ headers, json, text, status }: ScimResponse, asked: Asked): SetupError {
  const type = headers["content-type"]?.split(";")[0] ?? "no content type";
  const html = /html/i.test(type) || /^\s*<(!doctype|html)/i.test(text);
  const why = html
    ? "it answered with a web page (HTML)"
    : json === undefined
      ? `it answered ${text === "" ? "with nothing" : "with something that is not JSON"} (${plainText(type)})`
      : noTotal(json);
  return problem("target-not-scim", asked, {
    what: `answered ${String(status)}, but not as a SCIM endpoint`,
    why,
    fix: [`Check the SCIM base URL: it is not the address of the product's web pages. ${guess(asked.baseUrl)}`],
  });
}

/** Okta refuses such a list too: its counts must be integers (Okta developer docs, reference/scim/scim-20). */
function noTotal(json: JsonValue): string {
  const total = isJsonObject(json) ? valueOf(json, "totalresults") : undefined;
  return typeof total === "string"
    ? `its answer has "totalResults" as text (${JSON.stringify(plainText(total).slice(0, 20))}), where SCIM wants a number; Okta refuses that too`
    : 'its answer has no whole number "totalResults"';
}

function problem(
  code: string,
  asked: Asked,
  parts: { readonly what: string; readonly why?: string; readonly fix: readonly string[] },
): SetupError {
  return new SetupError({
    ...parts,
    code,
    exitCode: EXIT.failed,
    what: `The target ${originOf(asked)} ${parts.what} to ${asked.method ?? "GET"} ${asked.path}`,
  });
}

function originOf({ baseUrl }: Asked): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname.replace(/\/+$/, "");
}

/** The status with what the target says about it: SCIM's `detail` (RFC 7644 3.12), cut short. */
function statusText({ status, json }: ScimResponse): string {
  const detail =
    isJsonObject(json) && typeof json["detail"] === "string" ? plainText(json["detail"]).slice(0, 200) : "";
  return detail === "" ? String(status) : `${String(status)}: ${detail}`;
}
