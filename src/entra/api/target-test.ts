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
 * The error for a Test Connection that failed because of the SCIM server. Microsoft's words are not shown: they echo headers
 * and body of the answer, whoever sent it. Only its status is, and the words of an error in JSON.
 *
 * @returns undefined when the failure is not about the SCIM server
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
    what: `Microsoft's Test Connection failed${status === undefined ? "" : `: the SCIM server answered HTTP ${String(status)} ${STATUS_CODES[status] ?? ""}`.trimEnd()}`,
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
  "Enter the Tenant URL exactly as the vendor shows it. Entra appends /Users to it, so check that /scim and the version are there, and only once.";

/** Microsoft asks for a user who cannot exist, and wants 200 with an empty list (Entra docs, use-scim-to-provision-users-and-groups). */
const ASKED_FOR_NO_USER: Explained = {
  why: "the SCIM server answers 404 to a search for a user who does not exist, but Microsoft expects an empty list",
  fix: [
    "Ask the vendor to answer such a search with 200 and totalResults 0 (RFC 7644 3.4.2). The Tenant URL is right.",
  ],
};

function explained(answer: TargetAnswer | undefined, incompatible: boolean): Explained {
  const status = answer?.status;
  const cause = answer === undefined || answer.status < 400 ? undefined : causeOf(answer);
  const words = answer === undefined ? "" : vendorWords(answer);
  const quoted = words === "" ? "" : `: "${words}"`;
  if (cause === "token")
    return {
      why: `the SCIM server does not accept the Secret Token from Microsoft${quoted}`,
      fix: [
        "Create a new token in the vendor's console, and use that one.",
        "If the same token works from this machine, ask the vendor whether it allows only certain IP addresses: Microsoft connects from its own.",
      ],
    };
  if (status === 404)
    return answer?.byId === true
      ? ASKED_FOR_NO_USER
      : { why: `there is no SCIM server at the Tenant URL${quoted}`, fix: [CHECK_URL] };
  if (cause === "value" && words !== "")
    return {
      why: `the SCIM server rejects Microsoft's test request${quoted}`,
      fix: ["Ask the vendor why it rejects a search by userName. Provisioning of each user begins with one."],
    };
  if (cause === "too-many" || cause === "broken" || cause === "not-offered")
    return {
      why: `the SCIM server has a problem of its own${quoted}`,
      fix: ["Run the same command again in a few minutes.", "If it fails again, ask the vendor."],
    };
  if (incompatible || status !== undefined)
    return {
      why: "the answer to a search for a user who does not exist is not what SCIM requires",
      fix: [CHECK_URL, "Run total-setup entra doctor: it sends the same request and shows the answer."],
    };
  return {
    why: "Microsoft's provisioning service could not reach the SCIM server, or did not understand its answer",
    fix: [
      "Check that the Tenant URL is https and reachable from the internet, with TLS 1.2 and a certificate from a public authority. Microsoft connects from its own network.",
      CHECK_URL,
    ],
  };
}
