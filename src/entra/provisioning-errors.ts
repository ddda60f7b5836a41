import { plainText } from "../base/text.js";

interface Explanation {
  readonly meaning: string;
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
  fix: "Compare the Tenant URL with the vendor's (/scim only once); then run: total-setup check <Tenant URL> --idp entra",
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
    fix: "Run: total-setup check <Tenant URL> --idp entra, and show the vendor what is missing.",
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
};

/** Where an error text of Microsoft's service begins to quote the target's answer, which may hold people's data. */
const QUOTED_ANSWER = /\s*Response (?:Headers|Content)\b/;
const LONGEST_QUOTE = 300;

/** What an error code of the provisioning service means, and what to do; a code nobody has explained is passed through. */
export function explainProvisioningError(
  code: string | null | undefined,
  message?: string | null,
): { readonly reason: string; readonly fix: string } {
  const explanation = explanationOf(code ?? "");
  const said = vendorWords(message);
  const parts = [code, explanation?.meaning, said].filter((part) => (part ?? "") !== "");
  return {
    reason: parts.length === 0 ? "Entra does not say why" : parts.join(": "),
    fix:
      explanation?.fix ?? "Open the failing step in the application's provisioning log: it quotes the target's answer.",
  };
}

/** Whether a code says that the target did not accept the token. */
export function isRefusedToken(code: string | null | undefined): boolean {
  return explanationOf(code ?? "") === REFUSED_TOKEN;
}

/** The provisioning service's own words in one line, without what they quote of the target's answer. */
function vendorWords(message: string | null | undefined): string {
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
