import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "./run-cli.js";

/** A program in a folder of its own that stands for the one which opens addresses, and notes how it was called. */
export interface FakeOpener {
  /** With the program's folder in front. */
  readonly path: string;
  /** Its arguments and environment, one a line; undefined as long as it was not called. */
  called(): { readonly args: readonly string[]; readonly env: string } | undefined;
}

/** @param then - what it does after it has noted its call, as a line of sh */
export function fakeOpener(name: string, then = "exit 0"): FakeOpener {
  const folder = temporaryFolder();
  const program = join(folder, name);
  const note = join(folder, "called");
  const lines = [
    "#!/bin/sh",
    `env > '${note}.env'`,
    `for one in "$@"; do printf '%s\\n' "$one"; done > '${note}.new'`,
    `mv '${note}.new' '${note}'`,
    then,
  ];
  writeFileSync(program, `${lines.join("\n")}\n`);
  chmodSync(program, 0o755);
  return {
    path: `${folder}${delimiter}${process.env["PATH"] ?? ""}`,
    called: () =>
      existsSync(note)
        ? { args: readFileSync(note, "utf8").trimEnd().split("\n"), env: readFileSync(`${note}.env`, "utf8") }
        : undefined,
  };
}
