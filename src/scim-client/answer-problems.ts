import { EXIT, SetupError, type CodeOfExit } from "../base/errors.js";
import { isJsonObject, type JsonValue } from "../base/json.js";
import { causeOf, MEANINGS, vendorWords, wordsOfBody, wordsOfText, type AnswerCause } from "../base/target-answer.js";
import { plainText } from "../base/text.js";
import { listAnswerOf, valueOf } from "./list-answer.js";
import type { ScimResponse } from "./http/transport.js";
import type { ScimTransportError } from "./http/transport-error.js";

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
  if (status !== 404 || !/[?&]filter=/.test(path)) return false;
  return isJsonObject(json) || text === "" || NOBODY.test(wordsOfText(text).detail ?? "");
}

/** In plain words, too: `User not found`. */
const NOBODY =
  /\b(?:users?|groups?|resources?|members?)\b.*\bnot found\b|\bno (?:such )?(?:users?|groups?|resources?)\b/i;

/** What is wrong with an answer by its status; undefined for 2xx. */
export function statusProblem(response: ScimResponse, asked: Asked): SetupError | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return redirects(response, asked);
  const cause = causeOf({ status, ...wordsOf(response) });
  if (cause === "token") return unauthorized(response, asked);
  if (isOfGroups(asked) && NOT_THERE.has(cause)) return noGroups(response, asked);
  if (cause === "no-endpoint") return notFound(asked);
  return problem("target-error", asked, {
    what: `answered ${statusText(response)}`,
    why: WHY[cause] ?? MEANINGS[cause],
    fix: [
      FIX[cause] ?? "Ask the vendor of the target what it expects; the --transcript of this run shows the request.",
    ],
  });
}

const NOT_THERE: ReadonlySet<AnswerCause> = new Set(["no-endpoint", "not-offered"]);
/** Of a request that only reads. */
const WHY: Partial<Readonly<Record<AnswerCause, string>>> = {
  value: "it refuses the request itself",
  "too-many": "it is given more requests than it allows",
};
const PASSES = "Try again in a few minutes; if it stays so, ask the vendor of the target.";
const FIX: Partial<Readonly<Record<AnswerCause, string>>> = {
  broken: PASSES,
  "too-many": PASSES,
  seats: "Ask the vendor what the plan allows.",
};

function isOfGroups({ path }: Asked): boolean {
  return /^\/Groups\b/.test(path);
}

/** People may be provisioned all the same. */
function noGroups(response: ScimResponse, asked: Asked): SetupError {
  return problem("target-groups-missing", asked, {
    what: `answered ${statusText(response)}`,
    why: "it offers no groups there (no /Groups): users can be provisioned, groups and memberships cannot",
    fix: [
      "Ask the vendor whether its SCIM service supports groups, and where it says so in its guide.",
      "If it does not, leave out the steps that push groups.",
    ],
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
    why:
      response.status === 401
        ? "it does not accept the token"
        : `the token may not read ${isOfGroups(asked) ? "groups" : "people"} there`,
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
  const { origin, pathname } = new URL(baseUrl);
  return `Is it ${origin}${likelyPath(pathname.replace(/\/+$/, ""))}?`;
}

function likelyPath(path: string): string {
  const end = /\/(?:users|groups)$/i.exec(path)?.[0];
  if (end !== undefined) return path.slice(0, -end.length);
  const parts = path.split("/");
  const isScim = (part: string): boolean => part.toLowerCase() === "scim";
  const first = parts.findIndex(isScim);
  // Written twice: what an IdP or a guide appends was in the address already.
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
    fix:
      isJsonObject(json) && valueOf(json, "totalresults") !== undefined
        ? ["The address answers in JSON: show the vendor this, it is its answer that IdPs cannot read."]
        : [`Check the SCIM base URL: it is not the address of the product's web pages. ${guess(asked.baseUrl)}`],
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
  code: CodeOfExit<"failed">,
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

/** The status with the target's keyword and words: SCIM's `scimType` and `detail` (RFC 7644 3.12), cut short. */
function statusText(response: ScimResponse): string {
  const words = vendorWords(wordsOf(response));
  return words === "" ? String(response.status) : `${String(response.status)}: ${words}`;
}

function wordsOf({ json, text }: ScimResponse): ReturnType<typeof wordsOfBody> {
  return json === undefined ? wordsOfText(text) : wordsOfBody(json);
}
