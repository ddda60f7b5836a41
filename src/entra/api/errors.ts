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
import type { ErrorEntry } from "../../base/codes/entries.js";
import { GRAPH_REFUSALS } from "../../base/codes/graph-refusals.js";
import { EXIT, SetupError, withExit, type SetupErrorParts } from "../../base/errors.js";
import type { HttpAnswer, NoAnswer } from "../../http/http.js";
import {
  GRAPH_ERROR_CODES,
  GRAPH_REFUSAL_BY_STATUS,
  GRAPH_WORDS,
  type GraphErrorCode,
  type RefusalCode,
} from "./error-codes.js";
import type { CallWords } from "./graph-call.js";
import { missingAccess, type TokenRights } from "./token-rights.js";
import { targetTestError } from "./target-test.js";

/** Microsoft Graph's error body (Microsoft Graph docs, errors); what stands in front of it may answer something else. */
const errorBody = z.looseObject({
  error: z.looseObject({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.looseObject({ "request-id": z.string().nullish() }).nullish(),
    details: z.array(z.looseObject({ message: z.string().nullish() })).nullish(),
  }),
});
type ErrorBody = Answer<ErrorAnswer, typeof errorBody>;

interface GraphFailure {
  readonly code: string;
  /** Empty when Microsoft says nothing. */
  readonly message: string;
  readonly requestId: string | undefined;
}

/**
 * The error for an answer outside 200 to 299.
 *
 * @param answer - with secrets already taken out of its text
 * @param rights - what the token says about itself, when it can be read
 */
export function refusedError(answer: HttpAnswer, call: CallWords, rights?: TokenRights): SetupError {
  const { status } = answer;
  const failure = parseFailure(answer.text);
  const requestId = failure?.requestId ?? answer.headers["request-id"];
  if (call.testsTarget === true && failure !== undefined) {
    const aboutTarget = targetTestError(failure, requestId);
    if (aboutTarget !== undefined) return aboutTarget;
  }
  const parts = isOthers(answer, failure) ? answerOfOthers(answer, call) : refusalBy(status, failure, { call, rights });
  // After a 5xx it is not known whether the request was carried out; below that, Microsoft Graph turned it down.
  return new SetupError({ ...parts, ...(requestId === undefined ? {} : { requestId }), refused: status < 500 });
}

/** Whether something other than Microsoft Graph answered: a sign-in page, a firewall, another site. An empty 401 is Graph's own. */
function isOthers({ status, text }: HttpAnswer, failure: GraphFailure | undefined): boolean {
  if (status < 400) return true;
  return failure === undefined && status !== 429 && status < 500 && !(status === 401 && text === "");
}

interface Asked {
  readonly call: CallWords;
  readonly rights: TokenRights | undefined;
}

function refusalBy(status: number, failure: GraphFailure | undefined, { call, rights }: Asked): SetupErrorParts {
  const known = knownCode(status, failure);
  const answered = codeOf(status, failure, known);
  const code = answered === "graph-forbidden" && lacksRole(call, rights) ? "graph-role-missing" : answered;
  const refusal: ErrorEntry = GRAPH_REFUSALS[code];
  // Microsoft's words may be about something else than its code.
  const explained = known?.reported === code ? known : undefined;
  const inFront = failure === undefined && code !== "graph-empty-401";
  const named = failure === undefined || failure.code === "" ? "" : `, ${failure.code}`;
  return {
    ...withExit(code, GRAPH_REFUSALS),
    what: `Microsoft Graph could not ${call.purpose} (HTTP ${String(status)}${named})`,
    why: whyRefused(
      failure?.message,
      explained?.means ?? (TELLS_MORE.has(code) ? refusal.means : undefined),
      inFront ? answeredInFront("Microsoft Graph") : refusal.means,
    ),
    fix: [...(explained?.fix ?? refusal.fix), ...accessFix(code, call, rights)],
  };
}

/** Whether a refusal can only be about the user's role: what the token names is enough, or does not count. */
function lacksRole({ needs }: CallWords, rights: TokenRights | undefined): boolean {
  if (needs === undefined || rights?.delegated !== true) return false;
  return rights.advisory || missingAccess(rights, [needs]).length === 0;
}

function knownCode(status: number, failure: GraphFailure | undefined): GraphErrorCode | undefined {
  const known = GRAPH_ERROR_CODES[failure?.code ?? ""];
  return known?.http === status ? known : undefined;
}

function codeOf(status: number, failure: GraphFailure | undefined, known: GraphErrorCode | undefined): RefusalCode {
  const said = failure?.message ?? "";
  if (status === 401 && said === "") return "graph-empty-401";
  return (
    GRAPH_WORDS.find(({ http, says }) => http === status && says.test(said))?.told ??
    known?.reported ??
    GRAPH_REFUSAL_BY_STATUS[status] ??
    (status >= 500 ? "graph-unavailable" : "graph-invalid")
  );
}

/** Refusals of which Microsoft's own words say less than their kind. */
const TELLS_MORE: ReadonlySet<RefusalCode> = new Set(["graph-role-missing", "graph-token-revoked"]);

const SIGN_IN_AGAIN =
  "Sign in again after a role was activated in Privileged Identity Management or consent was granted: both count only in a new token.";

/** What the signed-in identity needs, for the errors that this may fix. */
function accessFix(code: RefusalCode, { needs }: CallWords, rights: TokenRights | undefined): readonly string[] {
  if (code !== "graph-forbidden" && code !== "graph-empty-401" && code !== "graph-role-missing") return [];
  if (needs === undefined) return [SIGN_IN_AGAIN];
  if (code === "graph-role-missing") {
    const who = rights?.who ?? "the signed-in user";
    return [
      `To ${needs.purpose}, ${who} needs the role ${needs.role} or a higher one. A Privileged Role Administrator assigns it under Roles & admins.`,
      SIGN_IN_AGAIN,
    ];
  }
  return [
    `To ${needs.purpose}, a user needs the role ${needs.role} or a higher one. A Privileged Role Administrator assigns it.`,
    `The application that signs in needs the permission ${needs.anyOf.join(" or ")}, with admin consent.`,
    SIGN_IN_AGAIN,
  ];
}

/** The error for an answer of 200 to 299 that is not JSON. */
export function notJsonError(answer: HttpAnswer, call: CallWords): SetupError {
  return new SetupError({ ...answerOfOthers(answer, call), ...requestIdOf(answer) });
}

/** The error for JSON of another shape than Microsoft documents. */
export function unexpectedShapeError(error: z.ZodError, answer: HttpAnswer, { purpose }: CallWords): SetupError {
  return new SetupError({
    code: "graph-answer-unexpected",
    exitCode: EXIT.failed,
    ...unexpectedShape(error, purpose, "Microsoft Graph"),
    ...requestIdOf(answer),
  });
}

/** The error for a request that got no answer. */
export function unreachableError(error: NoAnswer, origin: string, purpose: string): SetupError {
  return new SetupError({
    code: "graph-unreachable",
    exitCode: EXIT.failed,
    ...unreachable(error, origin, purpose),
  });
}

function answerOfOthers(answer: HttpAnswer, { purpose }: CallWords): SetupErrorParts {
  if (isRedirect(answer)) {
    return {
      code: "graph-redirected",
      exitCode: EXIT.failed,
      what: redirected(answer, purpose),
      why: "redirects are not followed, so that the access token is sent to Microsoft Graph only",
      fix: [
        "Check --cloud and --graph-url.",
        "Check whether something in your network answers in place of Microsoft Graph.",
      ],
    };
  }
  return {
    code: "graph-not-json",
    exitCode: EXIT.failed,
    what: notJson(answer, purpose, "Microsoft Graph"),
    why: "something between this machine and Microsoft Graph may have answered in its place, or the answer was damaged on the way",
    fix: ["Check --graph-url.", "Check whether a proxy, a firewall or a sign-in page of your network answers instead."],
  };
}

/** Microsoft's id of the request; its support asks for it. */
function requestIdOf({ headers }: HttpAnswer): { readonly requestId?: string } {
  const requestId = headers["request-id"];
  return requestId === undefined ? {} : { requestId };
}

function parseFailure(text: string): GraphFailure | undefined {
  try {
    const body: ErrorBody | undefined = errorBody.safeParse(JSON.parse(text)).data;
    const error = body?.error;
    if (error === undefined) return undefined;
    const said = [error.message, ...(error.details ?? []).map(({ message }) => message)];
    return {
      code: error.code ?? "",
      message: said.filter((part) => (part ?? "") !== "").join("; "),
      requestId: error.innerError?.["request-id"] ?? undefined,
    };
  } catch {
    return undefined;
  }
}
