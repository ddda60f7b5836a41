import { EXIT, SetupError } from "../../../base/errors.js";
import { count } from "../../../base/text.js";
import type { RightReport, AccessNeed } from "../../../setup/model/rights.js";
import { contextOf, type Setup } from "../../../setup/step/setup.js";
import type { Prerequisite, Step } from "../../../setup/step/step.js";
import { failed, failedWith, ok, unknown, warning, type Check } from "../../run/check.js";

/** The rights that the steps of a template need, for reading and for writing. */
export interface Needs {
  readonly reads: readonly AccessNeed[];
  readonly writes: readonly AccessNeed[];
}

/** Everything the steps may need. */
export function needsOf<Tenant>(steps: readonly Step<Tenant>[]): Needs {
  return {
    reads: steps.flatMap(({ access }) => access?.reads ?? []),
    writes: steps.flatMap(({ access }) => access?.writes ?? []),
  };
}

/** The rights that the sign-in reported. A missing right for writing stops apply, not plan. */
export function checkRights(reports: readonly RightReport[], { writes }: Needs): Check[] {
  const writing = new Set(writes.map(({ purpose }) => purpose));
  return reports.map(({ need, state }) => {
    const { anyOf, purpose, role } = need;
    const id = `right-${anyOf[0] ?? purpose}`;
    const name = anyOf.join(" or ");
    const kind = writing.has(purpose) ? "apply" : "plan and apply";
    switch (state) {
      case "granted":
        return ok(id, "rights", `${name} is granted (to ${purpose}).`);
      case "missing":
        return failed(
          id,
          "rights",
          `${name} is missing: ${kind} needs it to ${purpose}.`,
          [
            `Ask an administrator to grant it to the account or app you sign in with. A role that includes it: ${role}.`,
          ],
          EXIT.access,
        );
      case "by-role":
        return unknown(id, "rights", `Not checked: to ${purpose}, your role must be ${role}.`);
      case "unknown":
        return unknown(
          id,
          "rights",
          `Not checked: whether ${name} is granted (to ${purpose}). The token does not show it.`,
        );
    }
  });
}

/**
 * Reads with every step, as a plan does, and reports what would stop a run: missing rights and licences, groups that do not exist,
 * two apps of one name. A step that fails does not hide the others.
 */
export async function checkSteps<Tenant>(setup: Setup<Tenant>): Promise<Check[]> {
  const checks: Check[] = [];
  const broken = new Set<Prerequisite>();
  for (const step of setup.steps) {
    setup.emit({ code: "step.looking", step: step.id, title: step.title });
    if (step.prerequisites.needs.some((one) => broken.has(one))) {
      checks.push(unknown(idOf(step), "tenant", `${nameOf(step)}: skipped, depends on the failed check above.`));
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
  // The SCIM server is checked once, apart from the steps.
  const { changes, console: stop, warnings = [] } = await step.look({ ...contextOf(setup), target: undefined });
  const todo =
    changes.length > 0
      ? `apply will make ${count(changes.length, "change")}`
      : stop === undefined
        ? "nothing to change"
        : "apply will ask for a manual step";
  return [
    ok(idOf(step), "tenant", `${nameOf(step)}: readable; ${todo}.`),
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
