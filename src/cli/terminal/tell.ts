import type { Io } from "./io.js";
import { wrap } from "./layout.js";
import { tame } from "./tame.js";

/** Says something on standard error while a sign-in waits, within the width of a terminal. */
export function tellOn({ stderr }: Pick<Io, "stderr">): (message: string) => void {
  return (message) => {
    const plain = message.split("\n").map(tame).join("\n");
    const lines = stderr.columns === undefined ? [plain] : wrap(plain, stderr.columns);
    stderr.write(`${lines.join("\n")}\n`);
  };
}
