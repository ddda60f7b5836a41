import { z } from "zod";
import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";
import type { HttpAnswer } from "../../base/http.js";
import {
  GRAPH_ERROR_CODES,
  GRAPH_REFUSAL_BY_STATUS,
  GRAPH_REFUSALS,
  GRAPH_WORDS,
  type GraphErrorCode,
  type RefusalCode,
} from "./error-codes.js";
import type { CallWords } from "./graph-call.js";
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

interface GraphFailure {
  readonly code: string;
  /** Empty when Microsoft says nothing. */
  readonly message: string;
  readonly requestId: string | undefined;
}

interface ErrorParts {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
}

/**
 * The error for an answer outside 200 to 299.
 *
 * @param answer - with secrets already taken out of its text
 */
export function refusedError(answer: HttpAnswer, call: CallWords): SetupError {
  const { status } = answer;
  const failure = parseFailure(answer.text);
  const requestId = failure?.requestId ?? answer.headers["request-id"];
  if (call.testsTarget === true && failure !== undefined) {
    const aboutTarget = targetTestError(failure, requestId);
    if (aboutTarget !== undefined) return aboutTarget;
  }
  const parts = isOthers(answer, failure) ? answerOfOthers(answer, call) : refusalBy(status, failure, call);
  // After a 5xx nobody knows whether the request was carried out; below that, Microsoft Graph turned it down.
  return new SetupError({ ...parts, ...(requestId === undefined ? {} : { requestId }), refused: status < 500 });
}

/** Whether something else than Microsoft Graph answered: a sign-in page, a firewall, another site. An empty 401 is Graph's own. */
function isOthers({ status, text }: HttpAnswer, failure: GraphFailure | undefined): boolean {
  if (status < 400) return true;
  return failure === undefined && status !== 429 && status < 500 && !(status === 401 && text === "");
}

function refusalBy(status: number, failure: GraphFailure | undefined, call: CallWords): ErrorParts {
  const known = knownCode(status, failure);
  const code = codeOf(status, failure, known);
  const refusal = GRAPH_REFUSALS[code];
  // Microsoft's words may be about something else than its code.
  const explained = known?.told === code ? known : undefined;
  const said = failure?.message === "" ? undefined : failure?.message;
  const inFront = failure === undefined && code !== "graph-empty-401" ? IN_FRONT : undefined;
  const why = [said, said === undefined ? (explained?.means ?? inFront ?? refusal.means) : explained?.means];
  const named = failure === undefined || failure.code === "" ? "" : `, ${failure.code}`;
  return {
    code,
    exitCode: EXIT[refusal.exit],
    what: `Microsoft Graph did not ${call.purpose} (HTTP ${String(status)}${named})`,
    why: why.filter((part) => part !== undefined).join(": "),
    fix: [...(explained?.fix ?? refusal.fix), ...accessFix(code, call)],
  };
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
    known?.told ??
    GRAPH_REFUSAL_BY_STATUS[status] ??
    (status >= 500 ? "graph-unavailable" : "graph-invalid")
  );
}

/** The edge, a load balancer or a proxy answers with a page of its own when it cannot reach what is behind it. */
const IN_FRONT =
  "what is in front of Microsoft Graph, or a proxy on the way, answered in its place with something that is not JSON";

const SIGN_IN_AGAIN =
  "A role that was activated in Privileged Identity Management, or consent that was given, after signing in counts only in a new token: sign in again.";

/** What the signed-in identity has to have, for the errors that this may mend. */
function accessFix(code: RefusalCode, { needs }: CallWords): readonly string[] {
  if (code !== "graph-forbidden" && code !== "graph-empty-401") return [];
  if (needs === undefined) return [SIGN_IN_AGAIN];
  return [
    `To ${needs.purpose}, a person needs the role ${needs.role} or a wider one; a Privileged Role Administrator grants it.`,
    `The application that signs in needs the permission ${needs.anyOf.join(" or ")}, with admin consent.`,
    SIGN_IN_AGAIN,
  ];
}

/** The error for an answer of 200 to 299 that is not JSON. */
export function notJsonError(answer: HttpAnswer, call: CallWords): SetupError {
  return new SetupError({ ...answerOfOthers(answer, call), ...requestIdOf(answer) });
}

/** The error for JSON of another shape than Microsoft documents. The values themselves are not told. */
export function unexpectedShapeError(error: z.ZodError, answer: HttpAnswer, call: CallWords): SetupError {
  const issue = error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? "the whole answer" : issue.path.map(String).join(".");
  return new SetupError({
    code: "graph-answer-unexpected",
    exitCode: EXIT.failed,
    what: `Microsoft Graph's answer to "${call.purpose}" has another shape than documented, at ${place}`,
    ...(issue === undefined ? {} : { why: issue.message }),
    fix: ["Run again with --transcript FILE, and report what the file shows to the makers of total-setup."],
    ...requestIdOf(answer),
  });
}

function answerOfOthers({ status, headers, text }: HttpAnswer, { purpose }: CallWords): ErrorParts {
  if (status >= 300 && status < 400) {
    const location = headers["location"] ?? "";
    const host = URL.canParse(location) ? ` to ${new URL(location).host}` : "";
    return {
      code: "graph-redirected",
      exitCode: EXIT.failed,
      what: `Trying to ${purpose}, total-setup was sent elsewhere (HTTP ${String(status)}${host})`,
      why: "redirects are not followed, so that the access token goes to Microsoft Graph only",
      fix: ["Check --cloud and --graph-url, and what in your network answers in place of Microsoft Graph."],
    };
  }
  const html = /^\s*</.test(text);
  const seen = text === "" ? "nothing" : html ? "a web page" : "something that is not JSON, or is cut short";
  return {
    code: "graph-not-json",
    exitCode: EXIT.failed,
    what: `Trying to ${purpose}, total-setup got ${seen} (HTTP ${String(status)}) where Microsoft Graph answers JSON`,
    why: "something between you and Microsoft Graph may answer in its place, or the answer was damaged on the way",
    fix: ["Check --graph-url, and whether a proxy, a firewall or a sign-in page of your network is in between."],
  };
}

/** Microsoft's id of the request, which its support asks for. */
function requestIdOf({ headers }: HttpAnswer): { readonly requestId?: string } {
  const requestId = headers["request-id"];
  return requestId === undefined ? {} : { requestId };
}

function parseFailure(text: string): GraphFailure | undefined {
  try {
    const error = errorBody.safeParse(JSON.parse(text)).data?.error;
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
