import { EXIT, type ExitCode } from "../base/errors.js";
import type { Proof } from "./proof.js";

/** How a run ended; the same words in the terminal and in JSON. */
export type Outcome =
  "applied" | "unchanged" | "changes-pending" | "console-pending" | "unproven" | "arriving" | "failed" | "interrupted";

/** What may stay unproven without the outcome being `unproven`: a person said so, or the template does, with its source. */
export interface Acceptance {
  /** Nobody is expected on the target, so that nothing can be proven there. */
  readonly nobody: boolean;
  /** The target shows members nowhere. */
  readonly memberships: boolean;
}

/** Everything has to be proven. */
const NOTHING: Acceptance = { nobody: false, memberships: false };

/** What a proof comes to: complete, somebody wrong or not readable, or everybody right so far and some on the way. */
export function verdictOf(proof: Proof, accepts: Acceptance = NOTHING): "complete" | "unproven" | "arriving" {
  const { users, groups, memberships } = proof;
  const wrong = [...users.wrong, ...groups.wrong, ...memberships.wrong];
  if (wrong.some(({ state }) => state !== "waiting")) return "unproven";
  if (users.expected === 0 && !accepts.nobody) return "unproven";
  if (memberships.unchecked > 0 && !accepts.memberships) return "unproven";
  if (wrong.length > 0) return "arriving";
  const checked = memberships.expected - memberships.unchecked;
  const all = users.found === users.expected && groups.found === groups.expected && memberships.found === checked;
  return all ? "complete" : "unproven";
}

/**
 * The exit code of an outcome that no error has given another one.
 *
 * @param detailed - drift and changes have an exit code of their own: always in `verify`
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
