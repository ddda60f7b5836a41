import type { Command } from "commander";
import type { ExitCode } from "../../base/errors.js";
import { arrangeWords } from "../arguments/arrange-words.js";
import type { Io } from "../terminal/io.js";
import { describe } from "./describe.js";
import { addList } from "./template/list.js";
import { addShow } from "./template/show.js";
import { addValidate } from "./template/validate.js";

/** Registers `template`: which templates there are, what one says, and whether one is right. */
export function register(
  parent: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(parent, {
    summary: parent.description(),
    about: "Lists, shows and validates templates: the vendors' guides as data.",
    examples: [
      "total-setup template list",
      "total-setup template show total/okta > mine.yaml",
      "total-setup template validate mine.yaml",
      "total-setup okta --dry-run --template ./mine.yaml",
    ],
  })
    .usage("<command> [options]")
    .addHelpText("after", "\nHow a template is written: docs/templates.md. Its steps: docs/steps.md.");
  addList(parent, io, finish);
  addShow(parent, io, finish);
  addValidate(parent, io, finish);
  return arrangeWords({ parent, words, platform: io.platform });
}
