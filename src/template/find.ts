import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { EXIT, SetupError } from "../base/errors.js";
import { nearest, quoted } from "./document/problems.js";

/** A template that was found: its file, and its name for display. */
export interface FoundTemplate {
  readonly path: string;
  /** For example `total/okta`, or the path as it was given. */
  readonly name: string;
}

const FILE_NAME = /\.ya?ml$/i;

/**
 * Finds a template by name or path: `total` means `total/<idp>`, a name with a slash is used as it is, and a name that starts with
 * `.`, `/`, `\\` or a Windows drive, or ends in `.yaml` or `.yml`, is a file.
 *
 * @param folders - folders with templates; the first that has the name wins
 * @throws SetupError `template-not-found` (exit 64) with similar names
 */
export function findTemplate(name: string, idp: string, folders: readonly string[]): FoundTemplate {
  if (isTemplateFile(name)) {
    if (isFile(name)) return { path: name, name };
    throw notFound(`There is no template file ${quoted(name)}`, "Check the path, or use the name of a template.");
  }
  const wanted = name.includes("/") ? name : `${name}/${idp}`;
  const known = folders.flatMap((folder) => templatesIn(folder));
  // Only listed names are opened, so no name leads out of the folders.
  const found = known.find((template) => template.name === wanted);
  if (found !== undefined) return found;
  const names = [...new Set(known.map((template) => template.name))];
  throw notFound(`There is no template ${quoted(wanted)}`, nearest(wanted, names, "The templates are"));
}

/** Whether this is a file's path and not a template's name. */
export function isTemplateFile(name: string): boolean {
  return /^([./\\]|[A-Za-z]:[\\/])/.test(name) || FILE_NAME.test(name);
}

/** The names of the templates in a folder, sorted; empty when the folder does not exist. */
export function listTemplates(folder: string): readonly string[] {
  return templatesIn(folder).map(({ name }) => name);
}

function templatesIn(folder: string): readonly FoundTemplate[] {
  return entries(folder)
    .filter((entry) => entry.isDirectory())
    .flatMap((vendor) =>
      entries(join(folder, vendor.name))
        .filter((entry) => entry.isFile() && FILE_NAME.test(entry.name))
        .map((entry) => ({
          path: join(folder, vendor.name, entry.name),
          name: `${vendor.name}/${entry.name.replace(FILE_NAME, "")}`,
        })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entries(folder: string) {
  return isFolder(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    // A part of the path is not a folder (ENOTDIR) or not readable (EACCES): for the caller, the file does not exist.
    return false;
  }
}

function notFound(what: string, fix: string): SetupError {
  return new SetupError({ code: "template-not-found", exitCode: EXIT.usage, what, fix: [fix] });
}
