import { EXIT, type ExitCode } from "../base/errors.js";
import type { Proof } from "./proof.js";

/** How a run ended; the same words in the terminal and in JSON. */
export type Outcome =
  "applied" | "unchanged" | "changes-pending" | "console-pending" | "unproven" | "arriving" | "failed" | "interrupted";

/** What a proof comes to: complete, somebody wrong or not readable, or everybody right so far and some on the way. */
export function verdictOf(proof: Proof): "complete" | "unproven" | "arriving" {
  const wrong = [...proof.users.wrong, ...proof.groups.wrong, ...proof.memberships.wrong];
  if (wrong.length === 0) {
    const tallies = [proof.users, proof.groups, proof.memberships];
    return tallies.every(({ found, expected }) => found === expected) ? "complete" : "unproven";
  }
  return wrong.every(({ state }) => state === "waiting") ? "arriving" : "unproven";
}

/** The exit code of an outcome that no error has given another one. */
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
