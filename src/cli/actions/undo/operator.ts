import { EXIT, SetupError } from "../../../base/errors.js";
import type { UndoOperator } from "../../../setup/undo/undo.js";
import type { NextCommand } from "../../run/next-command.js";
import type { Io } from "../../terminal/io.js";
import type { ProgressView } from "../../views/progress.js";
import { canAsk, terminalPrompts } from "../../terminal/prompts.js";
import { renderItem, renderUndo } from "../../views/render-undo.js";
import type { Screen } from "../../terminal/screen.js";

/** How the questions of an undo are answered. */
export interface UndoOperatorOptions {
  readonly io: Io;
  readonly screen: Screen;
  readonly progress: ProgressView;
  readonly yes: boolean;
  /** Whether every field is printed. */
  readonly details: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
  readonly nextCommand: NextCommand;
  /** The person's answer to a question; the terminal's when absent. */
  readonly ask?: (question: string) => Promise<string>;
}

const QUESTION = "Undo this change? (y)es, (n)o, (a)ll remaining, (q)uit";

/** Shows the list of changes, then asks about each, unless `--yes` or `all` was the answer. */
export function openUndoOperator(options: UndoOperatorOptions): UndoOperator {
  const { io, screen, progress, details, nextCommand } = options;
  const ask = options.ask ?? ((question: string) => terminalPrompts(io).text(question, undefined));
  let all = options.yes;
  return {
    begin: (items) => {
      progress.pause();
      if (items.length > 0) renderUndo(screen.main, items, details);
      const confirm = items.find(({ state }) => state === "unconfirmed")?.confirm;
      if (confirm !== undefined) {
        screen.main.line("To delete it too:");
        // Whole on its line, so that it can be copied.
        screen.main.line(`  ${nextCommand("undo", { add: ["--confirm", confirm] })}`);
      }
      const asksNobody = options.ask === undefined && !canAsk(io, options.input);
      if (!all && asksNobody && items.some(({ state }) => state === "undo"))
        return Promise.reject(confirmationMissing());
      return Promise.resolve();
    },
    decide: async (item) => {
      progress.pause();
      if (all) return "yes";
      renderItem(screen.main, item, details);
      for (;;) {
        const answer = (await ask(QUESTION)).trim().toLowerCase();
        if (["y", "yes"].includes(answer)) return "yes";
        if (["n", "no", ""].includes(answer)) return "no";
        if (["q", "quit"].includes(answer)) return "quit";
        all = ["a", "all"].includes(answer);
        if (all) return "yes";
      }
    },
  };
}

function confirmationMissing(): SetupError {
  return new SetupError({
    code: "confirmation-missing",
    exitCode: EXIT.usage,
    what: "--yes is required without a terminal",
    why: "undo asks before each change, and there is no terminal or --no-input was given",
    fix: ["Read the list above, then run the same command with --yes."],
  });
}
