import { existsSync } from "node:fs";
import type { RunResult } from "../../../setup/model/run-result.js";
import type { Setup } from "../../../setup/step/setup.js";
import { runUndo } from "../../../setup/undo/undo.js";
import type { UndoTerms } from "../../../setup/undo/undo-survey.js";
import { tenantFiles } from "../../state/state.js";
import { openUndoOperator, type UndoOperatorOptions } from "./operator.js";
import { journalMissing } from "./without-journal.js";

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
