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
  /** Name of the template whose changes are undone. */
  readonly template: string;
}

/** Undoes what earlier runs of this template changed, as the tenant's journal lists it; removes nothing without a journal. */
export async function undoAt<Tenant>(setup: Setup<Tenant>, request: UndoRequest): Promise<RunResult> {
  const { io, screen, template, confirm, deleteGroups } = request;
  const { journal } = tenantFiles(io, setup.session.identity);
  if (!existsSync(journal)) return journalMissing(setup, screen.main, { path: journal, template });
  const others = setup.journal.otherTemplates();
  if (setup.journal.changes().length === 0 && others.length > 0) {
    const named = others.map((name) => `--template ${name}`).join(" or ");
    paragraph(
      screen.main,
      "",
      "",
      `The journal lists no change that ${template} made. For other templates, add ${named}.`,
    );
  }
  return runUndo(setup, openUndoOperator(request), { confirm, deleteGroups });
}

interface Missing {
  /** Where the journal would be. */
  readonly path: string;
  readonly template: string;
}

/** An undo without a journal: says what is missing, and lists what the guide's steps find by name. Writes nothing. */
async function journalMissing<Tenant>(setup: Setup<Tenant>, pen: Pen, missing: Missing): Promise<RunResult> {
  const { path, template } = missing;
  paragraph(pen, "", "", "Found in the tenant under the names of your inputs; nothing is changed:");
  const looks: Looked[] = [];
  for (const step of setup.steps) looks.push(await lookBy(setup, pen, step));
  const steps = looks.map(({ planned }) => planned);
  const error = new SetupError({
    code: "journal-missing",
    exitCode: EXIT.failed,
    what: `Nothing was undone: there is no journal of what ${template} changed in this tenant`,
    why: "only the journal tells what total-setup created and what was there before; it is on the machine, and in the account, that ran the setup",
    fix: [
      `Run undo on that machine, or copy its journal here, to ${path}.`,
      ...(looks.some(({ isFound }) => isFound)
        ? ["If you know that total-setup created what is listed above, remove it yourself in the console."]
        : []),
    ],
  });
  return { outcome: "failed", steps, proof: undefined, error, undo: [] };
}

interface Looked {
  readonly planned: PlannedStep;
  /** Whether the tenant has something of this step. */
  readonly isFound: boolean;
}

/** What one step finds; an error is shown, and stops no other step. */
async function lookBy<Tenant>(setup: Setup<Tenant>, pen: Pen, step: Step<Tenant>): Promise<Looked> {
  const { found, isFound } = await foundBy(setup, step);
  pen.line(`  ${pen.paint.cyan(plainText(step.guide).padEnd(4))} ${pen.paint.bold(plainText(step.title))}`);
  for (const one of found.length === 0 ? ["nothing"] : found) paragraph(pen, "       ", "= ", one);
  return { planned: plannedStep(step, { changes: [], found }, "unchanged"), isFound };
}

interface Found {
  readonly found: readonly string[];
  readonly isFound: boolean;
}

async function foundBy<Tenant>(setup: Setup<Tenant>, step: Step<Tenant>): Promise<Found> {
  try {
    const { found = [] } = await step.look(contextOf(setup));
    return { found, isFound: found.length > 0 };
  } catch (error) {
    if (!(error instanceof SetupError) || error.exitCode !== EXIT.failed) throw error;
    return { found: [error.message], isFound: false };
  }
}
