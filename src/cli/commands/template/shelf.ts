import { IDP_NAMES } from "../../../base/idp-name.js";
import { plainText } from "../../../base/text.js";
import { Command } from "commander";
import type { StepKind } from "../../../setup/step/step-kind.js";
import { findTemplate, isTemplateFile, listTemplates, type FoundTemplate } from "../../../template/find.js";
import { readTemplate } from "../../../template/load.js";
import { fileError } from "../../../template/document/problems.js";
import type { Template } from "../../../template/document/template.js";
import { entraArguments } from "../../arguments/entra-options.js";
import { oktaArguments } from "../../arguments/okta-options.js";
import { TEMPLATES } from "../../arguments/template-folder.js";
import { usageError } from "../../arguments/usage.js";
import { readTextFile } from "../../terminal/input-files.js";
import type { Io } from "../../terminal/io.js";
import { IDPS } from "../../tenants/idps.js";
import type { TemplateDocument } from "../../views/output/template.js";
import { addSubCommands, takenFlags } from "../setup/sub-commands.js";

/** What reading a template needs: all step kinds, and the flags that no input may have. */
export interface Shelf {
  readonly kinds: readonly Pick<StepKind<never>, "uses" | "schema" | "provides" | "needs">[];
  readonly flags: Readonly<Record<Template["idp"], readonly string[]>>;
}

export async function openShelf(): Promise<Shelf> {
  const flags = (idp: typeof oktaArguments): string[] => {
    const command = new Command(idp.name);
    addSubCommands(command, idp, { dryRun: false });
    return takenFlags(command);
  };
  return {
    kinds: (await Promise.all(IDP_NAMES.map((name) => IDPS[name]((idp) => idp.kinds())))).flat(),
    flags: { okta: flags(oktaArguments), entra: flags(entraArguments) },
  };
}

/** A bundled template by name, or a file; the vendor alone is enough where it has only one template. */
export function findOnShelf(name: string): FoundTemplate {
  if (isTemplateFile(name) || name.includes("/")) return findTemplate(name, "", [TEMPLATES]);
  const named = listTemplates(TEMPLATES).filter((one) => one.startsWith(`${name}/`));
  const [only, ...others] = named;
  if (only !== undefined && others.length > 0)
    throw usageError(`"${plainText(name)}" has several templates`, [`Name one of: ${named.join(", ")}.`]);
  return findTemplate(only ?? name, "okta", [TEMPLATES]);
}

export function readFound({ path, name }: FoundTemplate, { kinds, flags }: Shelf): ReturnType<typeof readTemplate> {
  return readTemplate(readTextFile(path, "template"), name, kinds, flags);
}

export function loaded(found: FoundTemplate, shelf: Shelf): { readonly template: Template; readonly text: string } {
  const read = readFound(found, shelf);
  if (read.problems !== undefined) throw fileError("template-invalid", found.path, read.problems);
  return { template: read.template, text: readTextFile(found.path, "template") };
}

/** First members of every JSON document of a `template` command. */
export const HEAD = { formatVersion: "1.0", command: "template" } as const;

/** Prints the JSON document of a `template` command. */
export function printDocument(io: Io, document: TemplateDocument): void {
  io.stdout.write(`${JSON.stringify(document)}\n`);
}
