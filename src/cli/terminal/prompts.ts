import type { createPromptModule } from "inquirer";
import { EXIT, SetupError } from "../../base/errors.js";
import { Secret } from "../../base/secret.js";
import { plainText } from "../../base/text.js";
import type { Io } from "./io.js";

/** Questions at the terminal. They go to standard error: standard output is for the plan and the result. */
export interface Prompts {
  /** Yes or no; Enter means no. */
  confirm(question: string): Promise<boolean>;
  text(question: string, example: string | undefined): Promise<string>;
  /** Without echo. */
  secret(question: string): Promise<Secret>;
}

/** True when questions can be asked. */
export function canAsk(io: Io, inputOption: boolean): boolean {
  return inputOption && io.stdin.isTTY === true && io.stderr.isTTY;
}

/** Prompts on the terminal. Ctrl-C at a prompt is an interruption: SetupError, exit 130. */
export function terminalPrompts(io: Io): Prompts {
  const context = { input: io.stdin, output: io.stderr.stream };
  return {
    confirm: (message) =>
      ask(async ({ createPromptModule }) => {
        const answers = await createPromptModule(context)([
          { type: "confirm", name: "value", message: plainText(message), default: false },
        ]);
        return answers.value === true;
      }),
    text: (message, example) =>
      ask(async ({ createPromptModule }) => {
        const hint = example === undefined ? message : `${message} (for example ${example})`;
        const answers = await createPromptModule(context)([{ type: "input", name: "value", message: plainText(hint) }]);
        return String(answers.value).trim();
      }),
    secret: (message) =>
      ask(async ({ createPromptModule }) => {
        const answers = await createPromptModule(context)([
          { type: "password", name: "value", message: plainText(message), mask: false },
        ]);
        return new Secret(String(answers.value).trim());
      }),
  };
}

async function ask<T>(
  question: (inquirer: { readonly createPromptModule: typeof createPromptModule }) => Promise<T>,
): Promise<T> {
  const inquirer = await import("inquirer");
  try {
    return await question(inquirer);
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") throw interrupted();
    throw error;
  }
}

function interrupted(): SetupError {
  return new SetupError({
    code: "interrupted",
    exitCode: EXIT.interrupted,
    what: "Cancelled",
    fix: ["Run the same command again when you are ready."],
  });
}
