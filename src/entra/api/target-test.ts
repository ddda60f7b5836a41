import { STATUS_CODES } from "node:http";
import { EXIT, SetupError } from "../../base/errors.js";
import { causeOf, vendorWords, type TargetAnswer } from "../../base/target-answer.js";
import { answerInText } from "./answer-in-text.js";

/** Codes of "Test Connection", alone or within a longer one or a message (AzureAD/SCIMReferenceCode; Entra docs, scim-compatibility). */
const ABOUT_TARGET =
  /CredentialValidationUnavailable|SystemForCrossDomainIdentityManagement(?:ServiceIncompatible|InvalidCredentials)/;
const INCOMPATIBLE = /ServiceIncompatible/;

/** What Microsoft's service answered to "Test Connection". */
interface TestFailure {
  readonly code: string;
  readonly message: string;
}

/**
 * The error for a "Test Connection" that failed because of the target. Microsoft's words are not told: they echo headers
 * and body of the target's answer, whoever that is. Only its status is, and the words of an error in JSON.
 *
 * @returns undefined when the failure is not about the target
 */
export function targetTestError(failure: TestFailure, requestId: string | undefined): SetupError | undefined {
  const said = `${failure.code} ${failure.message}`;
  if (!ABOUT_TARGET.test(said)) return undefined;
  const answer = answerInText(failure.message);
  const status = answer?.status;
  const { why, fix } = explained(answer, INCOMPATIBLE.test(said));
  return new SetupError({
    code: "target-test-failed",
    exitCode: EXIT.failed,
    what: `Microsoft's Test Connection failed${status === undefined ? "" : `: the target answered HTTP ${String(status)} ${STATUS_CODES[status] ?? ""}`.trimEnd()}`,
    why,
    fix,
    ...(requestId === undefined ? {} : { requestId }),
    refused: true,
  });
}

interface Explained {
  readonly why: string;
  readonly fix: readonly string[];
}

const CHECK_URL =
  "Give the Tenant URL as the vendor shows it: Entra appends /Users to it, so that neither /scim nor the version may be missing or there twice.";

/** Microsoft asks for somebody who cannot exist, and wants 200 with an empty list (Entra docs, use-scim-to-provision-users-and-groups). */
const ASKED_FOR_NOBODY: Explained = {
  why: "the target answers 404 when it is asked for a user who is not there, where Microsoft wants an empty list",
  fix: ["Ask the vendor to answer such a look-up with 200 and totalResults 0 (RFC 7644 3.4.2): the address is right."],
};

function explained(answer: TargetAnswer | undefined, incompatible: boolean): Explained {
  const status = answer?.status;
  const cause = answer === undefined || answer.status < 400 ? undefined : causeOf(answer);
  const words = answer === undefined ? "" : vendorWords(answer);
  const quoted = words === "" ? "" : `: "${words}"`;
  if (cause === "token")
    return {
      why: `the target does not accept the Secret Token from Microsoft${quoted}`,
      fix: [
        "Make a new token at the vendor, and give that.",
        "When the same token works from here, ask the vendor whether only some addresses are let in: Microsoft asks from its own.",
      ],
    };
  if (status === 404)
    return answer?.byId === true
      ? ASKED_FOR_NOBODY
      : { why: `there is no SCIM service at the Tenant URL${quoted}`, fix: [CHECK_URL] };
  if (cause === "value" && words !== "")
    return {
      why: `the target refuses Microsoft's test request${quoted}`,
      fix: ["Ask the vendor why it refuses a look-up by userName: every provisioning request begins with one."],
    };
  if (cause === "too-many" || cause === "broken" || cause === "not-offered")
    return {
      why: `the target has a problem of its own${quoted}`,
      fix: ["Run the same command again in a few minutes, and ask the vendor when it stays so."],
    };
  if (incompatible || status !== undefined)
    return {
      why: "the target did not answer as a SCIM service does when it is asked for somebody who is not there",
      fix: [CHECK_URL, "total-setup entra doctor asks the target the same and shows what it answers."],
    };
  return {
    why: "Microsoft's service did not reach the target, or did not understand its answer",
    fix: [
      "The Tenant URL must be https, and reachable from the internet with TLS 1.2 and a certificate of a public authority: Microsoft asks from its own network.",
      CHECK_URL,
    ],
  };
}
