import { EXIT, SetupError } from "../../../base/errors.js";
import type { RightReport, AccessNeed } from "../../../setup/model/rights.js";
import { contextOf, type Setup } from "../../../setup/step/setup.js";
import type { Prerequisite, Step } from "../../../setup/step/step.js";
import { failed, failedWith, ok, unknown, warning, type Check } from "../../run/check.js";

/** What the steps of a template have to be allowed, reading apart from writing. */
export interface Needs {
  readonly reads: readonly AccessNeed[];
  readonly writes: readonly AccessNeed[];
}

/** All that the steps may need. */
export function needsOf<Tenant>(steps: readonly Step<Tenant>[]): Needs {
  return {
    reads: steps.flatMap(({ access }) => access?.reads ?? []),
    writes: steps.flatMap(({ access }) => access?.writes ?? []),
  };
}

/** The rights that signing in told of. A right that is missing for writing stops a run, not a look. */
export function checkRights(reports: readonly RightReport[], { writes }: Needs): Check[] {
  const writing = new Set(writes.map(({ purpose }) => purpose));
  return reports.map(({ need, state }) => {
    const { anyOf, purpose, role } = need;
    const id = `right-${anyOf[0] ?? purpose}`;
    const name = anyOf.join(" or ");
    const kind = writing.has(purpose) ? "apply" : "plan and apply";
    switch (state) {
      case "granted":
        return ok(id, "rights", `${name}: granted (to ${purpose}).`);
      case "missing":
        return failed(
          id,
          "rights",
          `${name} is missing: ${kind} needs it to ${purpose}.`,
          [`Have it granted to what you sign in with; role that has the right: ${role}.`],
          EXIT.access,
        );
      case "by-role":
        return unknown(id, "rights", `To ${purpose}, your own role decides: ${role}.`);
      case "unknown":
        return unknown(id, "rights", `Whether ${name} is granted (to ${purpose}), the token does not tell.`);
    }
  });
}

/**
 * Looks with every step, as a plan does, and tells what a run would meet: rights and licences that are missing, groups that do
 * not exist, two apps of one name. A step that cannot look hides no other one.
 */
export async function checkSteps<Tenant>(setup: Setup<Tenant>): Promise<Check[]> {
  const checks: Check[] = [];
  const broken = new Set<Prerequisite>();
  for (const step of setup.steps) {
    setup.emit({ code: "step.looking", step: step.id, title: step.title });
    if (step.prerequisites.needs.some((one) => broken.has(one))) {
      checks.push(unknown(idOf(step), "tenant", `${nameOf(step)} was not looked at: it stands on what failed above.`));
      continue;
    }
    try {
      checks.push(...(await checkStep(setup, step)));
    } catch (error) {
      checks.push({ ...failedWith(idOf(step), areaOf(error), error) });
      for (const one of step.prerequisites.provides) broken.add(one);
    }
  }
  return checks;
}

async function checkStep<Tenant>(setup: Setup<Tenant>, step: Step<Tenant>): Promise<Check[]> {
  // The target is asked once, apart from the steps.
  const { changes, console: stop, warnings = [] } = await step.look({ ...contextOf(setup), target: undefined });
  const todo =
    changes.length > 0
      ? `${String(changes.length)} to do by apply`
      : stop === undefined
        ? "nothing to do"
        : "a console stop";
  return [
    ok(idOf(step), "tenant", `${nameOf(step)} can be looked at: ${todo}.`),
    ...[...(step.remarks?.warnings ?? []), ...warnings].map(({ code, message, fix }) => ({
      ...warning(`${idOf(step)}-${code}`, "tenant", message, fix),
      code,
    })),
  ];
}

/** A refusal is about rights, wherever it is met. */
function areaOf(error: unknown): Check["area"] {
  return error instanceof SetupError && error.exitCode === EXIT.access ? "rights" : "tenant";
}

function idOf({ id }: { readonly id: string }): string {
  return `step-${id}`;
}

function nameOf({ guide, title }: { readonly guide: string; readonly title: string }): string {
  return `${guide} ${title}`;
}
