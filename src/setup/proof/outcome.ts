import { EXIT, type ExitCode } from "../../base/errors.js";
import type { Acceptance, Outcome } from "../model/outcome.js";
import type { Proof } from "../model/proof.js";

/** Everything must be verified. */
const NOTHING: Acceptance = { nobody: false, memberships: false };

/**
 * The verdict of a proof: complete, something wrong or unreadable, or everything right so far and some users on the way. A later change
 * that has not arrived is wrong: it was waited for.
 */
export function verdictOf(proof: Proof, accepts: Acceptance = NOTHING): "complete" | "unproven" | "arriving" {
  const { users, groups, memberships, changes } = proof;
  const wrong = [...users.wrong, ...groups.wrong, ...memberships.wrong];
  if (wrong.some(({ state }) => state !== "waiting")) return "unproven";
  if (users.expected === 0 && !accepts.nobody) return "unproven";
  if (memberships.unchecked > 0 && !accepts.memberships) return "unproven";
  if (wrong.length > 0) return "arriving";
  if (changes !== undefined && changes.found < changes.expected) return "unproven";
  const checked = memberships.expected - memberships.unchecked;
  const all = users.found === users.expected && groups.found === groups.expected && memberships.found === checked;
  return all ? "complete" : "unproven";
}

/**
 * The exit code of an outcome without an error.
 *
 * @param detailed - drift and changes have their own exit code; always true in `verify`
 */
export function exitCodeOf(outcome: Outcome, detailed: boolean): ExitCode {
  switch (outcome) {
    case "applied":
    case "unchanged":
      return EXIT.ok;
    case "changes-pending":
      return detailed ? EXIT.changes : EXIT.ok;
    case "console-pending":
      return EXIT.consolePending;
    case "unproven":
      return EXIT.unproven;
    case "arriving":
      return EXIT.arriving;
    case "failed":
      return EXIT.failed;
    case "interrupted":
      return EXIT.interrupted;
  }
}
