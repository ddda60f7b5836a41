import { plainText } from "../../../base/text.js";
import type { ChangesProof, WrongChange } from "../../../setup/model/proof.js";
import { paragraph } from "../../terminal/layout.js";
import type { Pen } from "../../terminal/screen.js";
import { sentence, valuesOf } from "./render-proof.js";
import { CHANGES } from "../words/changes.js";
import { counted } from "../words/numbers.js";

/** Prints in one line how many changes after the set-up arrived, and in another one those that were not tried. */
export function renderChanges(pen: Pen, changes: ChangesProof): void {
  const { expected, found, notMade } = changes;
  if (expected > 0) paragraph(pen, "", "", `Changes after set-up: ${String(found)} of ${String(expected)} arrived.`);
  if (notMade.length === 0) return;
  const left = [...new Set(notMade.map(({ reason }) => reason))].map((reason) => {
    const kinds = notMade.filter((one) => one.reason === reason).map(({ kind }) => CHANGES[kind]);
    return `${kinds.join(", ")} (${reason})`;
  });
  paragraph(pen, "", "", `Changes not tried: ${left.join("; ")}.`);
}

/** Prints each change that did not arrive: the value, the request with its answer, and what the console shows. */
export function renderWrongChanges(pen: Pen, { wrong }: ChangesProof): void {
  for (const one of wrong) renderWrong(pen, one);
  if (wrong.length > 0) pen.line();
}

function renderWrong(
  pen: Pen,
  { kind, name, path = "", expected, actual, reason, request, seen, fix }: WrongChange,
): void {
  const { paint, glyphs } = pen;
  const attribute = path.split(":").at(-1) ?? "";
  const values = kind === "membership" ? "still a member" : `${attribute} is ${valuesOf(expected, actual)}`;
  paragraph(
    pen,
    "  ",
    `${paint.red(glyphs.failed)} `,
    `${capital(CHANGES[kind])}: ${plainText(name)}, ${plainText(values)}`,
  );
  paragraph(pen, "    ", "", sentence(capital(plainText(reason))));
  if (request?.body !== undefined)
    paragraph(pen, "    ", "", plainText(`Sent: ${clipped(JSON.stringify(request.body))}`));
  paragraph(pen, "    ", "", sentence(plainText(seen)));
  if (fix !== undefined) paragraph(pen, "    ", "", sentence(fix));
}

/** The JSON document has bodies in full. */
const LONGEST_BODY = 400;

function clipped(text: string): string {
  return text.length <= LONGEST_BODY ? text : `${text.slice(0, LONGEST_BODY)}…`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As `3 of 4 changes after the set-up did not arrive`. */
export function lostChanges({ expected, found }: ChangesProof): string {
  return `${String(expected - found)} of ${counted(expected, "change")} after the set-up did not arrive`;
}
