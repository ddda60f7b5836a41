import type { Command } from "commander";
import { EXIT, type ExitCode } from "../../../base/errors.js";
import { plainText } from "../../../base/text.js";
import { placeText, type Problem } from "../../../template/document/problems.js";
import type { FoundTemplate } from "../../../template/find.js";
import { flag } from "../../arguments/groups.js";
import { usageError } from "../../arguments/usage.js";
import type { Io } from "../../terminal/io.js";
import type { TemplateValidateDocument } from "../../views/output/template.js";
import { describe } from "../describe.js";
import { findOnShelf, HEAD, openShelf, printDocument, readFound, type Shelf } from "./shelf.js";

/** Registers `template validate`. */
export function addValidate(parent: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = parent.command("validate");
  describe(command, {
    summary: "check templates",
    about: "Checks templates, and shows each problem with its line and column.",
    examples: ["total-setup template validate mine.yaml", "total-setup template validate *.yaml --json"],
  })
    .argument("[templates...]", "names or files")
    .addOption(flag("--json", "print one JSON document to standard output"))
    .addOption(flag("--debug", "print the stack trace of an unexpected error"))
    .action(async (names: readonly string[]) => {
      const { json } = command.opts<{ readonly json: boolean }>();
      finish(validate(io, await openShelf(), names, json));
    });
}

function validate(io: Io, shelf: Shelf, names: readonly string[], json: boolean): ExitCode {
  if (names.length === 0)
    throw usageError("validate needs at least one template", ["For example: total-setup template validate mine.yaml"]);
  const results = names.map((name) => {
    const found = findOnShelf(name);
    return { found, read: readFound(found, shelf) };
  });
  const broken = results.filter(({ read }) => read.problems !== undefined);
  if (json) {
    const templates = results.map(({ found, read }) => ({
      file: found.name,
      valid: read.problems === undefined,
      problems: (read.problems ?? []).map(problemJson),
    }));
    printDocument(io, { ...HEAD, outcome: broken.length === 0 ? "valid" : "invalid", templates, errors: [] });
  } else for (const { found, read } of results) tell(io, found, read);
  return broken.length === 0 ? EXIT.ok : EXIT.usage;
}

function tell(io: Io, { name }: FoundTemplate, { problems, template }: ReturnType<typeof readFound>): void {
  if (problems === undefined) {
    const { inputs, steps } = template;
    io.stdout.write(plainText(`${name}: valid (${template.name}, inputs: ${inputs.length}, steps: ${steps.length})`));
    io.stdout.write("\n");
    return;
  }
  for (const { place, what } of problems) io.stdout.write(`${plainText(`${placeText(name, place)}: ${what}`)}\n`);
}

function problemJson({ place, what }: Problem): TemplateValidateDocument["templates"][number]["problems"][number] {
  return { line: place.line, column: place.column, message: what };
}
