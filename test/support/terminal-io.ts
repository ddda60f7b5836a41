import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Io } from "../../src/cli/terminal/io.js";
import { testIo } from "./run-in-process.js";

/** The command line's view of a terminal at which somebody gives every question of yes and no the same answer. */
export function terminalIo(
  argv: readonly string[],
  options: { readonly env: Readonly<Record<string, string>>; readonly answer: "y" | "n" },
): { readonly io: Io; readonly written: { stdout: string; stderr: string }; readonly questions: readonly string[] } {
  const { io, written } = testIo(argv, options);
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const questions: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const text = chunk.toString();
      written.stderr += text;
      // A question is drawn anew with every key.
      const [, question] = /\? (.+) \(y\/N\)/s.exec(stripVTControlCharacters(text)) ?? [];
      const plain = question?.replace(/\s+/g, " ");
      if (plain !== undefined && !questions.includes(plain)) {
        questions.push(plain);
        setImmediate(() => stdin.write(`${options.answer}\n`));
      }
      done();
    },
  });
  return { io: { ...io, stdin, stderr: { ...io.stderr, isTTY: true, stream } }, written, questions };
}
