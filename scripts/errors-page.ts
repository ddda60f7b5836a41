import { ENTRA_ERRORS } from "../src/base/codes/entra-errors.js";
import type { ErrorEntry } from "../src/base/codes/entries.js";
import type { ErrorRegistry } from "../src/base/codes/error-code.js";
import { GRAPH_REFUSALS } from "../src/base/codes/graph-refusals.js";
import { INPUT_ERRORS } from "../src/base/codes/input-errors.js";
import { OKTA_ERRORS } from "../src/base/codes/okta-errors.js";
import { OKTA_REFUSALS } from "../src/base/codes/okta-refusals.js";
import { PEOPLE_FILE_ERRORS } from "../src/base/codes/people-file-errors.js";
import { RUN_ERRORS } from "../src/base/codes/run-errors.js";
import { TARGET_ERRORS } from "../src/base/codes/target-errors.js";
import { TENANT_ERRORS } from "../src/base/codes/tenant-errors.js";
import { WARNINGS } from "../src/base/codes/warnings.js";
import { EXIT } from "../src/base/errors.js";
import { GRAPH_ERROR_CODES } from "../src/entra/api/error-codes.js";
import type { OwnErrorCode } from "../src/http/api-errors.js";
import { NETWORK_FAILURES } from "../src/http/network-failures.js";
import { OKTA_ERROR_CODES } from "../src/okta/api/error-codes.js";
import { sentence, table, WRITTEN } from "./markdown.js";

const ERRORS: ErrorRegistry = {
  ...ENTRA_ERRORS,
  ...GRAPH_REFUSALS,
  ...INPUT_ERRORS,
  ...OKTA_ERRORS,
  ...OKTA_REFUSALS,
  ...PEOPLE_FILE_ERRORS,
  ...RUN_ERRORS,
  ...TARGET_ERRORS,
  ...TENANT_ERRORS,
};

/** docs/errors.md: every error and warning code, what it means and what to do. */
export function errorsPage(): string {
  return [
    "# Errors",
    WRITTEN,
    "An error says what happened and where, why, and how to fix it. Its code is stable: match the code, not the words. On a terminal the code is at the end of the first line, in the JSON document it is `errors[].code`. `requestId` is the vendor's ID of the failed request, which its support asks for. What each exit code means: [exit-codes.md](exit-codes.md).",
    "## Codes",
    table(
      ["code", "exit", "means", "what to do"],
      byCode(ERRORS).map(([code, entry]) => [`\`${code}\``, String(EXIT[entry.exit]), ...meaningOf(entry)]),
    ),
    "`okta-forbidden`, `okta-unauthorized`, `graph-forbidden`, `graph-role-missing` and `graph-empty-401` also name the role and the permission that the refused call needs.",
    "## Okta's own codes",
    "The error quotes Okta's answer with Okta's code. Source: Okta developer docs, Error codes, and recorded traffic.",
    table(
      ["Okta", "HTTP", "code here", "means here", "what to do"],
      Object.entries(OKTA_ERROR_CODES).map(([code, own]) => [
        code,
        String(own.http),
        ...ownMeaning(own, OKTA_REFUSALS),
      ]),
    ),
    "Any other code is reported by its HTTP status.",
    "## Microsoft Graph's own codes",
    "The error quotes Microsoft Graph's answer with Graph's code. Source: Microsoft Graph docs, error responses and the pages of each call.",
    table(
      ["Graph", "code here", "means here", "what to do"],
      Object.entries(GRAPH_ERROR_CODES).map(([code, own]) => [code, ...ownMeaning(own, GRAPH_REFUSALS)]),
    ),
    "Any other code is reported by its HTTP status.",
    "## No answer",
    "`okta-unreachable` and `graph-unreachable` say why no answer came.",
    table(["why", "what to do"], unique(Object.values(NETWORK_FAILURES).map(meaningOf))),
    "## Warnings",
    "Warnings (`steps[].warnings[].code` in the JSON document) do not stop a run.",
    table(
      ["code", "means", "what to do"],
      byCode(WARNINGS).map(([code, entry]) => [`\`${code}\``, ...meaningOf(entry)]),
    ),
  ].join("\n\n");
}

/** How one of a vendor's own codes is reported, with what it means and what to do. */
function ownMeaning<Code extends string>(
  { reported, means, fix }: OwnErrorCode<Code>,
  refusals: Readonly<Record<Code, ErrorEntry>>,
): string[] {
  const refusal = refusals[reported];
  return [`\`${reported}\``, ...meaningOf({ means: means ?? refusal.means, fix: fix ?? refusal.fix })];
}

function meaningOf({ means, fix }: Pick<ErrorEntry, "means" | "fix">): string[] {
  return [sentence(means), fix.length === 0 ? "See the role and the scope that the error names." : fix.join(" ")];
}

function byCode<Entry>(registry: Readonly<Record<string, Entry>>): [string, Entry][] {
  return Object.entries(registry).sort(([a], [b]) => (a < b ? -1 : 1));
}

function unique(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join("|"), row])).values()];
}
