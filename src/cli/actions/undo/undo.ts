import { existsSync } from "node:fs";
import type { Setup } from "../../../setup/step/setup.js";
import { runUndo } from "../../../setup/undo/undo.js";
import type { SetupOptions } from "../../arguments/options.js";
import type { ProgressView } from "../../views/progress.js";
import type { Running, SetupRun } from "../../run/setup-run.js";
import { tenantFiles } from "../../state/state.js";
import { openUndoOperator } from "./operator.js";
import { journalMissing } from "./without-journal.js";
import type { RunResult } from "../../../setup/model/run-result.js";

/** Takes back what the tenant's journal says that earlier runs of this template changed; removes nothing without a journal. */
export async function undoAt<Tenant, Options extends SetupOptions>(
  setup: Setup<Tenant>,
  { io, options, template }: Pick<SetupRun<Tenant, Options>, "io" | "options" | "template">,
  { screen }: Running,
  progress: ProgressView,
): Promise<RunResult> {
  const { journal } = tenantFiles(io, setup.session.identity);
  if (!existsSync(journal)) return journalMissing(setup, screen.main, { path: journal, template: template.name });
  const others = setup.journal.otherTemplates();
  if (setup.journal.changes().length === 0 && others.length > 0) {
    screen.main.line(
      `The journal holds no change of ${template.name}, but of ${others.join(", ")}: choose it with --template.`,
    );
  }
  const operator = openUndoOperator({ io, screen, progress, yes: options.yes, input: options.input });
  return runUndo(setup, operator, { confirm: options.confirm, deleteGroups: options.deleteGroups });
}
