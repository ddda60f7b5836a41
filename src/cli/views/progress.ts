import type { Ora } from "ora";
import type { Io } from "../terminal/io.js";
import { duration, plainText } from "../../base/text.js";
import type { SetupEvent } from "../../setup/model/events.js";
import type { Warning } from "../../setup/model/plan.js";
import { labelled } from "../terminal/layout.js";
import { describeApplied, describeChange } from "./render-plan.js";
import { renderWarning, warningsOf } from "./render-warnings.js";
import type { Screen } from "../terminal/screen.js";
import { tame } from "../terminal/tame.js";

/** Shows the engine's events while it works: a spinner on a terminal, plain lines elsewhere. */
export interface ProgressView {
  readonly emit: (event: SetupEvent) => void;
  /** Takes the spinner away, so that something else can be printed or asked. */
  pause(): void;
  /** Those of these warnings that were not on the screen yet, each once; now they count as shown. */
  unsaid(warnings: readonly Warning[]): readonly Warning[];
  close(): void;
}

/** Said again at most this often where no spinner can be redrawn. */
const PLAIN_INTERVAL_MS = 5_000;

/** The progress of one command, on standard error. */
export async function openProgress(
  io: Io,
  screen: Screen,
  options: { readonly quiet: boolean },
): Promise<ProgressView> {
  // Ora prints control characters into a pipe, so there is none unless a terminal can redraw.
  const redraws =
    io.stderr.isTTY &&
    io.stderr.unsized !== true &&
    io.env["TERM"] !== "dumb" &&
    (io.env["CI"] ?? "") === "" &&
    !options.quiet;
  if (!redraws) return progressView(screen, undefined);
  const { default: ora } = await import("ora");
  const spinner = ora({
    stream: io.stderr.stream,
    color: screen.aside.paint.level === 0 ? false : "cyan",
    discardStdin: false,
  });
  return progressView(screen, spinner);
}

function progressView({ aside, scrubber }: Screen, spinner: Ora | undefined): ProgressView {
  const { paint } = aside;
  let saidAt = 0;
  let current = "";
  const warned = new Set<string>();

  /** As the screen's own lines are. */
  const drawn = (text: string): string => tame(scrubber.scrub(text));
  const begin = (text: string): void => {
    current = text;
    spinner?.start(drawn(text));
  };
  const detail = (text: string): void => {
    if (spinner !== undefined) {
      spinner.text = drawn(`${current}  ${paint.dim(text)}`);
      if (!spinner.isSpinning) spinner.start();
    } else if (Date.now() - saidAt > PLAIN_INTERVAL_MS) {
      saidAt = Date.now();
      aside.line(`       ${text}`);
    }
  };
  const line = (text: string): void => {
    spinner?.stop();
    aside.line(text);
  };
  const pause = (): void => {
    spinner?.stop();
  };

  const unsaid = (warnings: readonly Warning[]): readonly Warning[] => {
    const fresh = [...new Map(warnings.map((one) => [one.message, one])).values()].filter(
      ({ message }) => !warned.has(message),
    );
    for (const { message } of fresh) warned.add(message);
    return fresh;
  };

  const emit = (event: SetupEvent): void => {
    switch (event.code) {
      case "step.looking":
        begin(`Looking: ${plainText(event.title)}`);
        break;
      case "plan.ready":
        pause();
        // The plan shows its warnings itself.
        unsaid(warningsOf(event.plan));
        break;
      case "warning":
        for (const warning of unsaid([event.warning])) {
          pause();
          renderWarning(aside, "       ", warning);
        }
        break;
      case "step.started":
        begin(plainText(`${event.guide.padEnd(4)} ${event.title}`));
        break;
      case "change.started":
        detail(describeChange(event.change));
        break;
      case "change.applied":
        spinner?.stop();
        labelled(
          aside,
          "       ",
          `${paint.green("+")} ${describeApplied(event.change)}`,
          event.id === undefined ? "" : paint.dim(` ${plainText(event.id)}`),
        );
        spinner?.start(drawn(current));
        break;
      case "step.finished":
        line(`  ${mark(event.status)} ${current}${event.status === "applied" ? "" : paint.dim(`  (${event.status})`)}`);
        break;
      case "console.waiting":
        detail(`waiting for the console: ${event.missing.join("; ")}`);
        break;
      case "wait.progress":
        detail(`${event.what}: ${String(event.done)} of ${String(event.total)}`);
        break;
      case "people.read":
        detail(`${event.people.toLocaleString("en-US")} people read`);
        break;
      case "request.delayed":
        detail(
          `waiting ${duration(event.waitMs)}${event.awaits === undefined ? "" : ` for ${event.awaits}`}: ${plainText(event.reason)}`,
        );
        break;
      case "proof.started":
        begin("Reading the target back");
        break;
      case "tenant.identified":
      case "console.opened":
      case "console.closed":
        break;
    }
  };

  function mark(status: string): string {
    if (status === "failed") return paint.red("x");
    return status === "console" ? paint.yellow(">") : paint.green("ok");
  }

  return { emit, pause, unsaid, close: pause };
}
