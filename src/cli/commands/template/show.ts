import type { Command } from "commander";
import { EXIT, type ExitCode } from "../../../base/errors.js";
import type { JsonObject } from "../../../base/json.js";
import { flag } from "../../arguments/groups.js";
import { usageError } from "../../arguments/usage.js";
import type { Io } from "../../terminal/io.js";
import { tame } from "../../terminal/tame.js";
import { describe } from "../describe.js";
import { findOnShelf, HEAD, loaded, openShelf, printDocument, type Shelf } from "./shelf.js";

/** Registers `template show`. */
export function addShow(parent: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = parent.command("show");
  describe(command, {
    summary: "print a template",
    about: "Prints a template, for example as the start of your own.",
    examples: ["total-setup template show total/okta > mine.yaml", "total-setup template show generic/entra --json"],
  })
    .argument("[templates...]", "one name or file")
    .addOption(flag("--json", "print one JSON document to standard output"))
    .addOption(flag("--debug", "print the stack trace of an unexpected error"))
    .action(async (names: readonly string[]) => {
      const { json } = command.opts<{ readonly json: boolean }>();
      finish(show(io, await openShelf(), names, json));
    });
}

function show(io: Io, shelf: Shelf, names: readonly string[], json: boolean): ExitCode {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0)
    throw usageError("show takes exactly one template", ["To list the names: total-setup template list"]);
  const { template, text } = loaded(findOnShelf(name), shelf);
  if (!json) {
    // A file or pipe gets it unchanged, for editing.
    io.stdout.write(io.stdout.isTTY ? text.split("\n").map(tame).join("\n") : text);
    return EXIT.ok;
  }
  const { name: called, vendor, idp, guide, inputs, steps } = template;
  printDocument(io, {
    ...HEAD,
    template: {
      name: called,
      vendor,
      idp,
      guide,
      inputs: inputs.map((one) => ({ ...one })),
      // Read from YAML or JSON, the values of its steps are plain data.
      steps: steps.map((step) => ({ ...step, with: step.with as JsonObject })),
    },
    errors: [],
  });
  return EXIT.ok;
}
