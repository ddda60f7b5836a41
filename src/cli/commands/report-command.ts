import type { Command } from "commander";
import { EXIT, type ExitCode } from "../../base/errors.js";
import { flag } from "../arguments/groups.js";
import { usageError } from "../arguments/usage.js";
import { readTextInput } from "../terminal/input-files.js";
import type { Io } from "../terminal/io.js";
import { writeOut } from "../terminal/write-out.js";
import type { ReportWritten } from "../views/output/report.js";
import { describe } from "./describe.js";

interface ReportOptions {
  readonly out?: string;
  readonly json: boolean;
}

/** Registers `report`: the HTML report of an earlier run, made from its JSON document. */
export function register(
  command: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(command, {
    summary: command.description(),
    about: `Makes the HTML report of an earlier run from its JSON document: one page for a \
change ticket, which opens without a network. It contains users' names.`,
    examples: [
      "total-setup report run.json --out change.html",
      "total-setup okta verify --json | total-setup report - --out verify.html",
      "total-setup okta --report change.html    (the report of this run)",
    ],
  })
    .usage("<file|-> [options]")
    .argument("[file]", "JSON document of a run; - is standard input")
    .option("--out <file>", "save the report to this file (default: print it)")
    .addOption(flag("--json", "print one JSON document to standard output; needs --out"))
    .addOption(flag("--debug", "print the stack trace of an unexpected error"))
    .addHelpText("after", "\nWhat a report contains: docs/report.md.")
    .allowExcessArguments(true)
    .action(async (file?: string) => {
      const options = command.opts<ReportOptions>();
      finish(await makeReport(io, options, file, command.args.length));
    });
  return words;
}

async function makeReport(
  io: Io,
  { out, json }: ReportOptions,
  file: string | undefined,
  given: number,
): Promise<ExitCode> {
  if (file === undefined || given > 1)
    throw usageError("report needs exactly one JSON document", [
      "For example: total-setup report run.json --out change.html",
    ]);
  if (json && out === undefined) throw usageError("--json needs --out FILE for the report itself", ["Add --out FILE."]);
  if (out === file) throw usageError("--out names the JSON document itself", ["Name another file."]);
  const [{ readReportDocument }, { renderReport }] = await Promise.all([
    import("../report/read-document.js"),
    import("../report/page.js"),
  ]);
  const shown = file === "-" ? "standard input" : file;
  const text = await readTextInput(io, file, "report");
  const page = renderReport(readReportDocument(text, shown));
  if (out === undefined) io.stdout.write(page);
  else {
    writeOut(out, page);
    io.stderr.write(`Report saved: ${out} (contains users' names)\n`);
  }
  if (json && out !== undefined) {
    const written: ReportWritten = {
      formatVersion: "1.0",
      command: "report",
      outcome: "written",
      file: out,
      bytes: Buffer.byteLength(page),
      errors: [],
    };
    io.stdout.write(`${JSON.stringify(written)}\n`);
  }
  return EXIT.ok;
}
