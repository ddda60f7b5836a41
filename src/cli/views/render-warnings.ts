import type { PlannedStep, Warning } from "../../setup/model/plan.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";

/** Prints one warning with what to do about it. */
export function renderWarning(pen: Pen, indent: string, { message, fix }: Warning): void {
  paragraph(pen, indent, `${pen.paint.yellow("!")} `, message);
  paragraph(pen, indent, "  ", fix);
}

/** Prints the warnings that came up after the plan was shown, and were not told when they did. */
export function renderLateWarnings(pen: Pen, warnings: readonly Warning[]): void {
  if (warnings.length === 0) return;
  pen.line();
  pen.line(pen.paint.bold("Warnings"));
  for (const warning of warnings) renderWarning(pen, "  ", warning);
}

/** Every warning of a plan or a result: those of its steps, and those of the people it is about. */
export function warningsOf({
  steps,
  warnings = [],
}: {
  readonly steps: readonly PlannedStep[];
  readonly warnings?: readonly Warning[];
}): readonly Warning[] {
  return [...steps.flatMap((step) => step.warnings ?? []), ...warnings];
}
