import type { Command } from "commander";
import type { ExitCode } from "../../base/errors.js";
import { arrangeWords } from "../arguments/arrange-words.js";
import type { Io } from "../terminal/io.js";
import { describe } from "./describe.js";
import { addList } from "./template/list.js";
import { addShow } from "./template/show.js";
import { addValidate } from "./template/validate.js";

/** Registers `template`: lists, shows and validates templates. */
export function register(
  parent: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(parent, {
    summary: parent.description(),
    about: "Lists, shows and validates templates. A template is a vendor's guide as data.",
    examples: [
      "total-setup template list",
      "total-setup template show total/okta > mine.yaml",
      "total-setup template validate mine.yaml",
      "total-setup okta --dry-run --template ./mine.yaml",
    ],
  })
    .usage("<command> [options]")
    .addHelpText("after", "\nWriting a template: docs/templates.md\nStep kinds: docs/steps.md");
  addList(parent, io, finish);
  addShow(parent, io, finish);
  addValidate(parent, io, finish);
  return arrangeWords({ parent, words, platform: io.platform });
}
