import type { Command } from "commander";
import { EXIT, type ExitCode } from "../../../base/errors.js";
import { plainText } from "../../../base/text.js";
import { findTemplate, listTemplates } from "../../../template/find.js";
import { flag } from "../../arguments/groups.js";
import { TEMPLATES } from "../../arguments/template-folder.js";
import type { Io } from "../../terminal/io.js";
import { describe } from "../describe.js";
import { HEAD, loaded, openShelf, printDocument, type Shelf } from "./shelf.js";

/** Registers `template list`. */
export function addList(parent: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = parent.command("list");
  describe(command, {
    summary: "list the templates",
    about: "Lists the templates that come with total-setup.",
    examples: ["total-setup template list", "total-setup template list --json"],
  })
    .addOption(flag("--json", "print one JSON document to standard output"))
    .addOption(flag("--debug", "print the stack trace of an unexpected error"))
    .action(async () => {
      const { json } = command.opts<{ readonly json: boolean }>();
      finish(list(io, await openShelf(), json));
    });
}

function list(io: Io, shelf: Shelf, json: boolean): ExitCode {
  const templates = listTemplates(TEMPLATES).map((name) => loaded(findTemplate(name, "", [TEMPLATES]), shelf).template);
  if (json) {
    const entries = templates.map(({ name, vendor, idp, guide }) => ({ name, vendor, idp, guide }));
    printDocument(io, { ...HEAD, templates: entries, errors: [] });
    return EXIT.ok;
  }
  const widths = [longest(templates.map(({ name }) => name)), longest(templates.map(({ vendor }) => vendor))] as const;
  for (const { name, vendor, guide } of templates)
    io.stdout.write(plainText(`${name.padEnd(widths[0])}  ${vendor.padEnd(widths[1])}  ${guide}`) + "\n");
  return EXIT.ok;
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
