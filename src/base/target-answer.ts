import { isJsonObject, type JsonValue } from "./json.js";
import { plainText } from "./text.js";

/** What a target answered to a request that it did not carry out. */
export interface TargetAnswer {
  readonly status: number;
  /** SCIM's error keyword (RFC 7644 3.12), as `uniqueness`. */
  readonly scimType?: string | undefined;
  /** What the target says in its own words; never headers or whole bodies. */
  readonly detail?: string | undefined;
  /** True when one user or group was asked for by its id, so that a 404 speaks of that one alone. */
  readonly byId?: boolean | undefined;
}

/**
 * Who or what stands in the way: `token` of the credentials, `seats` of the vendor's plan, `conflict` and `value` of what was
 * sent, `not-offered` and `too-large` of what the target supports, `gone` of one resource, `no-endpoint` of the address,
 * `too-many` and `broken` of the target's own state.
 */
export type AnswerCause =
  | "token"
  | "seats"
  | "conflict"
  | "value"
  | "not-offered"
  | "too-large"
  | "gone"
  | "no-endpoint"
  | "too-many"
  | "broken";

/** Vendors refuse a user beyond the paid ones with 400, 402, 403 or 409: only their words tell. */
const SEATS =
  /\bseats?\b|\blicen[cs]es?\b|\bsubscription\b|\bquota\b|\bplan limit\b|\b(?:user|member|account)s? limit\b|\blimit of \d+ (?:users|members|accounts)\b|\bmax(?:imum)?(?: number of)? (?:users|members|accounts)\b/i;

/**
 * What an answer means, by its status, its SCIM keyword and its words: only 401 and 403 speak of the token, a 5xx is the
 * vendor's own fault, and any other 4xx refuses what was sent. Pure.
 */
export function causeOf({ status, scimType, detail = "", byId }: TargetAnswer): AnswerCause {
  if (status >= 500) return status === 501 ? "not-offered" : "broken";
  if (status === 401) return "token";
  if (status === 402 || (status !== 429 && SEATS.test(detail))) return "seats";
  if (status === 403) return "token";
  if (status === 404) return byId === true ? "gone" : "no-endpoint";
  if (status === 405) return "not-offered";
  if (status === 409 || scimType?.toLowerCase() === "uniqueness") return "conflict";
  if (status === 413) return "too-large";
  if (status === 429) return "too-many";
  return "value";
}

/** What is wrong, for each cause, in words that blame the right one. */
export const MEANINGS: Readonly<Record<AnswerCause, string>> = {
  token: "the target does not accept the token, or does not allow this request with it",
  seats: "the vendor allows no more users: its plan or licence has a limit",
  conflict: "the target already has somebody with a value that must be unique there",
  value: "the target refuses a value that was sent",
  "not-offered": "the target does not offer this request",
  "too-large": "the target refuses the request as too large",
  gone: "the user or group is no longer at the target",
  "no-endpoint": "there is no SCIM endpoint under that address",
  "too-many": "the target limits how many requests it takes",
  broken: "the target itself failed: the fault is at the vendor",
};

const LONGEST_WORDS = 200;

/** The keyword and words of an error body: SCIM's, or where other vendors put theirs; nothing of a web page or of resources. */
export function wordsOfBody(body: JsonValue | undefined): Pick<TargetAnswer, "scimType" | "detail"> {
  if (!isJsonObject(body)) return {};
  const errors: unknown = body["Errors"] ?? body["errors"];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const inner = isJsonObject(body["error"]) ? body["error"] : isJsonObject(first) ? first : {};
  const texts = ["detail", "message", "error_description", "description", "title", "error"].flatMap((name) => [
    body[name],
    inner[name],
  ]);
  const detail = texts.find((text): text is string => typeof text === "string" && text !== "");
  const scimType = [body["scimType"], inner["scimType"]].find((text): text is string => typeof text === "string");
  return {
    ...(scimType === undefined || scimType === "" ? {} : { scimType: shortened(scimType) }),
    ...(detail === undefined ? {} : { detail: shortened(detail) }),
  };
}

/** The same of a body as text. A text that is neither JSON nor markup is the vendor's words. */
export function wordsOfText(text: string): Pick<TargetAnswer, "scimType" | "detail"> {
  const json = /\{[\s\S]*\}/.exec(text)?.[0];
  if (json !== undefined) return wordsOfBody(parsed(json));
  const words = text.trim();
  return words === "" || /[<{[]/.test(words) ? {} : { detail: shortened(words) };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** `invalidValue: title is too long`, as the target says it; empty when it says nothing. */
export function vendorWords({ scimType, detail }: Pick<TargetAnswer, "scimType" | "detail">): string {
  return [scimType, detail].filter((part) => (part ?? "") !== "").join(": ");
}

function shortened(text: string): string {
  const line = plainText(text).replace(/\s+/g, " ").trim();
  return line.length > LONGEST_WORDS ? `${line.slice(0, LONGEST_WORDS)}...` : line;
}
