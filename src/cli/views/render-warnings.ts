import type { PlannedStep, Warning } from "../../setup/model/plan.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import { causesOfWarnings } from "./words/causes.js";

/** Prints one warning with its fix. */
export function renderWarning(pen: Pen, indent: string, { message, fix }: Warning): void {
  paragraph(pen, indent, `${pen.paint.yellow("!")} `, message);
  paragraph(pen, indent, "  ", fix);
}

/** Prints warnings, those of one cause as one; with details all names in it. */
export function renderWarnings(
  pen: Pen,
  warnings: readonly Warning[],
  { details }: { readonly details: boolean },
): void {
  for (const warning of causesOfWarnings(warnings, details)) renderWarning(pen, "", warning);
}

/** Prints the warnings that came up after the plan was shown and that the progress lines did not show. */
export function renderLateWarnings(
  pen: Pen,
  warnings: readonly Warning[],
  options: { readonly details: boolean },
): void {
  if (warnings.length === 0) return;
  pen.line();
  renderWarnings(pen, warnings, options);
}

/** Every warning of a plan or a result: those of its steps, and those of the users it is about. */
export function warningsOf({
  steps,
  warnings = [],
}: {
  readonly steps: readonly PlannedStep[];
  readonly warnings?: readonly Warning[];
}): readonly Warning[] {
  return [...steps.flatMap((step) => step.warnings ?? []), ...warnings];
}

/** Whether a warning says of a user what the plan has said already: that they won't be provisioned. */
export function isForeseen({ code, message }: Warning, notExpected: readonly { readonly name: string }[]): boolean {
  return code === "provisioning-failed" && notExpected.some(({ name }) => message.startsWith(`${name}: `));
}
