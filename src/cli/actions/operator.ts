import { emitKeypressEvents } from "node:readline";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Secret } from "../../base/secret.js";
import { count, plainText } from "../../base/text.js";
import type { ConsoleStop } from "../../setup/model/plan.js";
import type { Operator } from "../../setup/model/ports.js";
import type { Io } from "../terminal/io.js";
import { failureText } from "../views/failure.js";
import { paragraph } from "../terminal/layout.js";
import type { ProgressView } from "../views/progress.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import { renderStop } from "../views/render-plan.js";
import type { Screen } from "../terminal/screen.js";
import { handOut, type SecretHandout } from "./secret-handout.js";

/** Who answers, and how they are asked. */
export interface OperatorOptions {
  readonly io: Io;
  readonly screen: Screen;
  readonly progress: ProgressView;
  readonly yes: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
  /** With `--json` the plan is approved beforehand, as everything that a program runs. */
  readonly json: boolean;
  /** Whether it may also be approved as a file. */
  readonly byFile: boolean;
  /** In a dry run: carries out console stops, and says yes where nobody can be asked. */
  readonly simulatedAdministrator:
    ((stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>) => Promise<void>) | undefined;
  /** Called for Ctrl-C while keys are read one by one. */
  readonly interrupt: () => void;
}

/** Whoever answers for the person: the terminal, `--yes`, or in a dry run the simulated administrator. */
export function openOperator(options: OperatorOptions): Operator {
  const { io, screen, progress, simulatedAdministrator } = options;
  const asks = canAsk(io, options.input);
  let goOn = false;
  let stopListening: (() => void) | undefined;
  let handout: SecretHandout | undefined;

  return {
    approve: async () => {
      progress.pause();
      if (options.yes) return true;
      if (asks && (simulatedAdministrator !== undefined || !options.json))
        return terminalPrompts(io).confirm(
          simulatedAdministrator === undefined ? "Apply this plan to your tenant?" : "Rehearse this plan?",
        );
      if (simulatedAdministrator !== undefined && options.input) {
        screen.aside.line("No terminal to ask at: the stand-in says yes, since this is a dry run.");
        return true;
      }
      throw confirmationMissing(options);
    },
    typeName: async (name, about) => {
      progress.pause();
      // What answers every question beforehand does not answer this one, and a rehearsal has nothing of anybody else's.
      if (!asks || options.yes || options.json) return undefined;
      paragraph(screen.aside, "", `${screen.aside.paint.yellow("!")} `, about);
      return terminalPrompts(io).text(`To use it, type its name ("${plainText(name)}")`, undefined);
    },
    approveRest: async (pilot, people) => {
      progress.pause();
      screen.aside.line(`       The pilot, ${plainText(pilot)}, is proven: ${arrived(people)}.`);
      if (options.yes || !asks) return options.yes || simulatedAdministrator !== undefined;
      return terminalPrompts(io).confirm("Go on with the rest?");
    },
    beginStop: async (stop, secrets) => {
      goOn = false;
      progress.pause();
      if (simulatedAdministrator !== undefined) {
        const { yellow } = screen.aside.paint;
        paragraph(screen.aside, "       ", `${yellow(">")} `, "the stand-in does the console stop (live, you do this)");
        return simulatedAdministrator(stop, secrets);
      }
      screen.aside.line();
      renderStop(screen.aside, stop);
      if (!asks) return;
      const handsOut = Object.keys(secrets).length > 0;
      const offer = handsOut ? "t to have the secret written to a private file, " : "";
      const { aside } = screen;
      paragraph(
        aside,
        "       ",
        "",
        `Waiting until the tenant shows it. Press ${offer}g to go on anyway, Ctrl-C to stop here.`,
      );
      stopListening = listenForKeys(io, (key) => {
        if (key === "g") goOn = true;
        if (key === "interrupt") options.interrupt();
        if (key !== "t" || !handsOut) return;
        progress.pause();
        try {
          handout ??= handOut(secrets, io);
          aside.line(`       Only you can read it, and it goes when the stop is over: ${handout.path}`);
        } catch (error) {
          if (!(error instanceof SetupError)) throw error;
          screen.errors.line(failureText(error, false).trimEnd());
        }
      });
    },
    wantsToGoOn: () => goOn,
    endStop: () => {
      stopListening?.();
      stopListening = undefined;
      handout?.remove();
      handout = undefined;
    },
  };
}

function arrived(people: number): string {
  return `${count(people, "person is", "people are")} on the target as they should be`;
}

/** Reads single keys until the returned function is called. Raw mode hands Ctrl-C to us instead of to the process. */
function listenForKeys(io: Io, onKey: (key: string) => void): () => void {
  const { stdin } = io;
  emitKeypressEvents(stdin);
  const handler = (_text: string | undefined, key: { readonly name?: string; readonly ctrl?: boolean }): void => {
    onKey(key.ctrl === true && key.name === "c" ? "interrupt" : (key.name ?? ""));
  };
  stdin.setRawMode?.(true);
  stdin.resume();
  stdin.on("keypress", handler);
  return () => {
    stdin.off("keypress", handler);
    stdin.setRawMode?.(false);
    stdin.pause();
  };
}

function confirmationMissing({ json, byFile }: OperatorOptions): SetupError {
  const file = ["Or have it approved as a file: plan --out FILE, then apply --plan FILE."];
  return new SetupError({
    code: "confirmation-missing",
    exitCode: EXIT.usage,
    what: `--yes${byFile ? ", or an approved plan with --plan FILE," : ""} is required ${json ? "with --json" : "when nobody can be asked"}; nothing was written`,
    why: json ? "with --json nobody is asked" : "there is no terminal, or --no-input was given",
    fix: ["Read the plan above, then run the same command with --yes.", ...(byFile ? file : [])],
  });
}
