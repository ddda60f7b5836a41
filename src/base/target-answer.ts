import { isJsonObject, type JsonValue } from "./json.js";
import { plainText } from "./text.js";

/** A SCIM server's answer to a request that it did not carry out. */
export interface TargetAnswer {
  readonly status: number;
  /** SCIM's error keyword (RFC 7644 3.12), for example `uniqueness`. */
  readonly scimType?: string | undefined;
  /** The server's own words; never headers or whole bodies. */
  readonly detail?: string | undefined;
  /** True when the request named one user or group by its id, so that a 404 is only about that one. */
  readonly byId?: boolean | undefined;
}

/**
 * The cause of a refusal: `token` is about the credentials, `seats` about the vendor's plan, `conflict` and `value` about what was
 * sent, `not-offered` and `too-large` about what the server supports, `gone` about one resource, `no-endpoint` about the address,
 * `too-many` and `broken` about the server's own state.
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

/** Vendors refuse a user beyond the paid ones with 400, 402, 403 or 409: only the text shows it. */
const SEATS =
  /\bseats?\b|\blicen[cs]es?\b|\bsubscription\b|\bquota\b|\bplan limit\b|\b(?:user|member|account)s? limit\b|\blimit of \d+ (?:users|members|accounts)\b|\bmax(?:imum)?(?: number of)? (?:users|members|accounts)\b/i;

/**
 * What an answer means, by its status, its SCIM keyword and its text: only 401 and 403 are about the token, a 5xx is the
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

/** What is wrong, for each cause. */
export const MEANINGS: Readonly<Record<AnswerCause, string>> = {
  token: "the SCIM server does not accept the token, or does not allow this request with it",
  seats: "the vendor's plan or licence does not allow more users",
  conflict: "the SCIM server already has a user or group with a value that must be unique",
  value: "the SCIM server does not accept a value that was sent",
  "not-offered": "the SCIM server does not support this request",
  "too-large": "the request is too large for the SCIM server",
  gone: "the user or group no longer exists on the SCIM server",
  "no-endpoint": "there is no SCIM endpoint at that address",
  "too-many": "the SCIM server limits the number of requests",
  broken: "the SCIM server failed; the problem is at the vendor",
};

const LONGEST_WORDS = 200;

/** The keyword and text of an error body: in SCIM's fields, or where other vendors have them; nothing from web pages or resources. */
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

/** The same for a body as text. A text that is neither JSON nor markup is taken as the vendor's words. */
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

/** The server's own words, for example `invalidValue: title is too long`; empty when there are none. */
export function vendorWords({ scimType, detail }: Pick<TargetAnswer, "scimType" | "detail">): string {
  return [scimType, detail].filter((part) => (part ?? "") !== "").join(": ");
}

function shortened(text: string): string {
  const line = plainText(text).replace(/\s+/g, " ").trim();
  return line.length > LONGEST_WORDS ? `${line.slice(0, LONGEST_WORDS)}...` : line;
}
