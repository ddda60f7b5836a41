import type { Warning } from "../../setup/model/plan.js";
import type { Trial, TrialFinding } from "../../setup/model/trial.js";

/** What was sent, and what an administrator would see of it. */
interface FindingWords {
  readonly request: string;
  readonly when: string;
  /** What Okta shows when the request is refused. */
  readonly failure: string;
}

/** When Okta sends them. Source: Okta developer docs, reference/scim/scim-20, and recorded traffic. */
const WORDS: Readonly<Record<TrialFinding["kind"], FindingWords>> = {
  "empty-groups": {
    request: 'PUT /Users/{id} with "groups": []',
    when: "with each update of a user, and when it links a user who is already there",
    failure: '"Automatic profile push of user ... failed" under Dashboard > Tasks, and the user keeps the old profile',
  },
  rename: {
    request: 'PATCH /Groups/{id} with "replace" of {"id", "displayName"} and no path',
    when: "with each change of a group's members, and when it links a group",
    failure: "an error at the group on the Push Groups tab, and later changes of its members are not sent",
  },
};

/** How the vendor fixes it. */
export const ASK_VENDOR: Readonly<Record<TrialFinding["kind"], string>> = {
  "empty-groups": 'Ask the vendor to ignore "groups" in PUT /Users: it is read-only (RFC 7643, section 4.1.2).',
  rename:
    "Ask the vendor to take a replace without a path for the attributes that it names, and no others (RFC 7644, section 3.5.2.3).",
};

/** One warning for each thing that the SCIM server takes otherwise than the standard says. */
export function trialWarnings({ findings, left }: Trial): Warning[] {
  return [...findings.map(warningOf), ...(left.length === 0 ? [] : [leftBehind(left)])];
}

function warningOf(finding: TrialFinding): Warning {
  const message = messageOf(finding);
  const fix = ASK_VENDOR[finding.kind];
  return finding.kind === "empty-groups"
    ? { code: "target-empty-groups", message, fix }
    : { code: "target-group-rename", message, fix };
}

function messageOf({ kind, outcome, answer }: TrialFinding): string {
  const { request, when, failure } = WORDS[kind];
  return outcome === "refused"
    ? `The SCIM server refuses ${request} (${answer}). Okta sends it ${when}. In Okta you would see ${failure}.`
    : `The SCIM server empties memberships on ${request} (${answer}): a test user was in a group before it and not afterwards. Okta sends it ${when}. In Okta you would see nothing: the group stays Active on the Push Groups tab.`;
}

function leftBehind(names: readonly string[]): Warning {
  return {
    code: "trial-data-left",
    message: `The SCIM server did not remove the test data of this run: ${names.join(", ")}.`,
    fix: "Remove it on the SCIM server.",
  };
}

/** What was not tried out, in one sentence; nothing when all was. */
export function trialGaps(trial: Trial | undefined, form: "custom" | "catalog"): string[] {
  if (trial !== undefined && trial.ended === undefined) return [];
  const rename = form === "catalog" ? " and at the group name that it sends with a group's members" : "";
  const risk = `Not tested: some SCIM servers empty memberships at the "groups": [] that Okta sends with each update of a user${rename}.`;
  return trial === undefined
    ? [`${risk} To test yours, make a dry run with --target-url and --accept-writes.`]
    : [`${risk} The test ended early, because ${trial.ended ?? ""}.`];
}
