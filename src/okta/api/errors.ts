import { z } from "zod";
import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";
import type { Access } from "./access.js";
import type { HttpAnswer } from "./http.js";

/** What a call is for and what it needs, for messages. */
export interface CallWords {
  /** As in `create the app`. */
  readonly purpose: string;
  readonly needs: Access;
}

/** Okta's error body (Okta: developer docs, "Error codes"); from the edge and from OAuth it may be another, or HTML. */
const errorBody = z.looseObject({
  errorCode: z.string().optional(),
  errorSummary: z.string().optional(),
  errorId: z.string().optional(),
  errorCauses: z.array(z.looseObject({ errorSummary: z.string().optional() })).optional(),
  error_description: z.string().optional(),
});

interface Verdict {
  readonly code: string;
  readonly exitCode?: ExitCode;
  readonly what: string;
  readonly why?: string;
  readonly fix: readonly string[];
}

/**
 * The error for an answer outside 200 to 299.
 *
 * @param answer - with secrets already taken out of its text
 */
export function refusedError(answer: HttpAnswer, call: CallWords): SetupError {
  const body = parseErrorBody(answer.text);
  const requestId = body?.errorId ?? answer.headers["x-okta-request-id"];
  const { exitCode = EXIT.failed, ...parts } = verdictOn(answer, body, call);
  // After a 5xx nobody knows whether the request was carried out; below that, Okta turned it down.
  const refused = answer.status < 500;
  return new SetupError({ exitCode, ...parts, refused, ...(requestId === undefined ? {} : { requestId }) });
}

function verdictOn(answer: HttpAnswer, body: z.output<typeof errorBody> | undefined, call: CallWords): Verdict {
  const { status } = answer;
  const said = saidBy(body);
  const what = `Okta did not ${call.purpose} (HTTP ${String(status)}${body?.errorCode === undefined ? "" : `, ${body.errorCode}`})`;
  const why = said === undefined ? {} : { why: said };

  if (status >= 300 && status < 400) return redirected(answer, call);
  if (body?.errorCode === "E0000015") {
    return {
      code: "okta-feature-missing",
      exitCode: EXIT.access,
      what,
      why: said ?? "the org does not have the feature this needs",
      fix: ["Ask your Okta account team for the feature; provisioning needs Lifecycle Management."],
    };
  }
  if (status === 401) {
    return {
      code: "okta-unauthorized",
      exitCode: EXIT.access,
      what: `Okta did not accept the API token (HTTP 401${body?.errorCode === undefined ? "" : `, ${body.errorCode}`})`,
      why: "it is wrong, revoked or expired (30 days without use), its administrator is deactivated, or it belongs to another org",
      fix: ["Make a token in this org under Security > API > Tokens, and give that."],
    };
  }
  if (status === 403) {
    return {
      code: "okta-forbidden",
      exitCode: EXIT.access,
      what,
      why: said ?? "the signed-in administrator may not do that",
      fix: [
        `Use the token of an administrator with the role ${call.needs.role} (a Super Administrator grants it).`,
        `With OAuth, the scope ${call.needs.scope} must be granted too.`,
      ],
    };
  }
  if (status === 407) {
    return {
      code: "okta-unreachable",
      what,
      why: "the proxy wants a sign-in",
      fix: ["Put the proxy's user name and password into HTTPS_PROXY."],
    };
  }
  if (status === 429) {
    return {
      code: "okta-rate-limited",
      what,
      why: said ?? "the org's rate limit stayed used up",
      fix: ["Run the same command again in a few minutes."],
    };
  }
  if (status >= 500 && status !== 501) {
    return {
      code: "okta-unavailable",
      what,
      why: said ?? "Okta has a problem of its own",
      fix: ["Run the same command again; see https://status.okta.com when it stays so."],
    };
  }
  if (body === undefined) return notJson(answer, call);
  if (status === 404)
    return { code: "okta-not-found", what, ...why, fix: ["Check that it was not deleted in the meantime."] };
  if (status === 405 || status === 501) {
    return { code: "okta-unsupported", what, ...why, fix: ["Do this part in the Okta admin console."] };
  }
  return { code: "okta-invalid", what, ...why, fix: ["Mend what Okta names, and run the same command again."] };
}

/** The error for an answer of 200 to 299 that is not JSON. */
export function notJsonError(answer: HttpAnswer, call: CallWords): SetupError {
  const requestId = answer.headers["x-okta-request-id"];
  return new SetupError({
    exitCode: EXIT.failed,
    ...notJson(answer, call),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/** The error for JSON of another shape than Okta documents. The values themselves are not told. */
export function unexpectedShapeError(error: z.ZodError, answer: HttpAnswer, call: CallWords): SetupError {
  const issue = error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? "the whole answer" : issue.path.map(String).join(".");
  const requestId = answer.headers["x-okta-request-id"];
  return new SetupError({
    code: "okta-answer-unexpected",
    exitCode: EXIT.failed,
    what: `Okta's answer to "${call.purpose}" has another shape than documented, at ${place}`,
    ...(issue === undefined ? {} : { why: issue.message }),
    fix: ["Run again with --transcript FILE, and report what the file shows to the makers of total-setup."],
    ...(requestId === undefined ? {} : { requestId }),
  });
}

function notJson(answer: HttpAnswer, call: CallWords): Verdict {
  const html = /^\s*</.test(answer.text);
  const seen = answer.text === "" ? "nothing" : html ? "a web page" : "something that is not JSON, or is cut short";
  return {
    code: "okta-not-json",
    what: `Trying to ${call.purpose}, total-setup got ${seen} (HTTP ${String(answer.status)}) where the Okta API answers JSON`,
    why: "the address may not be an Okta org's, or something between you and Okta answers in its place",
    fix: ["Check the org's address, and whether a proxy or a sign-in page of your network is in between."],
  };
}

function redirected(answer: HttpAnswer, call: CallWords): Verdict {
  const location = answer.headers["location"] ?? "";
  const host = URL.canParse(location) ? new URL(location).host : undefined;
  return {
    code: "okta-redirected",
    what: `Trying to ${call.purpose}, total-setup was sent elsewhere (HTTP ${String(answer.status)}${host === undefined ? "" : ` to ${host}`})`,
    why: "redirects are not followed, so that the token stays with the org it was given for",
    fix: ["Give the org's own address, as https://acme.okta.com; it may have been renamed."],
  };
}

function parseErrorBody(text: string): z.output<typeof errorBody> | undefined {
  try {
    return errorBody.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function saidBy(body: z.output<typeof errorBody> | undefined): string | undefined {
  const causes = (body?.errorCauses ?? []).flatMap((cause) => cause.errorSummary ?? []);
  const summary = body?.errorSummary ?? body?.error_description;
  const parts = [...(summary === undefined ? [] : [summary]), ...causes];
  return parts.length === 0 ? undefined : parts.join("; ");
}
