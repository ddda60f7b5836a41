import { isJsonObject, type JsonValue } from "../../../base/json.js";
import { plainText } from "../../../base/text.js";
import type { ChangesProof, WrongChange } from "../../../setup/model/proof.js";
import { paragraph, widthOf } from "../../terminal/layout.js";
import type { Pen } from "../../terminal/screen.js";
import { jsonLines } from "./json-lines.js";
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

function renderWrong(pen: Pen, wrong: WrongChange): void {
  const { kind, name, reason, request, seen, fix } = wrong;
  const { paint, glyphs } = pen;
  paragraph(
    pen,
    "  ",
    `${paint.red(glyphs.failed)} `,
    `${capital(CHANGES[kind])}: ${plainText(name)}, ${plainText(whatIsWrong(wrong))}`,
  );
  paragraph(pen, "    ", "", sentence(capital(plainText(reason))));
  if (request?.body !== undefined) renderBody(pen, request.body);
  paragraph(pen, "    ", "", sentence(plainText(seen)));
  if (fix !== undefined) paragraph(pen, "    ", "", sentence(fix));
}

function whatIsWrong({ kind, path = "", expected, actual, lostMemberships = [] }: WrongChange): string {
  if (lostMemberships.length > 0) return `${counted(lostMemberships.length, "group membership")} lost`;
  if (kind === "membership") return "still a member";
  return `${path.split(":").at(-1) ?? ""} is ${valuesOf(expected, actual)}`;
}

const BODY_INDENT = "      ";

/** Of these an administrator learns nothing. The JSON document has bodies in full. */
const FORMAL = new Set(["schemas", "id", "meta"]);
const MOST_LINES = 24;

function renderBody(pen: Pen, body: JsonValue): void {
  const shown = isJsonObject(body)
    ? Object.fromEntries<JsonValue | undefined>(Object.entries(body).filter(([name]) => !FORMAL.has(name)))
    : body;
  const { ellipsis } = pen.glyphs;
  const lines = jsonLines(shown, widthOf(pen) - BODY_INDENT.length, ellipsis);
  paragraph(pen, "    ", "", "Sent (in full with --json):");
  for (const line of lines.slice(0, MOST_LINES)) pen.line(BODY_INDENT + line);
  if (lines.length > MOST_LINES) pen.line(BODY_INDENT + ellipsis);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As `3 of 4 changes after the set-up did not arrive`. */
export function lostChanges({ expected, found }: ChangesProof): string {
  return `${String(expected - found)} of ${counted(expected, "change")} after the set-up did not arrive`;
}
