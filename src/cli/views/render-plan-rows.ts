import stringWidth from "string-width";
import { plainText } from "../../base/text.js";
import { groupBy } from "../../setup/proof/group-by.js";
import type { Change, PlannedStep } from "../../setup/model/plan.js";
import { padColumns, paragraph, statement, widthOf, wrap } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import { LISTS_ALL } from "./words/names.js";
import { countOfType, nounOf } from "./words/type-nouns.js";

/** One line of a plan. */
interface Row {
  /** The guide's section; empty below the first row of a step. */
  readonly section: string;
  /** One character, in its colour. */
  readonly sign: string;
  /** What kind of thing it is; undefined for a sentence, which takes all columns. */
  readonly noun: string | undefined;
  /** The thing's name, or the sentence. */
  readonly text: string;
  readonly summary: string;
}

interface Columns {
  readonly section: number;
  readonly noun: number;
  readonly name: number;
}

/** More changes of one kind than this in a step are told as a number. */
const MOST_OF_A_KIND = 8;
/** A longer section stands on a line of its own. */
const WIDEST_SECTION = 8;
/** A longer name does not widen the column of names. */
const WIDEST_NAME = 30;
/** On a narrower terminal a row has no columns, and what does not fit goes under it. */
const NARROWEST_TABLE = 60;
/** On a still narrower one nothing is indented. */
const NARROWEST_INDENT = 32;

/** Prints the rows of a plan: a line for each change and manual step, in columns; steps without a change together at the end. */
export function renderRows(pen: Pen, steps: readonly PlannedStep[]): void {
  const rows = withoutRepeats(steps.flatMap((step) => rowsOf(pen, step)));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));
  const columns: Columns = {
    section: widest(rows.map(({ section }) => section).filter((section) => stringWidth(section) <= WIDEST_SECTION)),
    noun: widest(rows.flatMap(({ noun }) => noun ?? [])),
    name: widest(
      rows.filter(({ noun, text }) => noun !== undefined && stringWidth(text) <= WIDEST_NAME).map(({ text }) => text),
    ),
  };
  for (const row of rows) renderRow(pen, row, columns);
  // Where nothing changes at all, the heading says so.
  const hasWork = steps.some(({ status }) => status === "pending" || status === "console");
  const idle = steps.filter((step) => step.status !== "skipped" && rowsOf(pen, step).length === 0);
  if (hasWork) renderTitles(pen, "No change", idle);
  const skipped = steps.filter(({ status }) => status === "skipped");
  renderTitles(pen, "Skipped", skipped);
}

/** Steps of one section have its number once. */
function withoutRepeats(rows: readonly Row[]): Row[] {
  let last = "";
  return rows.map((row) => {
    const isRepeated = row.section === last;
    if (row.section !== "") last = row.section;
    return isRepeated ? { ...row, section: "" } : row;
  });
}

function renderTitles(pen: Pen, what: string, steps: readonly PlannedStep[]): void {
  if (steps.length === 0) return;
  paragraph(pen, "  ", "", `${what}: ${steps.map(({ guide, title }) => `${title} (${guide})`).join("; ")}`);
}

function rowsOf(pen: Pen, step: PlannedStep): Row[] {
  if (step.status === "skipped") return [];
  const { paint, glyphs } = pen;
  const { found = [], pending = [], unchecked = [], ownership, console: stop, title } = step;
  const sentence =
    (sign: string) =>
    (text: string): Row => ({ ...plainRow(sign, text), noun: undefined });
  const rows = [
    // Found by its name: a person should see that nothing new is made.
    ...(ownership === undefined ? [] : found.slice(0, 1).map(sentence(paint.dim("=")))),
    ...[...groupBy(step.changes, kindOf).values()].flatMap((changes) => rowsOfKind(pen, changes)),
    ...pending.map(sentence(paint.dim(glyphs.ellipsis))),
    ...unchecked.map(sentence(paint.dim("?"))),
    ...(stop === undefined
      ? []
      : [
          {
            ...plainRow(paint.yellow("!"), title),
            noun: "manual step",
            summary: stop.sharedWith === undefined ? "" : "same visit",
          },
        ]),
  ];
  return rows.map((row, index) => (index === 0 ? { ...row, section: plainText(step.guide) } : row));
}

function kindOf({ action, resource }: Change): string {
  return `${action} ${resource.type}`;
}

function rowsOfKind(pen: Pen, changes: readonly Change[]): Row[] {
  const shown = changes.length > MOST_OF_A_KIND ? changes.slice(0, MOST_OF_A_KIND - 1) : changes;
  const rows = shown.map(({ action, resource, summary = "" }): Row => ({
    ...plainRow(signOf(pen, action), resource.name),
    noun: nounOf(resource.type),
    summary: plainText(summary),
  }));
  const [first] = changes;
  const more = changes.length - shown.length;
  if (first === undefined || more === 0) return rows;
  const rest = `and ${countOfType(more, first.resource.type).replace(" ", " more ")} ${LISTS_ALL}`;
  return [...rows, { ...plainRow(signOf(pen, first.action), rest), noun: undefined }];
}

function plainRow(sign: string, text: string): Row {
  return { section: "", sign, noun: "", text: plainText(text), summary: "" };
}

function renderRow(pen: Pen, { section, sign, noun, text, summary }: Row, columns: Columns): void {
  const width = widthOf(pen);
  const isLong = stringWidth(section) > columns.section;
  const lead = `  ${pen.paint.cyan(padColumns(isLong ? "" : section, columns.section))}  ${sign} `;
  const at = stringWidth(lead);
  const isTable = width >= NARROWEST_TABLE;
  const kind = noun === undefined ? "" : `${isTable ? padColumns(noun, columns.noun) : noun}  `;
  const nameAt = at + stringWidth(kind);
  if (width < NARROWEST_INDENT || nameAt > width) {
    paragraph(pen, "", "", [section, noun ?? "", text, summary].filter((part) => part !== "").join(" "));
    return;
  }
  if (isLong) statement(pen, pen.paint.cyan, `  ${section}`);
  // A name with a word that does not fit behind its kind stands under it.
  const isBeside = text.split(" ").every((word) => stringWidth(word) <= width - nameAt);
  const [first = "", ...rest] = isBeside ? wrap(text, width - nameAt) : ["", ...wrap(text, width - at)];
  const nameColumn = isTable && noun !== undefined ? padColumns(first, columns.name) : first;
  const whole = `${lead}${kind}${nameColumn}  ${summary}`;
  const fits = rest.length === 0 && (summary === "" || stringWidth(whole) <= width);
  pen.line((fits ? whole : `${lead}${kind}${first}`).trimEnd());
  if (fits) return;
  const under = isTable && isBeside ? nameAt : at;
  const more = summary === "" ? [] : wrap(summary, width - under);
  for (const line of [...rest, ...more]) pen.line(" ".repeat(under) + line);
}

const SIGNS: Readonly<Record<Change["action"], string>> = { create: "+", update: "~", start: ">", delete: "-" };

/** The sign of a change, in its colour: a deletion is red. */
export function signOf({ paint }: Pen, action: Change["action"]): string {
  return action === "delete" ? paint.red(SIGNS[action]) : paint.green(SIGNS[action]);
}
