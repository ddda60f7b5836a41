import type { IdpName } from "../../base/idp-name.js";
import { SetupError } from "../../base/errors.js";
import { plainText } from "../../base/text.js";
import type { PlannedStep } from "../../setup/model/plan.js";
import type { Proof } from "../../setup/model/proof.js";
import type { RunResult } from "../../setup/model/run-result.js";
import { hasDrifted } from "../../setup/plan/drift.js";
import type { RunAction } from "../arguments/run-action.js";
import type { NextCommand } from "../run/next-command.js";
import { paragraph, statement } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import { renderDriftEnd } from "./verification/render-drift.js";
import { renderStop } from "./render-manual-step.js";
import { lostChanges, renderChanges, renderWrongChanges } from "./verification/render-later-changes.js";
import { counted, inThousands } from "./words/numbers.js";
import { allFound, isComplete, renderProof, wrongCounts } from "./verification/render-proof.js";

/** What the closing lines need beside the result. */
export interface ResultContext {
  readonly action: RunAction;
  readonly dryRun: boolean;
  readonly details: boolean;
  readonly idp: IdpName;
  /** Where users are provisioned to: `in TruU TOTAL`, `on the simulated SCIM server`. */
  readonly where: string;
  /** Where manual steps are done: `Okta Admin Console`. */
  readonly console: string;
  /** How long the run took, in milliseconds of real time. */
  readonly durationMs: number;
  /** The command that applies the plan that was saved to a file. */
  readonly next: string | undefined;
  readonly nextCommand: NextCommand;
}

/** Prints what a run came to, and what to do next. */
export function renderResult(pen: Pen, result: RunResult, context: ResultContext): void {
  const { outcome, proof, steps } = result;
  pen.line();
  if (proof !== undefined && (context.details || context.action === "verify" || !isComplete(proof)))
    renderProof(pen, proof, context.details);
  switch (outcome) {
    case "applied":
    case "unchanged":
      if (context.action === "plan") renderPlanEnd(pen, context, outcome);
      else if (proof === undefined) renderConfiguration(pen);
      else renderSuccess(pen, proof, result, context);
      break;
    case "console-pending":
      renderPending(pen, steps, context);
      break;
    case "unproven":
      renderUnproven(pen, result, context);
      // An apply would stop at the same SCIM server.
      renderDriftEnd(pen, steps, isUnread(result) ? undefined : context.nextCommand);
      break;
    case "arriving":
      renderDriftEnd(pen, steps, context.nextCommand);
      renderArriving(pen, proof, context);
      break;
    case "failed":
    case "interrupted":
      renderStopped(pen, result, context);
      break;
    case "changes-pending":
      if (context.action === "verify") {
        if (proof === undefined) plain(pen, "Without the SCIM token, the users on the SCIM server were not verified.");
        renderDriftEnd(pen, steps, context.nextCommand);
      } else renderPlanEnd(pen, context, outcome);
      break;
  }
}

function renderPlanEnd(pen: Pen, { next, nextCommand }: ResultContext, outcome: RunResult["outcome"]): void {
  if (outcome === "unchanged" && next === undefined)
    follow(pen, "Plan only: nothing was changed. To verify the users on the SCIM server:", nextCommand("verify"));
  else if (next === undefined) follow(pen, "Plan only: nothing was changed. To apply:", nextCommand("apply"));
  else follow(pen, "Plan only: nothing was changed. To apply it, signed in as now and with the secret inputs:", next);
}

function renderConfiguration(pen: Pen): void {
  statement(pen, pen.paint.bold, "No drift in the configuration. The users on the SCIM server were not verified.");
  plain(pen, "To verify them too, add the SCIM token.");
}

function renderSuccess(pen: Pen, proof: Proof, result: RunResult, context: ResultContext): void {
  const { outcome, steps } = result;
  const { action, where, dryRun, durationMs, nextCommand } = context;
  if (!isComplete(proof)) {
    if (proof.changes !== undefined) renderChanges(pen, proof.changes);
    const open = sentence(notVerified(proof));
    if (action === "verify") notice(pen, `No drift, but not everything was verified: ${open}`);
    else if (outcome === "unchanged") notice(pen, `No changes, but not everything was verified: ${open}`);
    else notice(pen, `Set up, but not everything was verified: ${open}`);
    return;
  }
  const all = allFound(proof, where);
  const open = steps.filter((step) => (step.warnings ?? []).some(({ code }) => code === "console-unconfirmed"));
  if (open.length > 0) {
    const parts = counted(open.length, "manual step is", "manual steps are");
    notice(pen, `Set up, but ${parts} not confirmed: see above. ${all}.`);
    follow(pen, "Next: do what is missing in the console, then verify:", nextCommand("verify"));
    return;
  }
  if (action === "verify") good(pen, `Verified, no drift. ${all}.`);
  else if (action === "rotate-token") {
    const what = outcome === "applied" ? "The new token is in place." : "No change: this token is the one set last.";
    good(pen, `Done. ${what} ${all}.`);
    if (outcome === "applied") plain(pen, "Next: revoke the old token at the vendor, if it still works.");
  } else {
    const time = outcome === "unchanged" ? "" : ` in ${exactly(durationMs)} (the guide takes 30 to 45 minutes)`;
    const done = dryRun || outcome === "unchanged" ? "Done" : `Done${time}`;
    good(pen, `${done}. ${outcome === "unchanged" ? "No changes were needed. " : ""}${all}.`);
    renderAbsent(pen, proof);
    if (proof.changes !== undefined) renderChanges(pen, proof.changes);
    if (!dryRun && outcome === "applied") follow(pen, "Next, to verify it at any time:", nextCommand("verify"));
  }
}

/** Says once more that some users are not there, in a number: the plan has named them. */
function renderAbsent(pen: Pen, { users: { notExpected } }: Proof): void {
  if (notExpected.length > 0)
    plain(pen, `${counted(notExpected.length, "user was", "users were")} not provisioned, as planned.`);
}

/** What was accepted or left without being verified. */
function notVerified({ users, memberships, unchecked }: Proof): string {
  if (users.expected === 0) return "no users are expected, so nothing could be verified on the SCIM server";
  if (memberships.unchecked > 0)
    return `${counted(memberships.unchecked, "group membership was", "group memberships were")} not checked`;
  return unchecked.length > 0
    ? "see what was not checked above"
    : "not everything expected could be read on the SCIM server";
}

/** Flags with which a run leaves steps out. */
const LEAVES_OUT = ["--skip", "--only"];

function isUnread({ proof, unread }: RunResult): boolean {
  return unread !== undefined || proof === undefined;
}

function renderUnproven(pen: Pen, result: RunResult, context: ResultContext): void {
  const { proof, steps } = result;
  const { action, where, dryRun, nextCommand } = context;
  const again = dryRun ? "the dry run" : action === "verify" ? "verify" : "the same command";
  const command = nextCommand(action, { again: true });
  const wrong = proof === undefined ? [] : [proof.users, proof.groups, proof.memberships].flatMap((one) => one.wrong);
  const isWrong = wrong.some(({ state }) => state !== "waiting");
  if (isUnread(result) || proof === undefined) {
    bad(
      pen,
      `${action === "verify" ? "Not verified" : "Set up, but not verified"}: the SCIM server could not be read.`,
    );
    follow(
      pen,
      `Next: fix the error below, then run ${again} again.${dryRun || action === "verify" ? "" : " Completed changes are kept."}`,
      command,
    );
  } else if (proof.changes !== undefined && proof.changes.found < proof.changes.expected) {
    renderWrongChanges(pen, proof.changes);
    renderChanges(pen, proof.changes);
    bad(pen, `Set up, but not done: ${lostChanges(proof.changes)} ${where}. See the causes above.`);
    follow(pen, "Next: fix the causes, then run the dry run again.", command);
  } else if (isWrong) {
    const failed = action === "verify" ? "Not verified" : "Set up, but not done";
    bad(pen, `${failed}: ${wrongCounts(proof)} ${where}. See the causes above.`);
    // What has drifted comes first, and is said with its fix.
    if (action === "verify" && steps.some(hasDrifted)) return;
    const complete = nextCommand(action, { again: true, without: LEAVES_OUT });
    if (complete !== command) follow(pen, "Next: run all steps, nothing left out:", complete);
    else
      follow(
        pen,
        `Next: fix the causes, then run ${again} again.${dryRun || action === "verify" ? "" : " It continues from there."}`,
        command,
      );
  } else {
    notice(
      pen,
      `${action === "verify" ? "Not verified" : "Set up, but not verified"}: ${sentence(notVerified(proof))}`,
    );
    const what = proof.users.expected === 0 ? "users" : proof.memberships.unchecked > 0 ? "memberships" : undefined;
    if (what === undefined) return;
    const flags = ["--allow-unchecked", what];
    follow(
      pen,
      "Next: check what is named above. To accept it, add a flag:",
      nextCommand(action, { add: flags, again: true }),
    );
  }
}

function renderArriving(pen: Pen, proof: Proof | undefined, { action, dryRun, nextCommand }: ResultContext): void {
  const { expected = 0, wrong = [] } = proof?.users ?? {};
  const waiting = new Set(wrong.filter(({ state }) => state === "waiting").map(({ name }) => name)).size;
  const rest =
    waiting === 0
      ? "groups or group memberships are"
      : `${inThousands(waiting)} of ${counted(expected, "user is", "users are")}`;
  statement(pen, pen.paint.bold, `Set up; ${rest} still on the way. Nothing is wrong so far.`);
  const text = dryRun
    ? "Next: let the dry run wait longer:"
    : "Next: run the same command again later, or let it wait:";
  follow(pen, text, nextCommand(action, { add: ["--wait", dryRun ? "24h" : "1h"], again: true }));
}

/** Says which manual step is left: its text was shown when the run reached it. */
function renderPending(pen: Pen, steps: readonly PlannedStep[], context: ResultContext): void {
  const { dryRun, details, console: place, action, nextCommand } = context;
  const open = steps.filter(({ status, console: stop }) => status === "console" && stop?.sharedWith === undefined);
  const left = counted(Math.max(1, open.length), "manual step is", "manual steps are");
  notice(pen, `Not done yet: ${left} left, in the ${place}.`);
  for (const { guide, title, console: stop } of open) {
    paragraph(pen, "  ", `${pen.paint.cyan(plainText(guide))}  `, title);
    if (stop === undefined) continue;
    if (details) renderStop(pen, stop);
    else {
      pen.line(`       ${pen.paint.underline(plainText(stop.url))}`);
      if (stop.missing !== undefined) paragraph(pen, "       ", "", `Still missing: ${stop.missing.join("; ")}.`);
    }
  }
  if (!dryRun)
    follow(
      pen,
      "Next: do this step (see above), then run the same command again. It continues from there.",
      nextCommand(action),
    );
  else
    plain(
      pen,
      "The simulated administrator entered exactly the values of the plan, and something is still missing. Check this step in the template.",
    );
}

/** Says what is completed: the error above says what to fix. */
function renderStopped(pen: Pen, result: RunResult, { dryRun, action, nextCommand }: ResultContext): void {
  const { outcome, steps } = result;
  const code = result.error instanceof SetupError ? result.error.code : undefined;
  const done = steps.filter(({ status }) => status === "applied");
  const isFresh = done.length === 0 || dryRun;
  if (done.length === 0) plain(pen, "Nothing was changed.");
  else plain(pen, `Completed: ${done.map(({ guide, title }) => `${guide} ${title}`).join("; ")}.`);
  if (code === "confirmation-missing") {
    follow(pen, "Next, to approve the plan above:", nextCommand(action, { add: ["--yes"], again: true }));
    return;
  }
  const next =
    outcome === "interrupted"
      ? `Next, to ${isFresh ? "start again" : "continue"}:`
      : code === "declined"
        ? "Next, when you are ready:"
        : `Next: fix the error, then ${isFresh ? "run the same command again" : "continue from there"}:`;
  follow(pen, next, nextCommand(action, { again: true }));
}

/** A sentence and the command it ends in, whole on its line, so that it can be copied. */
function follow(pen: Pen, text: string, command: string | undefined): void {
  plain(pen, text);
  if (command !== undefined) pen.line(`  ${command}`);
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

/** As `2 min 10 s`. */
function exactly(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${String(seconds)} s`;
  return seconds % 60 === 0 ? `${String(minutes)} min` : `${String(minutes)} min ${String(seconds % 60)} s`;
}

function good(pen: Pen, text: string): void {
  statement(pen, (line) => pen.paint.green(pen.paint.bold(line)), text);
}

function bad(pen: Pen, text: string): void {
  statement(pen, (line) => pen.paint.red(pen.paint.bold(line)), text);
}

/** What needs a person. */
function notice(pen: Pen, text: string): void {
  statement(pen, (line) => pen.paint.yellow(pen.paint.bold(line)), text);
}

function plain(pen: Pen, text: string): void {
  paragraph(pen, "", "", text);
}
