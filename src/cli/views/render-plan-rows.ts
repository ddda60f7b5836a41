import stringWidth from "string-width";
import { plainText } from "../../base/text.js";
import { groupBy } from "../../setup/proof/group-by.js";
import type { Change, PlannedStep } from "../../setup/model/plan.js";
import { padColumns, paragraph, widthOf, wrap } from "../terminal/layout.js";
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
/** A longer name does not widen the column of names. */
const WIDEST_NAME = 30;
/** On a narrower terminal a row has no columns, and what does not fit goes under it. */
const NARROWEST_TABLE = 60;
/** On a still narrower one nothing is indented. */
const NARROWEST_INDENT = 24;

/** Prints the rows of a plan: a line for each change and manual step, in columns; steps without a change together at the end. */
export function renderRows(pen: Pen, steps: readonly PlannedStep[]): void {
  const rows = steps.flatMap((step) => rowsOf(pen, step));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));
  const columns: Columns = {
    section: widest(rows.map(({ section }) => section)),
    noun: widest(rows.flatMap(({ noun }) => noun ?? [])),
    name: widest(
      rows.filter(({ noun, text }) => noun !== undefined && stringWidth(text) <= WIDEST_NAME).map(({ text }) => text),
    ),
  };
  for (const row of rows) renderRow(pen, row, columns);
  const told = rows.length > 0;
  renderTitles(
    pen,
    told ? "No change" : undefined,
    steps.filter((step) => step.status !== "skipped" && rowsOf(pen, step).length === 0),
  );
  renderTitles(
    pen,
    "Skipped",
    steps.filter(({ status }) => status === "skipped"),
  );
}

function renderTitles(pen: Pen, what: string | undefined, steps: readonly PlannedStep[]): void {
  if (what === undefined || steps.length === 0) return;
  paragraph(pen, "  ", "", `${what}: ${steps.map(({ guide, title }) => `${guide} ${title}`).join("; ")}`);
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
  if (width < NARROWEST_INDENT) {
    paragraph(
      pen,
      "",
      "",
      [section, noun, text, summary].filter((part) => part !== undefined && part !== "").join(" "),
    );
    return;
  }
  const lead = `  ${pen.paint.cyan(padColumns(section, columns.section))}  ${sign} `;
  const leadWidth = stringWidth(lead);
  const isTable = width >= NARROWEST_TABLE;
  const kind = noun === undefined ? "" : `${isTable ? padColumns(noun, columns.noun) : noun}  `;
  const at = isTable ? leadWidth + stringWidth(kind) : leadWidth;
  const [first = "", ...rest] = wrap(text, width - leadWidth - stringWidth(kind));
  const nameColumn = isTable && noun !== undefined ? padColumns(first, columns.name) : first;
  const whole = `${lead}${kind}${nameColumn}  ${summary}`;
  const fits = rest.length === 0 && (summary === "" || stringWidth(whole) <= width);
  pen.line((fits ? whole : `${lead}${kind}${first}`).trimEnd());
  if (fits) return;
  for (const line of [...rest, ...(summary === "" ? [] : wrap(summary, width - at))]) pen.line(" ".repeat(at) + line);
}

const SIGNS: Readonly<Record<Change["action"], string>> = { create: "+", update: "~", start: ">", delete: "-" };

/** The sign of a change, in its colour: a deletion is red. */
export function signOf({ paint }: Pen, action: Change["action"]): string {
  return action === "delete" ? paint.red(SIGNS[action]) : paint.green(SIGNS[action]);
}
