import { EXIT, SetupError } from "../../../base/errors.js";
import type { UndoOperator } from "../../../setup/undo/undo.js";
import type { Io } from "../../terminal/io.js";
import type { ProgressView } from "../../views/progress.js";
import { canAsk, terminalPrompts } from "../../terminal/prompts.js";
import { renderItem, renderUndo } from "../../views/render-undo.js";
import type { Screen } from "../../terminal/screen.js";
import { shellWord } from "../../terminal/shell-word.js";

/** Who answers in an undo, and how they are asked. */
export interface UndoOperatorOptions {
  readonly io: Io;
  readonly screen: Screen;
  readonly progress: ProgressView;
  readonly yes: boolean;
  /** Whether every field is printed. */
  readonly details: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
  /** The person's answer to a question; the terminal's when absent. */
  readonly ask?: (question: string) => Promise<string>;
}

const QUESTION = "Take this back? (y)es, (n)o, (a)ll that follow, (q)uit";

/** Whoever answers for the person in an undo: shows the list, then asks about each, unless `--yes` or `all` answered. */
export function openUndoOperator(options: UndoOperatorOptions): UndoOperator {
  const { io, screen, progress, details } = options;
  const ask = options.ask ?? ((question: string) => terminalPrompts(io).text(question, undefined));
  let all = options.yes;
  return {
    begin: (items) => {
      progress.pause();
      if (items.length > 0) renderUndo(screen.main, items, details);
      const confirm = items.find(({ state }) => state === "unconfirmed")?.confirm;
      if (confirm !== undefined) screen.main.line(`To have it deleted, too: ${commandWith(io, confirm)}`);
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

/** The same command with the name of what it may delete. */
function commandWith({ argv, platform }: Io, name: string): string {
  const kept = argv.filter((word, index) => !/^--confirm(=|$)/.test(word) && argv[index - 1] !== "--confirm");
  return ["total-setup", ...kept, "--confirm", name].map((word) => shellWord(word, platform)).join(" ");
}

function confirmationMissing(): SetupError {
  return new SetupError({
    code: "confirmation-missing",
    exitCode: EXIT.usage,
    what: "--yes is required when nobody can be asked; nothing was taken back",
    why: "there is no terminal, or --no-input was given",
    fix: ["Read the list above, then run the same command with --yes."],
  });
}
