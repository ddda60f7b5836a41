import { ioOf } from "./terminal/io.js";
import { runCli } from "./program.js";

/** Runs the command line on this process and leaves its exit code there, so that pending output still gets out. */
export async function main(process: NodeJS.Process): Promise<void> {
  process.exitCode = await runCli(ioOf(process));
}
