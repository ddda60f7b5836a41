import type { Pen } from "../../terminal/screen.js";
import type { PlannedStep } from "../../../setup/model/plan.js";
import type { RunResult } from "../../../setup/model/run-result.js";
import type { Step } from "../../../setup/step/step.js";
import type { UndoTerms } from "../../../setup/undo/undo-run.js";
import { EXIT, SetupError } from "../../../base/errors.js";
import { contextOf, type Setup } from "../../../setup/step/setup.js";
import { existsSync } from "node:fs";
import { openUndoOperator, type UndoOperatorOptions } from "./operator.js";
import { paragraph } from "../../terminal/layout.js";
import { plainText } from "../../../base/text.js";
import { plannedStep } from "../../../setup/plan/plan-builder.js";
import { runUndo } from "../../../setup/undo/undo.js";
import { tenantFiles } from "../../state/state.js";

interface UndoRequest extends UndoOperatorOptions, UndoTerms {
  /** Name of the template whose changes are taken back. */
  readonly template: string;
}

/** Takes back what the tenant's journal says that earlier runs of this template changed; removes nothing without a journal. */
export async function undoAt<Tenant>(setup: Setup<Tenant>, request: UndoRequest): Promise<RunResult> {
  const { io, screen, template, confirm, deleteGroups } = request;
  const { journal } = tenantFiles(io, setup.session.identity);
  if (!existsSync(journal)) return journalMissing(setup, screen.main, { path: journal, template });
  const others = setup.journal.otherTemplates();
  if (setup.journal.changes().length === 0 && others.length > 0) {
    screen.main.line(
      `The journal holds no change of ${template}, but of ${others.join(", ")}: choose it with --template.`,
    );
  }
  return runUndo(setup, openUndoOperator(request), { confirm, deleteGroups });
}

interface Missing {
  /** Where the journal would lie. */
  readonly path: string;
  readonly template: string;
}

/** What an undo says without a journal: what it would need, and what the guide's steps find by name. Writes nothing. */
async function journalMissing<Tenant>(setup: Setup<Tenant>, pen: Pen, missing: Missing): Promise<RunResult> {
  const { path, template } = missing;
  paragraph(pen, "", "", `There is no journal of this tenant: ${path}`);
  pen.line("In the tenant, by the names of this command's inputs, and left alone:");
  const steps: PlannedStep[] = [];
  for (const step of setup.steps) steps.push(await lookBy(setup, pen, step));
  const error = new SetupError({
    code: "journal-missing",
    exitCode: EXIT.failed,
    what: `There is no journal of what ${template} changed in this tenant, so that nothing was taken back`,
    why: "only the journal tells what this tool made from what was there before; it is kept on the machine, and by the user, that ran the set-up",
    fix: [
      `Run undo on that machine, or bring its journal here: it lies in its state folder under this name; here it would be ${path}.`,
      "Otherwise take back by hand what is listed above, if you know that it was made by total-setup.",
    ],
  });
  return { outcome: "failed", steps, proof: undefined, error, undo: [] };
}

/** One step's look; what stops it is told, and stops nothing else. */
async function lookBy<Tenant>(setup: Setup<Tenant>, pen: Pen, step: Step<Tenant>): Promise<PlannedStep> {
  const found = await foundBy(setup, step);
  pen.line(`  ${pen.paint.cyan(plainText(step.guide).padEnd(4))} ${pen.paint.bold(plainText(step.title))}`);
  for (const one of found.length === 0 ? ["nothing"] : found) paragraph(pen, "       ", "= ", one);
  return plannedStep(step, { changes: [], found }, "unchanged");
}

async function foundBy<Tenant>(setup: Setup<Tenant>, step: Step<Tenant>): Promise<readonly string[]> {
  try {
    return (await step.look(contextOf(setup))).found ?? [];
  } catch (error) {
    if (!(error instanceof SetupError) || error.exitCode !== EXIT.failed) throw error;
    return [error.message];
  }
}
