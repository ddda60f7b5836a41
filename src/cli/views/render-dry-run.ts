import { count } from "../../base/text.js";
import type { RunResult } from "../../setup/model/run-result.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { NextCommand } from "../run/next-command.js";
import type { LiveRequests } from "../run/request-counts.js";

/** What a dry run reaches beyond this machine. */
export interface DryRunReach {
  /** What the IdP's administrators call a tenant: `org`. */
  readonly tenantWord: string;
  /** The SCIM server that is pushed to, where it is that of `--target-url`. */
  readonly pushesTo: string | undefined;
  /** Whether users and groups are copied from the live tenant. */
  readonly reads: boolean;
}

/** Prints the first line of every dry run: what it is, and what it reaches. */
export function renderDryRunStart(pen: Pen, reach: DryRunReach): void {
  paragraph(pen, "", "", `Dry run: ${reachOf(reach, "is", undefined)}`);
}

interface DryRunEnd extends DryRunReach {
  readonly simulatedMs: number;
  readonly nextCommand: NextCommand;
  /** Requests to the live tenant that users and groups were copied from. */
  readonly live: LiveRequests | undefined;
}

/** Prints the last lines of every dry run: what it took, what it reached, and what to type next. */
export function renderDryRunEnd(pen: Pen, { outcome, steps }: RunResult, end: DryRunEnd): void {
  const { simulatedMs, tenantWord, nextCommand, live } = end;
  if (outcome === "applied" && simulatedMs > 0) {
    const minutes = steps
      .flatMap(({ console: stop }) => (stop === undefined || stop.sharedWith !== undefined ? [] : [stop.minutes]))
      .reduce((sum, one) => sum + one, 0);
    const yours = shareOf(minutes, simulatedMs);
    paragraph(pen, "", "", `On a real ${tenantWord} this takes about ${minutesOf(simulatedMs)}${yours}.`);
  }
  const was = `Dry run: ${reachOf(end, "was", live)}`;
  if (outcome !== "applied" && outcome !== "unchanged") paragraph(pen, "", "", was);
  else {
    paragraph(pen, "", "", `${was} Next, to see what would change in your ${tenantWord}:`);
    // Whole on its line, so that it can be copied.
    pen.line(`  ${nextCommand("plan")}`);
  }
}

function reachOf(
  { tenantWord, pushesTo, reads }: DryRunReach,
  verb: "is" | "was",
  live: LiveRequests | undefined,
): string {
  if (!reads && pushesTo === undefined) return `nothing ${verb} sent outside this machine.`;
  const tenant = reads
    ? `your ${tenantWord} ${verb} only read${requestsOf(live)}`
    : `your ${tenantWord} ${verb} not contacted`;
  return pushesTo === undefined
    ? `${tenant}.`
    : `${tenant}; users and groups ${verb === "is" ? "are" : "were"} pushed to ${pushesTo}.`;
}

function requestsOf(live: LiveRequests | undefined): string {
  if (live === undefined) return " (GET requests only)";
  const { reads, signIn } = live;
  return ` (${count(reads - signIn, "GET request")}${signIn === 0 ? "" : `, and ${String(signIn)} to sign in`})`;
}

function shareOf(minutes: number, simulatedMs: number): string {
  if (minutes === 0) return "";
  return minutes * 120_000 >= simulatedMs
    ? ", most of it your manual step"
    : `, ${count(minutes, "minute")} of it your manual step`;
}

function minutesOf(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  return minutes < 90 ? count(minutes, "minute") : count(Math.round(minutes / 60), "hour");
}
