import { Argument, Command } from "commander";
import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";
import type { JsonObject } from "../../base/json.js";
import { plainText } from "../../base/text.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import { findTemplate, isTemplateFile, listTemplates, type FoundTemplate } from "../../template/find.js";
import { readTemplate } from "../../template/load.js";
import { fileError, placeText, type Problem } from "../../template/document/problems.js";
import type { Template } from "../../template/document/template.js";
import { readTextFile } from "../terminal/input-files.js";
import { tame } from "../terminal/tame.js";
import type { Io } from "../terminal/io.js";
import { entraStepKinds, oktaStepKinds } from "../tenants/kinds.js";
import { addSetupOptions } from "../arguments/options.js";
import { TEMPLATES } from "../arguments/template-folder.js";

const HELP = `
Examples:
  total-setup template list
  total-setup template show total/okta > mine.yaml     begin with a template that is there
  total-setup template validate mine.yaml              every problem with its line and column
  total-setup okta --dry-run --template ./mine.yaml

How a template is written: docs/templates.md. What its steps can be: docs/steps.md.`;

/** Registers `template`: what templates there are, what stands in one, and whether one is right. */
export function register(command: Command, io: Io, finish: (code: ExitCode) => void): void {
  command
    .addArgument(new Argument("<action>", "what to do").choices(["list", "show", "validate"]))
    .argument("[templates...]", "show: one name or file; validate: any number of them")
    .option("--json", "print one JSON document on standard output", false)
    .option("--debug", "print where an unexpected error came from", false)
    .addHelpText("after", HELP)
    .action(async (action: "list" | "show" | "validate", names: readonly string[]) => {
      const { json } = command.opts<{ readonly json: boolean }>();
      const shelf = await openShelf();
      if (action === "list") finish(list(io, shelf, names, json));
      else if (action === "show") finish(show(io, shelf, names, json));
      else finish(validate(io, shelf, names, json));
    });
}

/** What templates are read with: all step kinds, and the flags that no input may have. */
interface Shelf {
  readonly kinds: readonly Pick<StepKind<never>, "uses" | "schema" | "provides" | "needs">[];
  readonly flags: Readonly<Record<Template["idp"], readonly string[]>>;
}

async function openShelf(): Promise<Shelf> {
  const { oktaIdp } = await import("../tenants/okta-idp.js");
  const { entraIdp } = await import("../tenants/entra-idp.js");
  const flags = (idp: Pick<typeof oktaIdp, "addOptions" | "faults">): string[] => {
    const command = new Command();
    idp.addOptions(command);
    return addSetupOptions(command, idp.faults).options.flatMap(({ long }) => long ?? []);
  };
  return {
    kinds: [...(await oktaStepKinds()), ...(await entraStepKinds())],
    flags: { okta: flags(oktaIdp), entra: flags(entraIdp) },
  };
}

function list(io: Io, shelf: Shelf, names: readonly string[], json: boolean): ExitCode {
  if (names.length > 0) throw usage("list takes no name", "See one template with: total-setup template show <name>.");
  const templates = listTemplates(TEMPLATES).map((name) => loaded(findTemplate(name, "", [TEMPLATES]), shelf).template);
  if (json) {
    document(io, { templates: templates.map(({ name, vendor, idp, guide }) => ({ name, vendor, idp, guide })) });
    return EXIT.ok;
  }
  const widths = [longest(templates.map(({ name }) => name)), longest(templates.map(({ vendor }) => vendor))] as const;
  for (const { name, vendor, guide } of templates)
    io.stdout.write(plainText(`${name.padEnd(widths[0])}  ${vendor.padEnd(widths[1])}  ${guide}`) + "\n");
  return EXIT.ok;
}

function show(io: Io, shelf: Shelf, names: readonly string[], json: boolean): ExitCode {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0)
    throw usage("show takes exactly one template", "The names are shown by: total-setup template list.");
  const { template, text } = loaded(find(name), shelf);
  if (!json) {
    // Into a file or pipe it goes as it is, to be edited.
    io.stdout.write(io.stdout.isTTY ? text.split("\n").map(tame).join("\n") : text);
    return EXIT.ok;
  }
  const { name: called, vendor, idp, guide, inputs, steps } = template;
  document(io, {
    template: {
      name: called,
      vendor,
      idp,
      guide,
      inputs: inputs.map((one): JsonObject => ({ ...one })),
      // A template was read from YAML or JSON: what its steps are given is plain data.
      steps: steps.map((step): JsonObject => ({ ...step, with: step.with as JsonObject })),
    },
  });
  return EXIT.ok;
}

function validate(io: Io, shelf: Shelf, names: readonly string[], json: boolean): ExitCode {
  if (names.length === 0)
    throw usage("validate takes the files to look at", "As: total-setup template validate mine.yaml.");
  const results = names.map((name) => {
    const found = find(name);
    return { found, read: readFound(found, shelf) };
  });
  const broken = results.filter(({ read }) => read.problems !== undefined);
  if (json) {
    const templates = results.map(({ found, read }) => ({
      file: found.name,
      valid: read.problems === undefined,
      problems: (read.problems ?? []).map(problemJson),
    }));
    document(io, { outcome: broken.length === 0 ? "valid" : "invalid", templates });
  } else for (const { found, read } of results) tell(io, found, read);
  return broken.length === 0 ? EXIT.ok : EXIT.usage;
}

function tell(io: Io, { name }: FoundTemplate, { problems, template }: ReturnType<typeof readFound>): void {
  if (problems === undefined) {
    const { inputs, steps } = template;
    io.stdout.write(plainText(`${name}: fine (${template.name}, inputs: ${inputs.length}, steps: ${steps.length})`));
    io.stdout.write("\n");
    return;
  }
  for (const { place, what } of problems) io.stdout.write(`${plainText(`${placeText(name, place)}: ${what}`)}\n`);
}

function problemJson({ place, what }: Problem): JsonObject {
  return { line: place.line, column: place.column, message: what };
}

/** A template of the shelf by its name, or a file; the vendor alone will do where it has one template only. */
function find(name: string): FoundTemplate {
  if (isTemplateFile(name) || name.includes("/")) return findTemplate(name, "", [TEMPLATES]);
  const named = listTemplates(TEMPLATES).filter((one) => one.startsWith(`${name}/`));
  const [only, ...others] = named;
  if (only !== undefined && others.length > 0)
    throw usage(`"${plainText(name)}" has several templates`, `Name one of: ${named.join(", ")}.`);
  return findTemplate(only ?? name, "okta", [TEMPLATES]);
}

function readFound({ path, name }: FoundTemplate, { kinds, flags }: Shelf): ReturnType<typeof readTemplate> {
  return readTemplate(readTextFile(path, "template"), name, kinds, flags);
}

function loaded(found: FoundTemplate, shelf: Shelf): { readonly template: Template; readonly text: string } {
  const read = readFound(found, shelf);
  if (read.problems !== undefined) throw fileError("template-invalid", found.path, read.problems);
  return { template: read.template, text: readTextFile(found.path, "template") };
}

function document(io: Io, parts: JsonObject): void {
  io.stdout.write(`${JSON.stringify({ formatVersion: "1.0", command: "template", ...parts, errors: [] })}\n`);
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}

function usage(what: string, fix: string): SetupError {
  return new SetupError({ code: "usage", exitCode: EXIT.usage, what, fix: [fix] });
}
