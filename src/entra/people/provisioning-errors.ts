import { causeOf, MEANINGS, vendorWords, type AnswerCause, type TargetAnswer } from "../../base/target-answer.js";
import { plainText } from "../../base/text.js";
import { answerInText } from "../api/answer-in-text.js";

interface Explanation {
  readonly meaning: string;
  readonly fix: string;
}

/** What a failure of the provisioning service means, and what that rests on. */
export interface ProvisioningFailure {
  /** Who or what stands in the way; undefined where neither Microsoft's code nor the target's answer tells. */
  readonly cause: AnswerCause | undefined;
  /** What the target answered, as far as Microsoft's text tells it. */
  readonly evidence: TargetAnswer | undefined;
  /** With Microsoft's code, and the vendor's own words. */
  readonly reason: string;
  readonly fix: string;
}

const SAME_VALUE: Explanation = {
  meaning: "the target already has somebody with a value that must be unique there",
  fix: "Find that person or group at the target; remove it, or give it the same userName so that Entra adopts it.",
};
const REFUSED_TOKEN: Explanation = {
  meaning: "the target does not accept the token, or does not allow this request with it",
  fix: "Ask the vendor for a token that may create, change and deactivate people and groups; run the same command with it.",
};
const NO_SEATS: Explanation = {
  meaning: MEANINGS.seats,
  fix: "Ask the vendor for more seats, or assign fewer users; Entra tries again with the next cycle.",
};
const SEVERAL: Explanation = {
  meaning: "the target has more than one person or group with this matching value",
  fix: "Keep one of them at the target and remove the others; Entra tries again with the next cycle.",
};
const AT_TARGET: Explanation = {
  meaning: "the target failed or did not answer in time",
  fix: "Entra tries again with the next cycle. If it goes on, ask the vendor, with the time of the failure.",
};
const NOT_SCIM: Explanation = {
  meaning: "the target's answer is not what SCIM prescribes, or the Tenant URL is wrong",
  fix: "Compare the Tenant URL with the vendor's (/scim only once); total-setup entra doctor shows what the target answers.",
};
const OUT_OF_SCOPE: Explanation = {
  meaning: "the person or group is not assigned to the application",
  fix: "Assign a group of which the person is a direct member: Entra does not expand groups within groups.",
};

/**
 * What an administrator can make of the codes in the provisioning log (Entra docs, howto-analyze-provisioning-logs; the
 * codes from `DuplicateSourceEntries` on are met in practice and stand in no list of Microsoft's). A connector may put its
 * own name in front of a code: `ContosoEntryConflict`.
 */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  DuplicateTargetEntries: SEVERAL,
  SchemaAttributeNotFound: {
    meaning: "an attribute mapping names an attribute that the target does not have",
    fix: "Remove that mapping in the application's attribute mappings, or ask the vendor for the attribute.",
  },
  InvalidAnchor: {
    meaning: "the person or group that Entra is linked to is no longer at the target",
    fix: 'Press "Restart provisioning" in the admin center: Entra then looks everybody up again.',
  },
  MandatoryFieldsMissing: {
    meaning: "an attribute that the target requires is empty in Entra",
    fix: "Fill in the attribute in Entra; it is sent with the next cycle.",
  },
  SystemForCrossDomainIdentityManagementMultipleEntriesInResponse: SEVERAL,
  SystemForCrossDomainIdentityManagementServiceIncompatible: NOT_SCIM,
  SystemForCrossDomainIdentityManagementCredentialValidationUnavailable: REFUSED_TOKEN,
  SystemForCrossDomainIdentityManagementInvalidCredentials: REFUSED_TOKEN,
  DuplicateSourceEntries: {
    meaning: "two people or groups in Entra have the same matching value",
    fix: "Give them different values of the matching attribute in Entra.",
  },
  Conflict: SAME_VALUE,
  EntryConflict: SAME_VALUE,
  TooManyRequests: {
    meaning: "the target limits how many requests it takes",
    fix: "Nothing to do: Entra slows down and tries again. A SCIM target should take 25 requests a second.",
  },
  InsufficientRights: REFUSED_TOKEN,
  NotPermitted: REFUSED_TOKEN,
  Unauthorized: REFUSED_TOKEN,
  Forbidden: REFUSED_TOKEN,
  MethodNotAllowed: {
    meaning: "the target does not offer this request",
    fix: "Ask the vendor whether its SCIM service supports this request: Microsoft's provisioning needs it.",
  },
  UnprocessableEntity: {
    meaning: "the target refuses a value that Entra sent",
    fix: "Look at the failing step in the provisioning log for the value; mend it in Entra or in the attribute mapping.",
  },
  WebExceptionProtocolError: NOT_SCIM,
  Timeout: AT_TARGET,
  InternalError: AT_TARGET,
  InternalServerError: AT_TARGET,
  ServiceUnavailable: AT_TARGET,
  ImportSkipped: {
    meaning: "Entra left the object out when it read it",
    fix: "Look at the failing step in the provisioning log: it names the reason.",
  },
  NotActiveInSource: {
    meaning: "the person is disabled or deleted in Entra",
    fix: "Enable the person in Entra, or remove them from the group.",
  },
  NotEffectivelyEntitled: OUT_OF_SCOPE,
  LicenseLimitExceeded: NO_SEATS,
};

/** What to do about each answer of the target. */
const FIXES: Readonly<Record<AnswerCause, string>> = {
  token: REFUSED_TOKEN.fix,
  seats: NO_SEATS.fix,
  conflict: SAME_VALUE.fix,
  value:
    "Correct that value in Entra or in the attribute mapping; the words are the vendor's, who can say what it accepts.",
  "not-offered": "Ask the vendor whether its SCIM service supports this request: Microsoft's provisioning needs it.",
  "too-large": "Ask the vendor how large a request may be; a group with fewer members may pass.",
  gone: 'Restart provisioning ("Restart provisioning" in the admin center): Entra then looks everybody up again.',
  "no-endpoint":
    "Compare the Tenant URL with the vendor's (/scim only once); total-setup entra doctor shows what the target answers.",
  "too-many": "Nothing to do: Entra slows down and tries again. A SCIM target should take 25 requests a second.",
  broken: "Ask the vendor, with the time of the failure. Entra tries again with the next cycle.",
};

/** Codes that say of what kind the answer was, but not whose fault it is: the answer itself decides, where the text tells it. */
const OF_ANSWER: readonly Explanation[] = [NOT_SCIM, REFUSED_TOKEN, AT_TARGET, SAME_VALUE];
const LONGEST_QUOTE = 300;

/**
 * What a failure of the provisioning service means: the target's status and words first, then Microsoft's code. Pure.
 *
 * @param linked - whether the user or group was at the target before, so that a 404 says that it is gone
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
    reason: parts.length === 0 ? "Entra does not say why" : parts.join(": "),
    fix:
      (byAnswer && cause !== undefined ? FIXES[cause] : known?.fix) ??
      "Open the failing step in the application's provisioning log: it quotes the target's answer.",
  };
}

/** What an error code of the provisioning service means, and what to do; a code nobody has explained is passed through. */
export function explainProvisioningError(
  code: string | null | undefined,
  message?: string | null,
): { readonly reason: string; readonly fix: string } {
  const { reason, fix } = classifyProvisioningError(code, message);
  return { reason, fix };
}

/** Whether a failure says that the target did not accept the token. */
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

/** `the target answered HTTP 400: invalidValue: title is too long`. */
function answerWords(answer: TargetAnswer): string {
  const words = vendorWords(answer);
  return `the target answered HTTP ${String(answer.status)}${words === "" ? "" : `, "${words}"`}`;
}

/** Where an error text of Microsoft's service begins to quote the target's answer, which may hold people's data. */
const QUOTED_ANSWER = /\s*(?:Response (?:Headers|Content)|Web Response)\b/;

/** The provisioning service's own words in one line, without what they quote of the target's answer. */
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
