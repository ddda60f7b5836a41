import type { Command } from "commander";
import { EXIT, type ExitCode } from "../../base/errors.js";
import { arrangeWords } from "../arguments/arrange-words.js";
import { flag } from "../arguments/groups.js";
import { usageError } from "../arguments/usage.js";
import { entryOf, historyOf, runOf } from "../setups/describe.js";
import { findSetup, nameOfSetup } from "../setups/names.js";
import { readSetups, removeSetup } from "../setups/store.js";
import type { RememberedSetup } from "../run/remembered.js";
import type { Io } from "../terminal/io.js";
import type { SetupsDocument } from "../views/output/setups.js";
import { renderSetup, renderSetups } from "../views/render-setups.js";
import { describe } from "./describe.js";

interface OneCommand {
  readonly name: "show" | "forget";
  readonly summary: string;
  readonly about: string;
  readonly examples: readonly string[];
  readonly run: (io: Io, setup: RememberedSetup, all: readonly RememberedSetup[], json: boolean) => void;
}

/** Registers `setups`: the set-ups that this machine remembers. */
export function register(
  parent: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(parent, {
    summary: parent.description(),
    about: `Lists, shows and forgets the set-ups that this machine remembers after live runs: \
tenant, template, app and inputs, without secrets.`,
    examples: [
      "total-setup setups",
      "total-setup setups show acme.okta.com/total/okta",
      "total-setup setups forget acme.okta.com/total/okta",
    ],
  })
    .usage("[command] [options]")
    .addHelpText("after", "\nWhat is remembered, and how it is used: docs/setups.md");
  addList(parent, io, finish);
  for (const one of [SHOW, FORGET]) addOne(parent, one, io, finish);
  return arrangeWords({ parent, words, fallback: "list", platform: io.platform });
}

function addList(parent: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = parent.command("list");
  describe(command, {
    summary: "list them with their last runs (default)",
    about: "Lists the set-ups that this machine remembers, each with its last run.",
    examples: ["total-setup setups", "total-setup setups list --json"],
  });
  addOutput(command).action(() => {
    const all = readSetups(io);
    const setups = all.map((setup) => entryOf(setup, { all, history: historyOf(io, setup) }));
    if (isJson(command)) print(io, { ...HEAD, setups, errors: [] });
    else io.stdout.write(renderSetups(setups));
    finish(EXIT.ok);
  });
}

const SHOW: OneCommand = {
  name: "show",
  summary: "show one, with its inputs and its history",
  about: "Shows a set-up with its inputs, and the runs that wrote to its tenant.",
  examples: [
    "total-setup setups show acme.okta.com/total/okta",
    "total-setup setups show acme.okta.com/total/okta --json",
  ],
  run: (io, setup, all, json) => {
    const history = historyOf(io, setup);
    const entry = entryOf(setup, { all, history });
    if (json) print(io, { ...HEAD, setup: entry, history: history.map(runOf), errors: [] });
    else io.stdout.write(renderSetup(entry, history.map(runOf)));
  },
};

const FORGET: OneCommand = {
  name: "forget",
  summary: "forget one; nothing in its tenant changes",
  about: `Forgets a set-up. Nothing in its tenant changes, and its journal is kept, so that \
undo still works.`,
  examples: ["total-setup setups forget acme.okta.com/total/okta"],
  run: (io, setup, all, json) => {
    const name = nameOfSetup(setup, all);
    removeSetup(io, setup);
    if (json) print(io, { ...HEAD, outcome: "forgotten", setup: name, errors: [] });
    else io.stdout.write(`Forgotten: ${name}. Its tenant and its journal are unchanged.\n`);
  },
};

function addOne(parent: Command, one: OneCommand, io: Io, finish: (code: ExitCode) => void): void {
  const { name, summary, about, examples, run } = one;
  const command = parent.command(name);
  describe(command, { summary, about, examples });
  addOutput(command.argument("[set-ups...]", "name of a set-up, as list prints it")).action(
    (names: readonly string[]) => {
      const [wanted, ...more] = names;
      if (wanted === undefined || more.length > 0)
        throw usageError(`${name} takes exactly one set-up`, ["To list the names: total-setup setups"]);
      const all = readSetups(io);
      run(io, findSetup(wanted, all), all, isJson(command));
      finish(EXIT.ok);
    },
  );
}

function addOutput(command: Command): Command {
  return command
    .addOption(flag("--json", "print one JSON document to standard output"))
    .addOption(flag("--debug", "print the stack trace of an unexpected error"));
}

function isJson(command: Command): boolean {
  return command.opts<{ readonly json: boolean }>().json;
}

const HEAD = { formatVersion: "1.0", command: "setups" } as const;

function print(io: Io, document: SetupsDocument): void {
  io.stdout.write(`${JSON.stringify(document)}\n`);
}
