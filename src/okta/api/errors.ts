import { z } from "zod";
import type { Answer } from "../../http/wire-types.js";
import type { ErrorAnswer } from "./vendor/answers.js";
import {
  answeredInFront,
  isRedirect,
  notJson,
  redirected,
  unexpectedShape,
  unreachable,
  whyRefused,
} from "../../http/api-errors.js";
import type { ErrorCode } from "../../base/codes/error-code.js";
import type { ErrorEntry } from "../../base/codes/entries.js";
import { OKTA_REFUSALS } from "../../base/codes/okta-refusals.js";
import { EXIT, SetupError, withExit, type SetupErrorParts } from "../../base/errors.js";
import type { HttpAnswer, NoAnswer } from "../../http/http.js";
import { GRANT_SCOPES } from "./scopes.js";
import type { SignInWay } from "./sign-in.js";
import { describeRole, describeScope, type Access } from "./access.js";
import { OKTA_ERROR_CODES, REFUSAL_BY_STATUS, REFUSALS_BY_TEXT, type RefusalCode } from "./error-codes.js";

/** What a call is for and what it needs, for messages. */
export interface CallWords {
  /** For example `create the app`. */
  readonly purpose: string;
  /** Absent where every sign-in may do it. */
  readonly needs?: Access;
}

/** Who sent the request. */
export interface Signer {
  readonly way: SignInWay;
  /** What the access token allows; undefined for an API token. */
  readonly scopes: ReadonlySet<string> | undefined;
  /** Okta accepted earlier requests of this run. */
  readonly accepted: boolean;
}

const NOBODY: Signer = { way: "api-token", scopes: undefined, accepted: false };

/** True for an error that says: the signed-in administrator may not do that. */
export function isForbidden(error: unknown): error is SetupError {
  return error instanceof SetupError && FORBIDDEN.has(error.code);
}

const FORBIDDEN: ReadonlySet<ErrorCode> = new Set(["okta-forbidden", "okta-role-missing", "okta-scope-missing"]);

/** Okta's error body (Okta: developer docs, "Error codes"); from the edge and from OAuth it may be another, or HTML. */
const errorBody = z.looseObject({
  errorCode: z.string().optional(),
  errorSummary: z.string().optional(),
  errorId: z.string().optional(),
  errorCauses: z.array(z.looseObject({ errorSummary: z.string().optional() })).optional(),
  error_description: z.string().optional(),
});

type ErrorBody = Answer<ErrorAnswer, typeof errorBody>;

/**
 * The error for an answer outside 200 to 299.
 *
 * @param answer - with secrets already taken out of its text
 */
export function refusedError(answer: HttpAnswer, call: CallWords, signer: Signer = NOBODY): SetupError {
  const { status } = answer;
  const body = parseErrorBody(answer.text);
  const parts = isOthers(status, body) ? answerOfOthers(answer, call) : refusalBy(answer, body, call, signer);
  // After a 5xx it is unknown whether the request was carried out; below that, Okta rejected it.
  return new SetupError({ ...parts, ...requestIdOf(answer, body), refused: status < 500 });
}

/** Whether something other than Okta's API answered: a sign-in page, a firewall, another site. From 429 on, Okta's own edge answers like this too. */
function isOthers(status: number, body: ErrorBody | undefined): boolean {
  return status < 400 || (body === undefined && status !== 429 && status < 500);
}

function refusalBy(
  { status, headers }: HttpAnswer,
  body: ErrorBody | undefined,
  call: CallWords,
  signer: Signer,
): SetupErrorParts {
  const said = saidBy(body);
  const byText = REFUSALS_BY_TEXT.find(({ says }) => says.test(said ?? ""));
  const known = byText ?? OKTA_ERROR_CODES[body?.errorCode ?? ""];
  const told = known?.reported ?? REFUSAL_BY_STATUS[status] ?? (status >= 500 ? "okta-unavailable" : "okta-invalid");
  const code = refusalOf(told, signer, call, { status, headers });
  const refusal: ErrorEntry = OKTA_REFUSALS[code];
  return {
    ...withExit(code, OKTA_REFUSALS),
    what: `Okta did not ${call.purpose} (HTTP ${String(status)}${body?.errorCode === undefined ? "" : `, ${body.errorCode}`})`,
    why: whyRefused(said, known?.means, body === undefined ? answeredInFront("Okta's API") : refusal.means),
    fix: [...((code === told ? known?.fix : undefined) ?? refusal.fix), ...accessFix(code, call, signer)],
  };
}

/** Which reason for a refusal it is, as far as the sign-in shows. */
function refusalOf(
  told: RefusalCode,
  { scopes, accepted }: Signer,
  { needs }: CallWords,
  { status, headers }: Pick<HttpAnswer, "status" | "headers">,
): RefusalCode {
  if (told === "okta-unauthorized" && status === 401 && (accepted || scopes !== undefined)) return "okta-token-revoked";
  if (told !== "okta-forbidden" || scopes === undefined) return told;
  // Okta puts a granted scope into the token whether or not there is a role for it (Okta: developer docs, "Implement OAuth for Okta").
  const wanted = needs?.scope.split(" and ") ?? [];
  const insufficient = /insufficient_scope/.test(headers["www-authenticate"] ?? "");
  return !insufficient && wanted.every((scope) => scopes.has(scope)) ? "okta-role-missing" : "okta-scope-missing";
}

/** The rights that the sign-in needs, for the errors that they fix. */
function accessFix(code: RefusalCode, { needs }: CallWords, { way }: Signer): readonly string[] {
  if (needs === undefined) return [];
  const { role, scope } = needs;
  if (code === "okta-scope-missing")
    return [
      `Grant ${describeScope(scope)} to the app. ${GRANT_SCOPES}`,
      "Then run the same command again: new scopes need a new sign-in.",
    ];
  if (code === "okta-role-missing") {
    const where =
      way === "device"
        ? "to the signed-in user, under Security > Administrators"
        : "to the service app, on its Admin roles tab";
    return [`Assign ${describeRole(role)} ${where}. A Super Administrator assigns roles.`];
  }
  if (code !== "okta-forbidden" && code !== "okta-unauthorized") return [];
  return [
    `The token's administrator needs ${describeRole(role)}. A Super Administrator assigns roles.`,
    `With OAuth, the client also needs ${describeScope(scope)}.`,
  ];
}

/** The error for an answer of 200 to 299 that is not JSON. */
export function notJsonError(answer: HttpAnswer, call: CallWords): SetupError {
  return new SetupError({ ...answerOfOthers(answer, call), ...requestIdOf(answer) });
}

/** The error for JSON with another shape than Okta documents. */
export function unexpectedShapeError(error: z.ZodError, answer: HttpAnswer, { purpose }: CallWords): SetupError {
  return new SetupError({
    code: "okta-answer-unexpected",
    exitCode: EXIT.failed,
    ...unexpectedShape(error, purpose, "Okta"),
    ...requestIdOf(answer),
  });
}

/** The error for a request that got no answer. */
export function unreachableError(error: NoAnswer, origin: string, purpose: string): SetupError {
  return new SetupError({ code: "okta-unreachable", exitCode: EXIT.failed, ...unreachable(error, origin, purpose) });
}

function answerOfOthers(answer: HttpAnswer, { purpose }: CallWords): SetupErrorParts {
  if (isRedirect(answer)) {
    return {
      code: "okta-redirected",
      exitCode: EXIT.failed,
      what: redirected(answer, purpose),
      why: "total-setup does not follow redirects: the token must go only to the org it belongs to",
      fix: ["Enter the org's own address, for example https://acme.okta.com. The org may have been renamed."],
    };
  }
  return {
    code: "okta-not-json",
    exitCode: EXIT.failed,
    what: notJson(answer, purpose, "the Okta API"),
    why: "the address may not belong to an Okta org, or something between you and Okta answered instead",
    fix: [
      "Check the org's address.",
      "Check whether a proxy, a firewall or a sign-in page of your network is in between.",
    ],
  };
}

/** Okta's ID of the failed request, which Okta Support asks for. */
function requestIdOf({ headers }: HttpAnswer, body?: ErrorBody): { readonly requestId?: string } {
  const requestId = body?.errorId ?? headers["x-okta-request-id"];
  return requestId === undefined ? {} : { requestId };
}

function parseErrorBody(text: string): ErrorBody | undefined {
  try {
    return errorBody.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function saidBy(body: ErrorBody | undefined): string | undefined {
  const causes = (body?.errorCauses ?? []).flatMap((cause) => cause.errorSummary ?? []);
  const summary = body?.errorSummary ?? body?.error_description;
  const parts = [...(summary === undefined ? [] : [summary]), ...causes];
  return parts.length === 0 ? undefined : parts.join("; ");
}

/** What a call answers; undefined where Okta answers 404. */
export async function orAbsent<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SetupError && error.code === "okta-not-found") return undefined;
    throw error;
  }
}
