import { duration, plainText } from "../../base/text.js";
import type { SetupEvent } from "../../setup/model/events.js";
import type { Change, Warning } from "../../setup/model/plan.js";
import type { Io } from "../terminal/io.js";
import { labelled, paragraph } from "../terminal/layout.js";
import { openLiveLine, type LiveLine } from "../terminal/live-line.js";
import type { Screen } from "../terminal/screen.js";
import { MACHINE_TICKER, type Ticker } from "../terminal/ticker.js";
import { openActivity } from "./progress/activity.js";
import { bar, grouped, timeLeft, type Count } from "./progress/numbers.js";
import { columnsOf, renderStepLine, type Written } from "./progress/step-line.js";
import { groupWarnings } from "./progress/warning-groups.js";
import { describeApplied, describeChange } from "./render-plan.js";
import { renderWarning, warningsOf } from "./render-warnings.js";

/** Shows the engine's events while it works: one line for each finished step, and what is under way. */
export interface ProgressView {
  readonly emit: (event: SetupEvent) => void;
  /** Takes away what is under way and prints what was held back, so that something else can be printed or asked. */
  pause(): void;
  /** Those of these warnings that were not on the screen yet, each once; now they count as shown. */
  unsaid(warnings: readonly Warning[]): readonly Warning[];
  close(): void;
}

interface ProgressOptions {
  readonly quiet: boolean;
  /** Whether each change has a line of its own. */
  readonly details?: boolean;
  /** The IdP's name in running text; where it is not known, it is called the tenant. */
  readonly brand?: string;
}

/** The progress of one command, on standard error. */
export async function openProgress(
  io: Io,
  screen: Screen,
  options: ProgressOptions,
  ticker: Ticker = MACHINE_TICKER,
): Promise<ProgressView> {
  const live = options.quiet ? undefined : await openLiveLine(io, screen);
  return progressView(screen, {
    live,
    ticker,
    details: options.details === true,
    brand: options.brand ?? "the tenant",
    readsKeys: () => io.stdin.isRaw === true,
  });
}

interface ViewOptions {
  readonly live: LiveLine | undefined;
  readonly ticker: Ticker;
  readonly details: boolean;
  readonly brand: string;
  /** Whether single keys are read at the moment, and do something. */
  readonly readsKeys: () => boolean;
}

interface OpenStep {
  readonly guide: string;
  readonly title: string;
  /** How many changes the plan has for it. */
  readonly planned: number;
}

const INDENT = "       ";
/** Fewer changes need no bar. */
const LEAST_FOR_BAR = 10;
const MOST_MESSAGES = 5;
const SIGNS: Readonly<Record<Change["action"], string>> = { create: "+", update: "~", start: ">", delete: "-" };

function progressView({ aside }: Screen, { live, ticker, details, brand, readsKeys }: ViewOptions): ProgressView {
  const { paint, glyphs } = aside;
  const activity = openActivity({ aside, live, ticker });
  let columns = columnsOf([]);
  let planned: ReadonlyMap<string, number> = new Map();
  let step: OpenStep | undefined;
  let written: Written[] = [];
  let held: Warning[] = [];
  let counted = "";
  let counts: Count[] = [];
  const warned = new Set<string>();
  let foreseen: readonly string[] = [];

  const unsaid = (warnings: readonly Warning[]): readonly Warning[] => {
    const fresh = [...new Map(warnings.map((one) => [one.message, one])).values()].filter(
      ({ message }) => !warned.has(message),
    );
    for (const { message } of fresh) warned.add(message);
    return fresh;
  };

  const renderWritten = ({ change, id }: Written): void => {
    const sign = change.action === "delete" ? paint.red(SIGNS.delete) : paint.green(SIGNS[change.action]);
    const shown = id === undefined ? "" : paint.dim(` ${plainText(id)}`);
    labelled(aside, INDENT, `${sign} ${describeApplied(change)}`, shown);
  };

  const renderHeld = (): void => {
    for (const { code, fix, messages } of groupWarnings(held)) {
      const shown = details ? messages : messages.slice(0, MOST_MESSAGES);
      const more = messages.length - shown.length;
      for (const message of shown.slice(0, -1)) paragraph(aside, INDENT, `${paint.yellow("!")} `, message);
      const last = `${shown.at(-1) ?? ""}${more === 0 ? "" : ` (and ${grouped(more)} more: --details)`}`;
      renderWarning(aside, INDENT, { code, message: last, fix });
    }
    held = [];
  };

  const pause = (): void => {
    activity.pause();
    renderHeld();
  };

  const finish = ({ status, stopped }: Extract<SetupEvent, { code: "step.finished" }>): void => {
    activity.pause();
    if (step !== undefined) renderStepLine(aside, { ...step, status, stopped, written }, columns);
    if (details) written.forEach(renderWritten);
    [step, written] = [undefined, []];
    renderHeld();
  };

  const countUp = (what: string, done: number, total: number): void => {
    const now = ticker.now();
    if (what !== counted || done < (counts.at(-1)?.done ?? 0)) [counted, counts] = [what, []];
    if (done !== counts.at(-1)?.done) counts.push({ at: now, done, total });
    activity.update(sentenceOf(what), (at) => {
      const all = `${grouped(done)} of ${grouped(total)}`;
      if (done >= total) return all;
      const left = timeLeft(counts, at);
      return `${all}  ${bar(done, total, glyphs)}${left === undefined ? "" : `, ${left}`}`;
    });
  };

  const beginChange = (change: Change): void => {
    const title = step === undefined ? describeChange(change) : headingOf(step);
    const all = step?.planned ?? 0;
    if (step === undefined) activity.begin(title);
    else if (all < LEAST_FOR_BAR) activity.update(title, () => describeChange(change));
    else {
      const done = written.length;
      activity.update(title, () => `${grouped(done)} of ${grouped(all)} changes  ${bar(done, all, glyphs)}`);
    }
  };

  const emit = (event: SetupEvent): void => {
    switch (event.code) {
      case "step.looking":
        activity.begin(`Checking: ${plainText(event.title)}`);
        break;
      case "plan.ready":
        pause();
        columns = columnsOf(event.plan.steps);
        planned = new Map(event.plan.steps.map(({ id, changes }) => [id, changes.length]));
        // The plan shows its warnings itself.
        unsaid(warningsOf(event.plan));
        foreseen = event.plan.notExpected.map(({ name }) => `${name}: `);
        break;
      case "warning":
        held.push(...unsaid([event.warning]).filter((warning) => !isForeseen(warning, foreseen)));
        break;
      case "step.started":
        step = { guide: event.guide, title: event.title, planned: planned.get(event.step) ?? 0 };
        activity.begin(headingOf(step));
        break;
      case "change.started":
        beginChange(event.change);
        break;
      case "change.applied":
        if (step === undefined) {
          activity.pause();
          renderWritten(event);
        } else written.push(event);
        break;
      case "step.finished":
        finish(event);
        break;
      case "console.opened":
        pause();
        break;
      case "console.waiting":
        activity.update(
          `Waiting for ${brand}`,
          () => `still missing: ${event.missing.map(plainText).join("; ")}`,
          () => (readsKeys() ? "(? for keys)" : ""),
        );
        break;
      case "wait.progress":
        countUp(event.what, event.done, event.total);
        break;
      case "people.read":
        activity.update("Reading users", () => `${grouped(event.people)} read`);
        break;
      case "request.delayed":
        activity.update(`Waiting ${duration(event.waitMs)} for ${event.awaits ?? brand}`, () =>
          plainText(event.reason),
        );
        break;
      case "proof.started":
        activity.begin("Verifying users and groups on the SCIM server");
        break;
      case "tenant.identified":
      case "console.closed":
        break;
    }
  };

  return { emit, pause, unsaid, close: pause };
}

/** Whether a warning repeats what the plan said: that a user will not be provisioned. */
function isForeseen({ code, message }: Warning, beginnings: readonly string[]): boolean {
  return code === "provisioning-failed" && beginnings.some((beginning) => message.startsWith(beginning));
}

function headingOf({ guide, title }: OpenStep): string {
  return plainText(`${guide}  ${title}`);
}

function sentenceOf(what: string): string {
  const text = plainText(what);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
