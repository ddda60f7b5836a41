import type { Io } from "./io.js";
import { wrap } from "./wrap.js";

/** Says something to the person while a sign-in waits: beside the output, and within the width of a terminal. */
export function tellOn({ stderr }: Pick<Io, "stderr">): (message: string) => void {
  return (message) => {
    const lines = stderr.columns === undefined ? [message] : wrap(message, stderr.columns);
    stderr.write(`${lines.join("\n")}\n`);
  };
}
