import { EXIT, SetupError, type CodeOfExit } from "../base/errors.js";
import { isJsonObject, type JsonValue } from "../base/json.js";
import { causeOf, MEANINGS, vendorWords, wordsOfBody, wordsOfText, type AnswerCause } from "../base/target-answer.js";
import { plainText } from "../base/text.js";
import { listAnswerOf, valueOf } from "./list-answer.js";
import type { ScimResponse } from "./http/transport.js";
import type { ScimTransportError } from "./http/transport-error.js";

/** The request, for messages. */
export interface Asked {
  /** The base URL as the administrator entered it. */
  readonly baseUrl: string;
  /** Relative to it, with query. */
  readonly path: string;
  /** GET when absent. */
  readonly method?: "DELETE";
}

/**
 * What is wrong with the answer to a query for a list, in words for an administrator; undefined when it is a ListResponse.
 *
 * A 404 to a query with a filter counts as an empty list. Source: Okta developer docs, reference/scim/scim-20.
 */
export function listProblem(response: ScimResponse, asked: Asked): SetupError | undefined {
  if (saysNobody(response, asked)) return undefined;
  return (
    statusProblem(response, asked) ?? (listAnswerOf(response.json) === undefined ? notScim(response, asked) : undefined)
  );
}

/** True for a 404 that means an empty list. A web server's own 404 page does not. */
export function saysNobody({ status, json, text }: ScimResponse, { path }: Asked): boolean {
  if (status !== 404 || !/[?&]filter=/.test(path)) return false;
  return isJsonObject(json) || text === "" || NOBODY.test(wordsOfText(text).detail ?? "");
}

/** Also in plain words: `User not found`. */
const NOBODY =
  /\b(?:users?|groups?|resources?|members?)\b.*\bnot found\b|\bno (?:such )?(?:users?|groups?|resources?)\b/i;

/** What is wrong with an answer, by its status; undefined for 2xx. */
export function statusProblem(response: ScimResponse, asked: Asked): SetupError | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return redirects(response, asked);
  const cause = causeOf({ status, ...wordsOf(response) });
  if (cause === "token") return unauthorized(response, asked);
  if (isOfGroups(asked) && NOT_THERE.has(cause)) return noGroups(response, asked);
  if (cause === "no-endpoint") return notFound(asked);
  return problem("target-error", asked, {
    what: `answered ${requestOf(asked)} with ${statusText(response)}`,
    why: WHY[cause] ?? MEANINGS[cause],
    fix: [
      FIX[cause] ??
        "Ask the vendor what the SCIM server expects. To see the request, run again with --transcript FILE.",
    ],
  });
}

const NOT_THERE: ReadonlySet<AnswerCause> = new Set(["no-endpoint", "not-offered"]);
/** For a request that only reads. */
const WHY: Partial<Readonly<Record<AnswerCause, string>>> = {
  value: "it does not accept the request",
  "too-many": "it gets more requests than it allows",
};
const PASSES = "Try again in a few minutes. If the error comes back, ask the vendor of the SCIM server.";
const FIX: Partial<Readonly<Record<AnswerCause, string>>> = {
  broken: PASSES,
  "too-many": PASSES,
  seats: "Ask the vendor how many users the plan allows.",
};

function isOfGroups({ path }: Asked): boolean {
  return /^\/Groups\b/.test(path);
}

/** Users can be provisioned without groups. */
function noGroups(response: ScimResponse, asked: Asked): SetupError {
  return problem("target-groups-missing", asked, {
    what: `answered ${requestOf(asked)} with ${statusText(response)}`,
    why: "it does not offer groups (no /Groups): users can be provisioned, groups and memberships cannot",
    fix: [
      "Ask the vendor whether its SCIM server supports groups.",
      "If it does not, leave out the steps that push groups with --skip.",
    ],
  });
}

/** The error for a target without a complete answer. */
export function unreachable(error: ScimTransportError, asked: Asked): SetupError {
  const fix = {
    dns: "Check the host in the SCIM base URL.",
    refused:
      "Check the host and port in the SCIM base URL, and that the server is running and can be reached from here.",
    tls: "If your network inspects TLS, name its certificate authority's file in NODE_EXTRA_CA_CERTS. Otherwise ask the vendor of the SCIM server.",
    timeout: "Try again; the IdP also gives up after 60 s. If the error comes back, ask the vendor of the SCIM server.",
    reset: "Try again. If the error comes back, ask the vendor of the SCIM server.",
    "too-large": "Check that the SCIM base URL is a SCIM endpoint that answers in pages.",
    "too-deep": "Check that the SCIM base URL is a SCIM endpoint. If it is, ask the vendor of the SCIM server.",
  }[error.kind];
  return new SetupError({
    code: "target-unreachable",
    exitCode: EXIT.failed,
    what: `The SCIM server ${originOf(asked)} did not answer ${requestOf(asked)}${error.viaProxy ? " through the proxy in HTTPS_PROXY" : ""}`,
    why: error.message,
    fix: error.fix ?? [fix],
    cause: error,
  });
}

function unauthorized(response: ScimResponse, asked: Asked): SetupError {
  return problem("target-unauthorized", asked, {
    what: `refused the token for ${requestOf(asked)} (${statusText(response)})`,
    why:
      response.status === 401
        ? "it does not accept the token"
        : `the token is not allowed to read ${isOfGroups(asked) ? "groups" : "users"}`,
    fix: ["Check that the token is complete, has not expired and belongs to this SCIM server."],
  });
}

function notFound(asked: Asked): SetupError {
  return problem("target-not-found", asked, {
    what: `answered ${requestOf(asked)} with 404`,
    why: "there is no SCIM endpoint at that base URL",
    fix: [`Check the path of the SCIM base URL. ${guess(asked.baseUrl)}`],
  });
}

/** The address that the administrator probably means. */
function guess(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return `Did you mean ${origin}${likelyPath(pathname.replace(/\/+$/, ""))}?`;
}

function likelyPath(path: string): string {
  const end = /\/(?:users|groups)$/i.exec(path)?.[0];
  if (end !== undefined) return path.slice(0, -end.length);
  const parts = path.split("/");
  const isScim = (part: string): boolean => part.toLowerCase() === "scim";
  const first = parts.findIndex(isScim);
  // Twice: the address already contained what an IdP or a guide appends.
  if (parts.filter(isScim).length > 1) {
    const once = parts.filter((part, index) => index === first || !isScim(part));
    return once.join("/");
  }
  if (/\/scim\/v2$/i.test(path)) return path.slice(0, -"/scim/v2".length);
  if (/\/scim$/i.test(path)) return `${path}/v2`;
  if (/\/v2$/i.test(path)) return `${path.slice(0, -"/v2".length)}/scim/v2`;
  return `${path}/scim/v2`;
}

function redirects({ status, headers }: ScimResponse, asked: Asked): SetupError {
  const location = headers["location"];
  const to =
    location !== undefined && URL.canParse(location, asked.baseUrl) ? new URL(location, asked.baseUrl) : undefined;
  return problem("target-redirects", asked, {
    what: `redirects ${requestOf(asked)} (${String(status)})${to === undefined ? "" : ` to ${plainText(to.origin + to.pathname)}`}`,
    why: "redirects are not followed, because the token must not go to another address; IdPs do not follow them either",
    fix: ["Use the final address as the SCIM base URL: often https instead of http, or another host."],
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
    what: `answered ${requestOf(asked)} with ${String(status)}, but not as a SCIM endpoint`,
    why,
    fix:
      isJsonObject(json) && valueOf(json, "totalresults") !== undefined
        ? ["Show this error to the vendor: IdPs cannot read the SCIM server's answer."]
        : [
            `Check the SCIM base URL. It is different from the address of the product's web pages. ${guess(asked.baseUrl)}`,
          ],
  });
}

/** Okta also refuses such a list: its counts must be integers (Okta developer docs, reference/scim/scim-20). */
function noTotal(json: JsonValue): string {
  const total = isJsonObject(json) ? valueOf(json, "totalresults") : undefined;
  return typeof total === "string"
    ? `"totalResults" in its answer is text (${JSON.stringify(plainText(total).slice(0, 20))}), but SCIM requires a number; Okta refuses it too`
    : 'its answer has no "totalResults" with a whole number';
}

function problem(
  code: CodeOfExit<"failed">,
  asked: Asked,
  parts: { readonly what: string; readonly why?: string; readonly fix: readonly string[] },
): SetupError {
  return new SetupError({
    ...parts,
    code,
    exitCode: EXIT.failed,
    what: `The SCIM server ${originOf(asked)} ${parts.what}`,
  });
}

function requestOf({ method, path }: Asked): string {
  return `${method ?? "GET"} ${path}`;
}

function originOf({ baseUrl }: Asked): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname.replace(/\/+$/, "");
}

/** The status with the server's keyword and text: SCIM's `scimType` and `detail` (RFC 7644 3.12), shortened. */
function statusText(response: ScimResponse): string {
  const words = vendorWords(wordsOf(response));
  return words === "" ? String(response.status) : `${String(response.status)}: ${words}`;
}

function wordsOf({ json, text }: ScimResponse): ReturnType<typeof wordsOfBody> {
  return json === undefined ? wordsOfText(text) : wordsOfBody(json);
}
