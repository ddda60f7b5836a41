import type { DoctorDocument } from "../views/output/doctor.js";
import type { ProofJson } from "../views/output/proof.js";
import type { RunDocument } from "../views/output/run.js";

/** What a report begins with: how the run ended, in a sentence, and what remains to be done. */
export interface Headline {
  readonly tone: "good" | "wait" | "bad" | "info";
  readonly text: string;
  readonly next?: string;
}

/** How a run ended. *Done* stands only where everything expected was found and nothing is unchecked. */
export function headlineOf(document: RunDocument): Headline {
  const { outcome, mode, proof, steps } = document;
  switch (outcome) {
    case "applied":
    case "unchanged":
      return completed(document);
    case "changes-pending":
      return mode === "verify" ? drifted(document) : planned(document);
    case "console-pending":
      return {
        tone: "wait",
        text: "A manual step remains.",
        next: "Complete it in the console, then run the same command again.",
      };
    case "unproven":
      return {
        tone: "bad",
        text: `Not verified: ${openIn(proof)}.`,
        next: "Fix what is listed below, then run again.",
      };
    case "arriving":
      return {
        tone: "wait",
        text: `${count(waitingIn(proof), "user, group or membership is", "users, groups or memberships are")} still on the way. Nothing is wrong so far.`,
        next: "Run the same command again later.",
      };
    case "failed":
      return { tone: "bad", text: `Failed. ${writtenIn(steps)}`, next: "Fix the error below, then run again." };
    case "interrupted":
      return { tone: "wait", text: `Stopped before the end. ${writtenIn(steps)}`, next: "Run the same command again." };
  }
}

/** What `doctor` came to. */
export function headlineOfChecks({ outcome, checks }: DoctorDocument): Headline {
  const number = (status: string): number => checks.filter((check) => check.status === status).length;
  if (outcome === "failed")
    return {
      tone: "bad",
      text: `Not ready: ${count(number("failed"), "check")} failed.`,
      next: "Fix what failed, then run doctor again.",
    };
  if (outcome === "warnings")
    return { tone: "wait", text: `Ready to run, with ${count(number("warning"), "warning")}.` };
  return { tone: "good", text: "Ready to run." };
}

function completed(document: RunDocument): Headline {
  const { mode, proof, undo, outcome } = document;
  if (mode === "undo") return undone(document, undo ?? []);
  if (mode === "plan") return { tone: "info", text: "Plan only: nothing would change." };
  if (proof === null)
    return {
      tone: "info",
      text: mode === "verify" ? "The configuration matches the guide." : "The configuration is complete.",
      next: "The SCIM server was not read. Provide the SCIM token to verify users and groups.",
    };
  const { users, groups, memberships } = proof;
  if (!isComplete(proof)) return { tone: "wait", text: `${donePart(outcome, mode)}, but ${openIn(proof)}.` };
  const all = `All ${count(users.expected, "expected user")}, ${count(groups.expected, "group")} and ${count(memberships.expected, "membership")} are on the SCIM server.`;
  if (mode === "dry-run")
    return {
      tone: "good",
      text: `Dry run complete. ${all}`,
      next: "This was a simulation: your tenant was not changed.",
    };
  return { tone: "good", text: `Done. ${all}` };
}

function donePart(outcome: RunDocument["outcome"], mode: RunDocument["mode"]): string {
  if (mode === "verify") return "The configuration matches the guide";
  return outcome === "unchanged" ? "Nothing to change" : "Set up";
}

function undone({ steps }: RunDocument, items: NonNullable<RunDocument["undo"]>): Headline {
  const changes = steps.reduce((sum, step) => sum + step.changes.length, 0);
  const rest = items.filter(({ state }) => state !== "undone").length;
  if (rest > 0) return { tone: "wait", text: `${count(changes, "change")} undone; ${count(rest, "change")} kept.` };
  return { tone: "good", text: changes === 0 ? "There is nothing to undo." : "All changes undone." };
}

function planned({ steps }: RunDocument): Headline {
  const changes = steps.reduce((sum, step) => sum + step.changes.length, 0);
  const manual = steps.filter(({ console }) => console !== undefined && console.sharedWith === undefined).length;
  const what = [count(changes, "change"), ...(manual === 0 ? [] : [count(manual, "manual step")])].join(", ");
  return { tone: "info", text: `Plan only: nothing was changed. The plan has ${what}.` };
}

function drifted({ steps }: RunDocument): Headline {
  const drift = steps.flatMap((step) => step.drift ?? []).filter(({ state }) => state !== "unchecked").length;
  return {
    tone: "wait",
    text: `${count(drift, "setting differs", "settings differ")} from the guide.`,
    next: "Each difference is listed below with its fix.",
  };
}

function writtenIn(steps: RunDocument["steps"]): string {
  const done = steps.filter(({ status }) => status === "applied").length;
  return done === 0
    ? "No step was applied."
    : `${count(done, "step was", "steps were")} applied; those changes are kept.`;
}

function isComplete({ users, groups, memberships }: ProofJson): boolean {
  const open = [users, groups, memberships].some(({ expected, found, wrong }) => found < expected || wrong.length > 0);
  return !open && users.expected > 0 && memberships.unchecked === 0;
}

function waitingIn(proof: ProofJson | null): number {
  if (proof === null) return 0;
  const { users, groups, memberships } = proof;
  return [users, groups, memberships].flatMap(({ wrong }) => wrong).filter(({ state }) => state === "waiting").length;
}

/** What of a verification is not as it should be, or not known. */
function openIn(proof: ProofJson | null): string {
  if (proof === null) return "the SCIM server could not be read";
  const { users, groups, memberships, changes } = proof;
  const parts = (
    [
      [users, "user"],
      [groups, "group"],
      [memberships, "membership"],
    ] as const
  ).flatMap(([{ wrong }, word]) => {
    const number = wrong.filter(({ state }) => state !== "waiting").length;
    return number === 0 ? [] : [{ number, text: count(number, word) }];
  });
  if (parts.length > 0) {
    const verb = parts.reduce((sum, { number }) => sum + number, 0) === 1 ? "is" : "are";
    return `${listed(parts.map(({ text }) => text))} ${verb} not as expected on the SCIM server`;
  }
  if (changes !== undefined && changes.found < changes.expected)
    return `${changes.expected - changes.found} of ${count(changes.expected, "change")} after the set-up did not arrive`;
  if (users.expected === 0) return "no users were expected, so nothing was verified on the SCIM server";
  if (memberships.unchecked > 0)
    return `${count(memberships.unchecked, "membership")} could not be checked on the SCIM server`;
  return "not everything expected could be read on the SCIM server";
}

function listed(parts: readonly string[]): string {
  const rest = parts.slice(0, -1).join(", ");
  return rest === "" ? parts.join("") : `${rest} and ${parts.at(-1) ?? ""}`;
}

/** As `1 user`, `10,000 users`. */
function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
