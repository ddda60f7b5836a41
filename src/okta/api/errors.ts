import { z } from "zod";
import {
  answeredInFront,
  isRedirect,
  notJson,
  redirected,
  unexpectedShape,
  unreachable,
  whyRefused,
} from "../../base/api-errors.js";
import { EXIT, SetupError, type SetupErrorParts } from "../../base/errors.js";
import type { HttpAnswer, NoAnswer } from "../../base/http.js";
import type { Access } from "./access.js";
import { OKTA_ERROR_CODES, REFUSAL_BY_STATUS, REFUSALS, type RefusalCode } from "./error-codes.js";

/** What a call is for and what it needs, for messages. */
export interface CallWords {
  /** As in `create the app`. */
  readonly purpose: string;
  /** Absent where everybody may ask. */
  readonly needs?: Access;
}

/** Okta's error body (Okta: developer docs, "Error codes"); from the edge and from OAuth it may be another, or HTML. */
const errorBody = z.looseObject({
  errorCode: z.string().optional(),
  errorSummary: z.string().optional(),
  errorId: z.string().optional(),
  errorCauses: z.array(z.looseObject({ errorSummary: z.string().optional() })).optional(),
  error_description: z.string().optional(),
});

type ErrorBody = z.output<typeof errorBody>;

/**
 * The error for an answer outside 200 to 299.
 *
 * @param answer - with secrets already taken out of its text
 */
export function refusedError(answer: HttpAnswer, call: CallWords): SetupError {
  const { status } = answer;
  const body = parseErrorBody(answer.text);
  const parts = isOthers(status, body) ? answerOfOthers(answer, call) : refusalBy(status, body, call);
  // After a 5xx nobody knows whether the request was carried out; below that, Okta turned it down.
  return new SetupError({ ...parts, ...requestIdOf(answer, body), refused: status < 500 });
}

/** Whether something else than Okta's API answered: a sign-in page, a firewall, another site. From 429 on Okta's own edge answers so too. */
function isOthers(status: number, body: ErrorBody | undefined): boolean {
  return status < 400 || (body === undefined && status !== 429 && status < 500);
}

function refusalBy(status: number, body: ErrorBody | undefined, call: CallWords): SetupErrorParts {
  const known = OKTA_ERROR_CODES[body?.errorCode ?? ""];
  const code = known?.told ?? REFUSAL_BY_STATUS[status] ?? (status >= 500 ? "okta-unavailable" : "okta-invalid");
  const refusal = REFUSALS[code];
  return {
    code,
    exitCode: EXIT[refusal.exit],
    what: `Okta did not ${call.purpose} (HTTP ${String(status)}${body?.errorCode === undefined ? "" : `, ${body.errorCode}`})`,
    why: whyRefused(saidBy(body), known?.means, body === undefined ? answeredInFront("Okta's API") : refusal.means),
    fix: [...(known?.fix ?? refusal.fix), ...accessFix(code, call)],
  };
}

/** What the administrator of the token has to have, for the errors that this may mend. */
function accessFix(code: RefusalCode, { needs }: CallWords): readonly string[] {
  if (needs === undefined || (code !== "okta-forbidden" && code !== "okta-unauthorized")) return [];
  const { role, scope } = needs;
  return [
    `The token's administrator needs the role ${role}; an Organization or Super Administrator has every right of this. A Super Administrator grants roles.`,
    `With OAuth, the scope ${scope} must be granted to the client too.`,
  ];
}

/** The error for an answer of 200 to 299 that is not JSON. */
export function notJsonError(answer: HttpAnswer, call: CallWords): SetupError {
  return new SetupError({ ...answerOfOthers(answer, call), ...requestIdOf(answer) });
}

/** The error for JSON of another shape than Okta documents. */
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
      why: "redirects are not followed, so that the token stays with the org it was given for",
      fix: ["Give the org's own address, as https://acme.okta.com; it may have been renamed."],
    };
  }
  return {
    code: "okta-not-json",
    exitCode: EXIT.failed,
    what: notJson(answer, purpose, "the Okta API"),
    why: "the address may not be an Okta org's, or something between you and Okta answers in its place",
    fix: ["Check the org's address, and whether a proxy, a firewall or a sign-in page of your network is in between."],
  };
}

/** Okta's id of the failed request, which its support asks for. */
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
