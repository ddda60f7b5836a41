import { causeOf, MEANINGS, vendorWords, type AnswerCause, type TargetAnswer } from "../../base/target-answer.js";
import { plainText } from "../../base/text.js";
import { answerInText } from "../api/answer-in-text.js";

interface Explanation {
  readonly meaning: string;
  readonly fix: string;
}

/** What a failure of the provisioning service means, and what that rests on. */
export interface ProvisioningFailure {
  /** The cause; undefined where neither Microsoft's code nor the SCIM server's answer tells. */
  readonly cause: AnswerCause | undefined;
  /** What the SCIM server answered, as far as Microsoft's text tells it. */
  readonly evidence: TargetAnswer | undefined;
  /** With Microsoft's code, and the vendor's own words. */
  readonly reason: string;
  readonly fix: string;
}

const CHECK_URL =
  "Compare the Tenant URL with the vendor's (/scim only once). Run total-setup entra doctor to see what the SCIM server answers.";
const SLOW_DOWN = "Nothing to do: Entra slows down and tries again. A SCIM server should accept 25 requests a second.";
const RESTART =
  "Select Restart provisioning on the application's Provisioning page: Entra then looks up all users and groups again.";
const NOT_OFFERED =
  "Ask the vendor to support this request on the SCIM server: Microsoft's provisioning service needs it.";

const SAME_VALUE: Explanation = {
  meaning: "the SCIM server already has a user or group with a value that must be unique there",
  fix: "Find that user or group on the SCIM server. Remove it, or give it the same userName so that Entra adopts it.",
};
const REFUSED_TOKEN: Explanation = {
  meaning: "the SCIM server does not accept the token, or does not allow this request with it",
  fix: "Ask the vendor for a token that can create, update and deactivate users and groups, then run the same command with it.",
};
const NO_SEATS: Explanation = {
  meaning: MEANINGS.seats,
  fix: "Ask the vendor for more seats, or assign fewer users. Entra tries again with the next cycle.",
};
const SEVERAL: Explanation = {
  meaning: "the SCIM server has more than one user or group with this matching value",
  fix: "Keep one of them on the SCIM server and remove the others. Entra tries again with the next cycle.",
};
const AT_TARGET: Explanation = {
  meaning: "the SCIM server failed or did not answer in time",
  fix: "Entra tries again with the next cycle. If it fails again, ask the vendor and name the time of the failure.",
};
const NOT_SCIM: Explanation = {
  meaning: "the SCIM server does not answer as SCIM requires, or the Tenant URL is wrong",
  fix: CHECK_URL,
};
const OUT_OF_SCOPE: Explanation = {
  meaning: "the user or group is not assigned to the application",
  fix: "Assign a group that has the user as a direct member: Entra does not expand nested groups.",
};

/**
 * What an administrator can make of the codes in the provisioning log (Entra docs, howto-analyze-provisioning-logs; the
 * codes from `DuplicateSourceEntries` on are met in practice and are not in Microsoft's list). A connector may put its
 * own name in front of a code: `ContosoEntryConflict`.
 */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  DuplicateTargetEntries: SEVERAL,
  SchemaAttributeNotFound: {
    meaning: "an attribute mapping names an attribute that the SCIM server does not have",
    fix: "Remove that mapping from the application's attribute mappings, or ask the vendor for the attribute.",
  },
  InvalidAnchor: {
    meaning: "the linked user or group is no longer on the SCIM server",
    fix: RESTART,
  },
  MandatoryFieldsMissing: {
    meaning: "an attribute that the SCIM server requires is empty in Entra",
    fix: "Fill in the attribute in Entra. It is sent with the next cycle.",
  },
  SystemForCrossDomainIdentityManagementMultipleEntriesInResponse: SEVERAL,
  SystemForCrossDomainIdentityManagementServiceIncompatible: NOT_SCIM,
  SystemForCrossDomainIdentityManagementCredentialValidationUnavailable: REFUSED_TOKEN,
  SystemForCrossDomainIdentityManagementInvalidCredentials: REFUSED_TOKEN,
  DuplicateSourceEntries: {
    meaning: "two users or groups in Entra have the same matching value",
    fix: "Give them different values for the matching attribute in Entra.",
  },
  Conflict: SAME_VALUE,
  EntryConflict: SAME_VALUE,
  TooManyRequests: {
    meaning: "the SCIM server limits the number of requests",
    fix: SLOW_DOWN,
  },
  InsufficientRights: REFUSED_TOKEN,
  NotPermitted: REFUSED_TOKEN,
  Unauthorized: REFUSED_TOKEN,
  Forbidden: REFUSED_TOKEN,
  MethodNotAllowed: {
    meaning: "the SCIM server does not support this request",
    fix: NOT_OFFERED,
  },
  UnprocessableEntity: {
    meaning: "the SCIM server rejects a value that Entra sent",
    fix: "Find the value in the failed step of the provisioning logs, then correct it in Entra or in the attribute mapping.",
  },
  WebExceptionProtocolError: NOT_SCIM,
  Timeout: AT_TARGET,
  InternalError: AT_TARGET,
  InternalServerError: AT_TARGET,
  ServiceUnavailable: AT_TARGET,
  ImportSkipped: {
    meaning: "Entra skipped the user or group when it read the directory",
    fix: "Open the failed step in the provisioning logs: it names the reason.",
  },
  NotActiveInSource: {
    meaning: "the user is disabled or deleted in Entra",
    fix: "Enable the user in Entra, or remove them from the group.",
  },
  NotEffectivelyEntitled: OUT_OF_SCOPE,
  LicenseLimitExceeded: NO_SEATS,
};

/** What to do about each answer of the SCIM server. */
const FIXES: Readonly<Record<AnswerCause, string>> = {
  token: REFUSED_TOKEN.fix,
  seats: NO_SEATS.fix,
  conflict: SAME_VALUE.fix,
  value: "Correct that value in Entra or in the attribute mapping. The vendor can say which values it accepts.",
  "not-offered": NOT_OFFERED,
  "too-large": "Ask the vendor how large a request may be. A group with fewer members may work.",
  gone: RESTART,
  "no-endpoint": CHECK_URL,
  "too-many": SLOW_DOWN,
  broken: "Ask the vendor and name the time of the failure. Entra tries again with the next cycle.",
};

/** Codes that say of what kind the answer was, but not whose fault it is: the answer itself decides, where the text tells it. */
const OF_ANSWER: readonly Explanation[] = [NOT_SCIM, REFUSED_TOKEN, AT_TARGET, SAME_VALUE];
const LONGEST_QUOTE = 300;

/**
 * What a failure of the provisioning service means: the SCIM server's status and words first, then Microsoft's code. Pure.
 *
 * @param linked - whether the user or group was on the SCIM server before, so that a 404 says that it is gone
 */
export function classifyProvisioningError(
  code: string | null | undefined,
  message?: string | null,
  linked = false,
): ProvisioningFailure {
  const known = explanationOf(code ?? "");
  const seen = answerInText(message ?? "");
  const byAnswer = seen !== undefined && seen.status >= 400 && (known === undefined || isOfAnswer(code ?? "", known));
  const evidence = seen === undefined ? undefined : { ...seen, byId: seen.byId === true || linked };
  const cause = byAnswer && evidence !== undefined ? causeOf(evidence) : CAUSES.get(known);
  const meaning = byAnswer && cause !== undefined ? MEANINGS[cause] : known?.meaning;
  const said = evidence === undefined ? ownWords(message) : answerWords(evidence);
  const parts = [code, meaning, said].filter((part) => (part ?? "") !== "");
  return {
    cause,
    evidence,
    reason: parts.length === 0 ? "Entra gives no reason" : parts.join(": "),
    fix:
      (byAnswer && cause !== undefined ? FIXES[cause] : known?.fix) ??
      "Open the failed step in the application's provisioning logs: it quotes the SCIM server's answer.",
  };
}

/** What an error code of the provisioning service means, and what to do; an unknown code is passed through. */
export function explainProvisioningError(
  code: string | null | undefined,
  message?: string | null,
): { readonly reason: string; readonly fix: string } {
  const { reason, fix } = classifyProvisioningError(code, message);
  return { reason, fix };
}

/** Whether a failure says that the SCIM server did not accept the token. */
export function isRefusedToken(code: string | null | undefined, message?: string | null): boolean {
  return classifyProvisioningError(code, message).cause === "token";
}

const CAUSES: ReadonlyMap<Explanation | undefined, AnswerCause> = new Map([
  [REFUSED_TOKEN, "token"],
  [SAME_VALUE, "conflict"],
  [NO_SEATS, "seats"],
  [AT_TARGET, "broken"],
]);
const CODES_OF_STATUS = /(?:MethodNotAllowed|UnprocessableEntity|TooManyRequests)$/;

function isOfAnswer(code: string, known: Explanation): boolean {
  return OF_ANSWER.includes(known) || CODES_OF_STATUS.test(code);
}

/** `the SCIM server answered HTTP 400, "invalidValue: title is too long"`. */
function answerWords(answer: TargetAnswer): string {
  const words = vendorWords(answer);
  return `the SCIM server answered HTTP ${String(answer.status)}${words === "" ? "" : `, "${words}"`}`;
}

/** Where an error text of Microsoft's service begins to quote the SCIM server's answer, which may hold users' data. */
const QUOTED_ANSWER = /\s*(?:Response (?:Headers|Content)|Web Response)\b/;

/** The provisioning service's own words in one line, without what they quote of the SCIM server's answer. */
function ownWords(message: string | null | undefined): string {
  const [own = ""] = plainText(message ?? "").split(QUOTED_ANSWER, 1);
  const line = own.replace(/\s+/g, " ").trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}...` : line;
}

function explanationOf(code: string): Explanation | undefined {
  if (Object.hasOwn(EXPLANATIONS, code)) return EXPLANATIONS[code];
  const known = Object.keys(EXPLANATIONS)
    .filter((one) => code.endsWith(one))
    .sort((a, b) => b.length - a.length)[0];
  return known === undefined ? undefined : EXPLANATIONS[known];
}
