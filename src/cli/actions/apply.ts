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
import { listNames } from "../views/words/names.js";
import { canAsk } from "../terminal/prompts.js";
import type { Pen } from "../terminal/screen.js";
import { openOperator, type OperatorOptions } from "./operator.js";

/** Long enough for everything a simulated tenant does by itself; its time is simulated. */
const DRY_RUN_WAIT_MS = 6 * 3_600_000;

interface ApplyOptions extends OperatorOptions {
  /** How long a manual step and the verification may take, in milliseconds. */
  readonly waitMs: number | undefined;
  /** The plan from a file that is to be applied, and the template it was made with. */
  readonly saved: { readonly plan: SavedPlan; readonly template: Pick<Template, "inputs"> } | undefined;
  /** Address of the SCIM server of `--target-url`, which a dry run pushes to. */
  readonly writesTo: string | undefined;
  /** Whether users and groups are changed there after the set-up. */
  readonly changesThere: boolean;
  /** Whether all names are printed. */
  readonly details: boolean;
}

/** Plans, asks, applies and verifies; with a saved plan, exactly that one. */
export function applySetup<Tenant>(setup: Setup<Tenant>, options: ApplyOptions): Promise<RunResult> {
  const { io, screen, input, simulatedAdministrator, saved, writesTo, changesThere, details } = options;
  const operator = openOperator(options);
  // Without a terminal there is nobody to wait for: one check, and the same command continues from there.
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
    if (writesTo !== undefined) {
      await announceWrites(screen.main, plan, writesTo, { target: setup.target, details });
      if (changesThere)
        paragraph(
          screen.main,
          "",
          "",
          "After the set-up, up to three of these users and one group will be changed there.",
        );
    }
    return operator.approve(plan);
  };
  return runApply(setup, { ...operator, approve }, waitPolicy);
}

/**
 * Prints, before anything is written to a SCIM server that is not the run's own, which users and groups a dry run creates there, and
 * which it overwrites.
 *
 * @throws SetupError when the server cannot be read
 */
async function announceWrites(pen: Pen, plan: Plan, baseUrl: string, { target, details }: Writing): Promise<void> {
  const { people, groups } = plan.expected;
  const there = new Set(((await target?.users(people, false)) ?? []).map(({ userName }) => userName.toLowerCase()));
  const [known, fresh] = [
    people.filter((name) => there.has(name.toLowerCase())),
    people.filter((name) => !there.has(name.toLowerCase())),
  ];
  const created = [
    ...(fresh.length === 0 ? [] : [`${count(fresh.length, "user")} (${listNames(fresh, details)})`]),
    ...(groups === 0 ? [] : [`up to ${count(groups, "group")}`]),
  ].join(" and ");
  if (created !== "") paragraph(pen, "", "", `Will be created on ${baseUrl}: ${created}.`);
  if (known.length > 0) {
    const who = `${count(known.length, "user exists", "users exist")} there already and will be overwritten`;
    paragraph(pen, "", `${pen.paint.yellow("!")} `, `${who}: ${listNames(known, details)}.`);
  }
}

interface Writing {
  /** Undefined where there is no token to read the server with. */
  readonly target: Target | undefined;
  readonly details: boolean;
}
