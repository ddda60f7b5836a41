import { STATUS_CODES } from "node:http";
import { wordsOfText, type TargetAnswer } from "../../base/target-answer.js";

/**
 * What the SCIM server answered, out of the text that Microsoft's service writes about it: `StatusCode: BadRequest ... Web
 * Response: {...}` (provisioning log), `Operation: GET Response Status Code: NotFound ... Response Content: ...` (Test
 * Connection), `An HTTP/404 Not Found response`, `the HTTP status code 409`. Headers and resources are never read.
 *
 * @returns undefined when the text names no status
 */
export function answerInText(text: string): TargetAnswer | undefined {
  const status = statusIn(text);
  if (status === undefined) return undefined;
  const words = wordsIn(text);
  return { status, ...words, byId: BY_ID.test(text) || SCIM_ERROR.test(text) || OF_ONE.test(words.detail ?? "") };
}

/** `Group 17 not found`: the vendor speaks of one resource. */
const OF_ONE = /\b(?:user|group|member|resource)\b.*\b(?:not found|does not exist|unknown)\b/i;

/** `https://scim.example/v2/Users/2819c223`: one resource, not a look-up. */
const BY_ID = /\/(?:Users|Groups)\/[^\s/?"]+/i;
/** Only a SCIM service answers so: there is one at that address (RFC 7644 3.12). */
const SCIM_ERROR = /urn:ietf:params:scim:api:messages:2\.0:Error/;
const NAMED = /\b(?:Response Status Code|StatusCode|Status Code):\s*(\w+)/i;
const NUMBERED = [/\bHTTP\/(?:1\.1 )?(\d{3})\b/, /\bHTTP status code (\d{3})\b/i, /\banswered HTTP (\d{3})\b/];

function statusIn(text: string): number | undefined {
  const named = NAMED.exec(text)?.[1];
  if (named !== undefined) return /^\d{3}$/.test(named) ? Number(named) : numberOf(named);
  const number = NUMBERED.map((pattern) => pattern.exec(text)?.[1]).find((one) => one !== undefined);
  return number === undefined ? undefined : Number(number);
}

/** `BadRequest` as .NET writes it, for `Bad Request`. */
function numberOf(name: string): number | undefined {
  const known = Object.entries(STATUS_CODES).find(([, phrase]) => squeezed(phrase) === name.toLowerCase());
  return known === undefined ? undefined : Number(known[0]);
}

function squeezed(phrase: string | undefined): string | undefined {
  return phrase?.replace(/[^A-Za-z]/g, "").toLowerCase();
}

/** The vendor's body; of what is echoed in Test Connection only JSON is read, since a web page may hold anything. */
function wordsIn(text: string): Pick<TargetAnswer, "scimType" | "detail"> {
  const body = /\bWeb Response:\s*([\s\S]*?)(?:\.?\s*This operation was retried\b[\s\S]*)?$/i.exec(text)?.[1];
  if (body !== undefined) return wordsOfText(body);
  const content = /\bResponse Content:\s*(\{[\s\S]*\})/.exec(text)?.[1];
  if (content !== undefined) return wordsOfText(content);
  const own = /\banswered HTTP \d{3}[^.]*\.\s*([\s\S]+)$/.exec(text)?.[1];
  return own === undefined ? {} : wordsOfText(own);
}
