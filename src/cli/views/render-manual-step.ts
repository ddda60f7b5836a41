import stringWidth from "string-width";
import { count, plainText } from "../../base/text.js";
import type { ConsoleField, ConsoleStop, ManualStepPosition } from "../../setup/model/plan.js";
import { padColumns, paragraph, widthOf, wrap } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import { placesOf } from "./console-places.js";

const INDENT = "       ";
/** Under the number of a place. */
const UNDER_PLACE = `${INDENT}   `;
const FIELDS = `${UNDER_PLACE}  `;

/** Prints a manual step in full: where, what to click, and each value at its click. */
export function renderStop(pen: Pen, stop: ConsoleStop): void {
  paragraph(pen, INDENT, `${pen.paint.yellow("!")} `, describeManualStep(stop));
  renderClicks(pen, stop, undefined);
}

/**
 * Prints a manual step that the run has come to.
 *
 * @param tokenKeys - which keys serve its secrets, as `c copies it`; undefined where none does
 */
export function renderManualStep(
  pen: Pen,
  { stop, position }: { readonly stop: ConsoleStop; readonly position: ManualStepPosition },
  tokenKeys: string | undefined,
): void {
  const { paint } = pen;
  const { guide, number, total } = position;
  const task = stop.task === undefined ? "" : `: ${stop.task}`;
  const heading = `Manual step ${String(number)} of ${String(total)}${task}`;
  pen.line();
  pen.line(`${paint.yellow("!")} ${paint.cyan(plainText(guide).padEnd(4))} ${paint.bold(plainText(heading))}`);
  renderClicks(pen, stop, tokenKeys);
}

/** As `Manual step (about 1 minute, in the Okta Admin Console)`. */
function describeManualStep({ minutes, console: place }: ConsoleStop): string {
  return `Manual step (about ${count(minutes, "minute")}, in the ${place ?? "admin console"})`;
}

function renderClicks(pen: Pen, stop: ConsoleStop, tokenKeys: string | undefined): void {
  const { paint } = pen;
  // Whole on its line, so that it can be copied.
  pen.line(`${INDENT}${paint.underline(plainText(stop.url))}`);
  for (const [index, { click, fields, then }] of placesOf(stop.clicks, stop.fields).entries()) {
    paragraph(pen, INDENT, `${String(index + 1)}. `, click);
    renderFields(pen, fields, tokenKeys);
    if (then !== undefined) paragraph(pen, UNDER_PLACE, "", then);
  }
  for (const note of stop.notes) paragraph(pen, INDENT, "- ", note);
  if (stop.missing !== undefined && stop.missing.length > 0)
    paragraph(pen, INDENT, "", `Still missing: ${stop.missing.join(", ")}`);
}

/** Between a label and its value. */
const GAP = 3;
/** What a column of values must have to be read; below, each value goes under its label. */
const NARROWEST_VALUES = 24;

function renderFields(pen: Pen, fields: readonly ConsoleField[], tokenKeys: string | undefined): void {
  const width = Math.max(0, ...fields.map(({ label }) => stringWidth(plainText(label)))) + GAP;
  for (const field of fields) {
    const label = plainText(field.label);
    const value = valueOf(field, tokenKeys);
    const beside = widthOf(pen) - stringWidth(FIELDS) - width;
    // A value is copied: what does not fit beside its label goes under it, whole.
    const fits = beside >= NARROWEST_VALUES && value.split(" ").every((word) => stringWidth(word) <= beside);
    const lead = fits ? FIELDS + " ".repeat(width) : `${FIELDS}  `;
    const room = widthOf(pen) - stringWidth(lead);
    const [first = "", ...rest] = [
      ...wrap(value, room).map((line) => pen.paint.bold(line)),
      ...(field.note === undefined ? [] : wrap(plainText(field.note), room).map((line) => pen.paint.dim(line))),
    ];
    if (fits) pen.line(`${FIELDS}${padColumns(label, width)}${first}`);
    else for (const line of [`${FIELDS}${label}`, `${lead}${first}`]) pen.line(line);
    for (const line of rest) pen.line(`${lead}${line}`);
  }
}

function valueOf({ value, secret }: ConsoleField, tokenKeys: string | undefined): string {
  if (secret !== true) return plainText(value ?? "");
  return tokenKeys === undefined ? "your SCIM token (not shown)" : `your SCIM token (${tokenKeys})`;
}
