// Hands a secret out as a console stop does, says so, and waits to be ended; with the argument `throw`, until a word comes.
import { clearInterval, setInterval } from "node:timers";
import { Secret } from "../../dist/base/secret.js";
import { listenForInterrupt } from "../../dist/cli/terminal/interruption.js";
import { ioOf } from "../../dist/cli/terminal/io.js";
import { openScreen } from "../../dist/cli/terminal/screen.js";
import { handOut } from "../../dist/cli/actions/secret-handout.js";

const io = ioOf(process);
const { signal } = listenForInterrupt(io, openScreen(io, { json: false, quiet: true, color: false }));
const handout = handOut({ Authorization: new Secret("the-token") }, io);
const waiting = setInterval(() => undefined, 1_000);
signal.addEventListener("abort", () => {
  handout.remove();
  clearInterval(waiting);
  process.stdin.destroy();
});
process.stdin.once("data", () => {
  if (process.argv[2] === "throw") throw new Error("a defect");
});
process.stdout.write("ready\n");
