import { count } from "../../base/text.js";
import type { Plan } from "../../setup/model/plan.js";
import type { Operator, Target } from "../../setup/model/ports.js";
import type { RunResult } from "../../setup/model/run-result.js";
import { runApply } from "../../setup/run.js";
import type { Setup } from "../../setup/step/setup.js";
import type { Template } from "../../template/document/template.js";
import type { SavedPlan } from "../saved-plan/format/read.js";
import { acceptSaved } from "../saved-plan/run.js";
import { paragraph } from "../terminal/layout.js";
import { canAsk } from "../terminal/prompts.js";
import type { Pen } from "../terminal/screen.js";
import { openOperator, type OperatorOptions } from "./operator.js";

/** Long enough for everything a simulated tenant does by itself; it passes in simulated time. */
const DRY_RUN_WAIT_MS = 6 * 3_600_000;

interface ApplyOptions extends OperatorOptions {
  /** How long a manual step and the proof may take, in milliseconds. */
  readonly waitMs: number | undefined;
  /** The plan from a file that is to be applied, and the template it was made with. */
  readonly saved: { readonly plan: SavedPlan; readonly template: Pick<Template, "inputs"> } | undefined;
  /** Address of somebody else's SCIM server that a dry run pushes at. */
  readonly writesTo: string | undefined;
}

/** Plans, asks, applies and proves; with a saved plan, exactly that one. */
export function applySetup<Tenant>(setup: Setup<Tenant>, options: ApplyOptions): Promise<RunResult> {
  const { io, screen, input, simulatedAdministrator, saved, writesTo } = options;
  const operator = openOperator(options);
  // Without a terminal nobody is there to wait for: one check, and the same command goes on from there.
  const byDefault = simulatedAdministrator === undefined ? (canAsk(io, input) ? Infinity : 0) : DRY_RUN_WAIT_MS;
  const waitPolicy = { waitMs: options.waitMs ?? byDefault };
  if (saved !== undefined) {
    const accept = acceptSaved({
      saved: saved.plan,
      template: saved.template,
      journal: setup.journal,
      pen: screen.main,
    });
    return runApply(setup, { ...operator, approve: () => Promise.resolve(true) }, waitPolicy, accept);
  }
  const approve: Operator["approve"] = async (plan) => {
    if (writesTo !== undefined) await announceWrites(screen.main, plan, writesTo, setup.target);
    return operator.approve(plan);
  };
  return runApply(setup, { ...operator, approve }, waitPolicy);
}

const NAMED = 5;

/**
 * Tells, before anything is written at a server of somebody else's, which users and groups a dry run creates there, and which it overwrites.
 *
 * @throws SetupError when the server cannot be read
 */
async function announceWrites(pen: Pen, plan: Plan, baseUrl: string, target: Target | undefined): Promise<void> {
  const { people, groups } = plan.expected;
  const there = new Set(((await target?.users(people, false)) ?? []).map(({ userName }) => userName.toLowerCase()));
  const [known, fresh] = [
    people.filter((name) => there.has(name.toLowerCase())),
    people.filter((name) => !there.has(name.toLowerCase())),
  ];
  const created = [
    ...(fresh.length === 0 ? [] : [`${count(fresh.length, "person", "people")}${namesOf(fresh)}`]),
    ...(groups === 0 ? [] : [`up to ${count(groups, "group")}`]),
  ].join(" and ");
  pen.line();
  if (created !== "") paragraph(pen, "", "", `Will be created at ${baseUrl}: ${created}.`);
  if (known.length > 0) {
    const who = `${count(known.length, "person is", "people are")} there already and will be overwritten${namesOf(known)}`;
    paragraph(pen, "", `${pen.paint.yellow("!")} `, `${who}.`);
  }
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length > NAMED ? ` and ${String(names.length - NAMED)} more` : "";
  return ` (${names.slice(0, NAMED).join(", ")}${more})`;
}
