import { STATUS_CODES } from "node:http";
import { EXIT, SetupError } from "../../base/errors.js";

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
 * and body of the target's answer, whoever that is. Only its status is.
 *
 * @returns undefined when the failure is not about the target
 */
export function targetTestError(failure: TestFailure, requestId: string | undefined): SetupError | undefined {
  const said = `${failure.code} ${failure.message}`;
  if (!ABOUT_TARGET.test(said)) return undefined;
  const status = statusIn(failure.message);
  const { why, fix } = explained(status, INCOMPATIBLE.test(said));
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

function explained(status: number | undefined, incompatible: boolean): Explained {
  if (status === 401 || status === 403)
    return {
      why: "the target does not accept the Secret Token from Microsoft",
      fix: [
        "Make a new token at the vendor, and give that.",
        "When the same token works from here, ask the vendor whether only some addresses are let in: Microsoft asks from its own.",
      ],
    };
  if (status === 404) return { why: "there is no SCIM service at the Tenant URL", fix: [CHECK_URL] };
  if (status === 429 || (status !== undefined && status >= 500))
    return {
      why: "the target has a problem of its own",
      fix: ["Run the same command again in a few minutes, and ask the vendor when it stays so."],
    };
  if (incompatible || status !== undefined)
    return {
      why: "the target did not answer as a SCIM service does when it is asked for somebody who is not there",
      fix: [CHECK_URL, "total-setup check asks the target the same and shows what it answers."],
    };
  return {
    why: "Microsoft's service did not reach the target, or did not understand its answer",
    fix: [
      "The Tenant URL must be https, and reachable from the internet with TLS 1.2 and a certificate of a public authority: Microsoft asks from its own network.",
      CHECK_URL,
    ],
  };
}

/** `Response Status Code: Unauthorized`, or `An HTTP/404 Not Found response was returned`. */
function statusIn(message: string): number | undefined {
  const number = /\bHTTP\/(\d{3})\b/.exec(message)?.[1] ?? /Response Status Code: (\d{3})\b/.exec(message)?.[1];
  const words = /Response Status Code: (\w+)/.exec(message)?.[1]?.toLowerCase();
  const known = Object.entries(STATUS_CODES).find(
    ([code, phrase]) => code === number || (number === undefined && squeezed(phrase) === words),
  );
  return known === undefined ? undefined : Number(known[0]);
}

function squeezed(phrase: string | undefined): string | undefined {
  return phrase?.replace(/[^A-Za-z]/g, "").toLowerCase();
}
