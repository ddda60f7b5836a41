import type { IdpName } from "../../base/idp-name.js";
import { count, duration, plainText } from "../../base/text.js";
import { hasDrifted } from "../../setup/plan/drift.js";
import { paragraph, statement } from "../terminal/layout.js";
import { renderDriftEnd } from "./render-drift.js";
import { renderStop } from "./render-manual-step.js";
import { renderNotExpected } from "./render-plan.js";
import type { Pen } from "../terminal/screen.js";
import type { RunAction } from "../arguments/run-action.js";
import type { NextCommand } from "../run/next-command.js";
import type { LiveRequests } from "../run/request-counts.js";
import type { Wrong, Proof } from "../../setup/model/proof.js";
import type { RunResult } from "../../setup/model/run-result.js";

/** What the closing lines need beside the result. */
export interface ResultContext {
  readonly action: RunAction;
  readonly dryRun: boolean;
  readonly simulatedMs: number;
  readonly idp: IdpName;
  /** The command that applies the plan that was kept in a file. */
  readonly next?: string | undefined;
  readonly nextCommand: NextCommand;
  /** Requests to a live tenant whose people were rehearsed with. */
  readonly live?: LiveRequests | undefined;
}

/** Prints what was proven and what comes next. */
export function renderResult(pen: Pen, result: RunResult, context: ResultContext): void {
  pen.line();
  if (result.proof !== undefined) renderProof(pen, result.proof);
  switch (result.outcome) {
    case "applied":
      if (context.action === "rotate-token") {
        good(pen, "The new token was put in place, and everybody expected is on the target.");
        plain(pen, "Next: revoke the old token at the vendor, if it still works.");
      } else renderApplied(pen, result.proof);
      break;
    case "unchanged":
      renderUnchanged(pen, result, context);
      break;
    case "console-pending":
      renderPending(pen, result, context);
      break;
    case "unproven":
      renderDriftEnd(pen, result.steps, context.nextCommand);
      renderUnproven(pen, result, context);
      break;
    case "arriving":
      renderDriftEnd(pen, result.steps, context.nextCommand);
      renderArriving(pen, result.proof);
      break;
    case "failed":
    case "interrupted":
      renderDone(pen, result);
      break;
    case "changes-pending":
      if (context.action === "verify") renderDriftEnd(pen, result.steps, context.nextCommand);
      else renderLook(pen, context);
      break;
  }
}

function renderLook(pen: Pen, { action, next }: ResultContext): void {
  if (next === undefined)
    plain(pen, `This was a look: nothing was written. Next: the same command without ${action} carries it out.`);
  else {
    pen.line("This was a look: nothing was written. Next, signed in as now and with the secret inputs:");
    // Whole on its line, so that it can be copied.
    pen.line(`  ${next}`);
  }
}

function renderUnchanged(pen: Pen, { proof }: RunResult, { action }: ResultContext): void {
  if (action === "plan") return;
  if (action === "rotate-token")
    good(pen, "Nothing to rotate: this token was given last, and everybody is on the target.");
  else if (proof === undefined) {
    good(pen, "Nothing has drifted in the tenant. Only the configuration was verified.");
    plain(pen, "Whether users are on the SCIM server was not checked: give the SCIM token for that.");
  } else {
    const what = action === "verify" ? "has drifted" : "to change";
    const open = notVerified(proof);
    if (open === undefined) good(pen, `Nothing ${what}, and everybody expected is on the target.`);
    else good(pen, `Nothing ${what}; ${open}.`);
  }
}

function renderApplied(pen: Pen, proof: Proof | undefined): void {
  const open = proof === undefined ? undefined : notVerified(proof);
  if (open === undefined) good(pen, "Set up and proven: everybody expected is on the target.");
  else good(pen, `Set up; ${open}.`);
}

/** What was accepted without being verified; undefined when everything was. */
function notVerified({ users, memberships }: Proof): string | undefined {
  const open = [
    ...(users.expected === 0 ? ["no user was expected, so that nothing was verified on the SCIM server"] : []),
    ...(memberships.unchecked > 0
      ? [`${count(memberships.unchecked, "group membership was", "group memberships were")} not checked`]
      : []),
  ];
  return open.length === 0 ? undefined : open.join(", and ");
}

function renderUnproven(pen: Pen, { proof, unread, steps }: RunResult, { action }: ResultContext): void {
  const wrong = proof === undefined ? [] : [proof.users, proof.groups, proof.memberships].flatMap((one) => one.wrong);
  if (unread !== undefined) {
    bad(pen, "Not verified: the SCIM server could not be read (see below).");
    plain(pen, "Next: fix what is named below, then run the same command again; what is done is found.");
  } else if (wrong.length > 0 || proof === undefined) {
    if (action === "verify") {
      bad(pen, "Not proven: not everything expected is on the SCIM server as it should be (see above).");
      // What has drifted comes first, and was said with what to do about it.
      if (!steps.some(hasDrifted)) plain(pen, "Next: fix what is named above, then verify again.");
      return;
    }
    bad(pen, "Not proven: the tenant is set up, but the target is not as it should be (see above).");
    plain(pen, "Next: fix what is named above, then run the same command again; it continues from there.");
  } else {
    bad(pen, `Not verified: ${notVerified(proof) ?? "not everything expected could be read on the SCIM server"}.`);
    const what = proof.users.expected === 0 ? "users" : "memberships";
    if (notVerified(proof) !== undefined)
      plain(pen, `Next: look at what is named above. To accept it: the same command with --allow-unchecked ${what}.`);
  }
}

function good(pen: Pen, text: string): void {
  statement(pen, (line) => pen.paint.green(pen.paint.bold(line)), text);
}

function bad(pen: Pen, text: string): void {
  statement(pen, (line) => pen.paint.red(pen.paint.bold(line)), text);
}

function plain(pen: Pen, text: string): void {
  paragraph(pen, "", "", text);
}

function renderArriving(pen: Pen, proof: Proof | undefined): void {
  const waiting = (proof?.users.wrong ?? []).filter(({ state }) => state === "waiting");
  const found = count(proof?.users.found ?? 0, "person is", "people are");
  const rest = waiting.length === 0 ? "groups or memberships are" : count(waiting.length, "person is", "people are");
  statement(
    pen,
    (line) => pen.paint.yellow(pen.paint.bold(line)),
    `Set up; ${found} proven, nobody is wrong, and ${rest} still on the way.`,
  );
  plain(pen, "Next: run the same command again in a while, or let it wait with --wait 1h.");
}

function renderProof(pen: Pen, proof: Proof): void {
  pen.line(pen.paint.bold("Proof, read from the target"));
  const rows = [
    ["people", proof.users],
    ["groups", proof.groups],
    ["memberships", proof.memberships],
  ] as const;
  for (const [what, { found, expected }] of rows) {
    const unchecked = what === "memberships" ? proof.memberships.unchecked : 0;
    const open = unchecked === 0 ? "" : pen.paint.yellow(` (${String(unchecked)} not checked)`);
    pen.line(`  ${what.padEnd(12)} ${String(found)} of ${String(expected)}${open}`);
  }
  const wrong = rows.flatMap(([, tally]) => tally.wrong);
  for (const one of wrong.slice(0, 20)) renderWrong(pen, one);
  if (wrong.length > 20) pen.line(`  and ${String(wrong.length - 20)} more (--json lists all)`);
  for (const sentence of proof.unchecked) paragraph(pen, "  ", "? ", `unchecked: ${sentence}`);
  renderNotExpected(pen, proof.users.notExpected);
  pen.line();
}

function renderWrong(pen: Pen, { name, state, path, expected, actual, reason }: Wrong): void {
  const value =
    state === "value" ? ` ${path ?? ""} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}` : "";
  pen.line(`  ${pen.paint.red("x")} ${plainText(name)}: ${state}${plainText(value)}`);
  paragraph(pen, "      ", "", reason);
}

function renderPending(pen: Pen, result: RunResult, { dryRun }: ResultContext): void {
  pen.line(pen.paint.yellow(pen.paint.bold("A person's part remains:")));
  const stop = result.steps.find(
    (step) => step.status === "console" && step.console?.sharedWith === undefined,
  )?.console;
  if (stop !== undefined) renderStop(pen, stop);
  pen.line();
  if (!dryRun) pen.line("Next: do this at the console, then run the same command again; it goes on from there.");
  else
    pen.line(
      "The stand-in typed exactly these fields, and they do not bring what is missing: look at the template's step.",
    );
}

function renderDone(pen: Pen, result: RunResult): void {
  const done = result.steps.filter(({ status }) => status === "applied");
  if (done.length === 0) pen.line("Nothing was written.");
  else plain(pen, `Done before that: ${done.map(({ guide, title }) => `${guide} ${title}`).join(", ")}.`);
  if (done.length > 0) plain(pen, "Next: run the same command again; it finds what is done and goes on from there.");
}

/** Prints the last lines of a dry run. */
export function renderDryRunEnd(pen: Pen, result: RunResult, context: ResultContext): void {
  const { simulatedMs } = context;
  const stops = result.steps
    .map((step) => step.console)
    .filter((stop) => stop !== undefined && stop.sharedWith === undefined);
  const consoleMinutes = stops.reduce((sum, stop) => sum + (stop?.minutes ?? 0), 0);
  if (result.outcome === "applied" && simulatedMs > 0) {
    const yours = consoleMinutes === 0 ? "" : `, ${count(consoleMinutes, "minute")} of it yours at the console`;
    pen.line(`A real tenant would take about ${duration(simulatedMs)}${yours}.`);
  }
  pen.line(dryRunNotice(context.idp, context.live ?? "left-alone"));
}

/** The first and the last line of every dry run: what it is, and what became of the real tenant. */
export function dryRunNotice(idp: IdpName, tenant: "left-alone" | "read" | LiveRequests): string {
  if (tenant === "read") return "Simulated; your tenant is only read: nothing but GET is sent there.";
  if (tenant !== "left-alone") {
    const { reads, signIn } = tenant;
    const requests = `${count(reads - signIn, "request")}, all GET${signIn === 0 ? "" : `, and ${String(signIn)} to sign in`}`;
    return `Simulated; your tenant was only read (${requests}). To look at it: total-setup ${idp} plan`;
  }
  return `Simulated; your tenant was not contacted. To look at it: total-setup ${idp} plan`;
}
