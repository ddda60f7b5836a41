import { openScreen, type Pen } from "../../src/cli/terminal/screen.js";
import { testIo } from "./run-in-process.js";

/** A pen without colours on a terminal of so many columns, or on a pipe, with the lines it wrote. */
export function penOf(columns: number | undefined): { readonly pen: Pen; readonly lines: () => string[] } {
  const { io, written } = testIo([], { env: { LANG: "C.UTF-8" } });
  const stdout = { ...io.stdout, columns };
  const { main } = openScreen({ ...io, stdout }, { json: false, quiet: false, color: false });
  return { pen: main, lines: () => written.stdout.split("\n").slice(0, -1) };
}
