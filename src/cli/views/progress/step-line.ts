import stringWidth from "string-width";
import { count, plainText } from "../../../base/text.js";
import type { Change, StepStatus } from "../../../setup/model/plan.js";
import { padColumns, paragraph, widthOf } from "../../terminal/layout.js";
import type { Pen } from "../../terminal/screen.js";

/** A change that was written, and the id of what it created or changed. */
export interface Written {
  readonly change: Change;
  readonly id: string | undefined;
}

/** How far the columns of the steps reach, so that their lines stand below each other. */
export interface StepColumns {
  readonly guide: number;
  readonly title: number;
}

interface FinishedStep {
  readonly guide: string;
  readonly title: string;
  readonly status: StepStatus;
  /** Whether the run was stopped in it. */
  readonly stopped?: boolean | undefined;
  readonly written: readonly Written[];
}

const LEAST_GUIDE = 3;
const USUAL_TITLE = 43;
const WIDEST_TITLE = 50;

/** The columns that fit the steps of a plan; the usual ones where it is not known. */
export function columnsOf(steps: readonly { readonly guide: string; readonly title: string }[]): StepColumns {
  const titles = steps.map(({ title }) => stringWidth(plainText(title))).filter((width) => width <= WIDEST_TITLE);
  return {
    guide: Math.max(LEAST_GUIDE, ...steps.map(({ guide }) => stringWidth(plainText(guide)))),
    title: Math.max(USUAL_TITLE, ...titles),
  };
}

/** Prints how a step ended, on one line where it fits: its sign, its section and title, and what came of it. */
export function renderStepLine(pen: Pen, step: FinishedStep, columns: StepColumns): void {
  const { paint } = pen;
  const width = widthOf(pen);
  const sign = signOf(pen, step);
  const guide = padColumns(plainText(step.guide), columns.guide);
  const title = plainText(step.title);
  const lead = stringWidth(`${sign}${guide}  `);
  const spare = width - lead - stringWidth(title);
  const inColumn = (text: string): boolean => stringWidth(text) + 2 <= Math.min(spare, width - lead - columns.title);
  const result = resultOf(step, inColumn);
  if (stringWidth(result) + 2 > spare) {
    paragraph(pen, "", `${sign}${guide}  `, result === "" ? title : `${title} (${result})`);
    return;
  }
  const column = Math.min(columns.title, width - lead - stringWidth(result) - 2);
  pen.line(`${sign}${guide}  ${result === "" ? title : `${padColumns(title, column)}  ${paint.dim(result)}`}`);
}

/** The sign, in a column as wide as the widest of them. */
function signOf({ paint, glyphs }: Pen, { status, stopped }: FinishedStep): string {
  const signs: Readonly<Record<StepStatus, string>> = {
    applied: paint.green(glyphs.done),
    failed: stopped === true ? paint.dim("=") : paint.red(glyphs.failed),
    console: paint.yellow("!"),
    unchecked: "?",
    pending: paint.dim("="),
    skipped: paint.dim("="),
    unchanged: paint.dim("="),
  };
  return padColumns(signs[status], Math.max(stringWidth(glyphs.done), stringWidth(glyphs.failed)) + 1);
}

const PAST: Readonly<Record<Change["action"], string>> = {
  create: "created",
  update: "updated",
  start: "started",
  delete: "deleted",
};

const ENDED: Readonly<Record<Exclude<StepStatus, "applied">, string>> = {
  unchanged: "no change",
  pending: "not finished",
  console: "manual step remains",
  unchecked: "not verified",
  skipped: "skipped",
  failed: "failed",
};

/** What came of a step: the id of the one thing it made, where that fits, or how many it made. */
function resultOf({ status, stopped, written }: FinishedStep, fits: (id: string) => boolean): string {
  if (stopped === true) return "stopped";
  if (status !== "applied") return ENDED[status];
  const [one, another] = written;
  if (one === undefined) return "";
  const id = another === undefined ? plainText(one.id ?? "") : "";
  if (id !== "" && fits(id)) return id;
  if (another === undefined) return PAST[one.change.action];
  const counts = (Object.keys(PAST) as Change["action"][]).flatMap((action) => {
    const many = written.filter(({ change }) => change.action === action).length;
    return many === 0 ? [] : [count(many, PAST[action], PAST[action])];
  });
  return counts.join(", ");
}
