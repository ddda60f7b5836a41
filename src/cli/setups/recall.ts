import { isAbsolute } from "node:path";
import type { Option } from "commander";
import { EXIT, SetupError } from "../../base/errors.js";
import { fileKind } from "../../base/file-kind.js";
import { findTemplate, isTemplateFile } from "../../template/find.js";
import type { Template } from "../../template/document/template.js";
import type { IdpName } from "../../base/idp-name.js";
import { TEMPLATES } from "../arguments/template-folder.js";
import type { GivenWords, RememberedSetup, RememberedTenant } from "../run/remembered.js";
import { templateDigest } from "../saved-plan/format/digest.js";
import type { SavedPlan } from "../saved-plan/format/read.js";
import { bundledName } from "../saved-plan/save.js";
import type { Io } from "../terminal/io.js";
import { fittingSetups } from "./choose.js";
import { readSetups } from "./store.js";

/** What was found for a command line, before its words are parsed: the template, and with it the flags, depends on it. */
export interface Recalled {
  /** All that this machine remembers. */
  readonly all: readonly RememberedSetup[];
  /** Those that the command line does not contradict. */
  readonly fitting: readonly RememberedSetup[];
  /** What was read from the words, to be compared with what the parser reads. */
  readonly given: GivenWords;
}

interface Recalling {
  readonly io: Io;
  readonly idp: {
    readonly name: IdpName;
    readonly memory: { fits(tenant: RememberedTenant, given: GivenWords, env: Io["env"]): boolean };
  };
  readonly given: GivenWords;
  readonly template: Template | undefined;
  readonly saved: SavedPlan | undefined;
}

/**
 * Reads the set-ups of this machine, and keeps those that fit the command line.
 *
 * @throws SetupError of readSetups
 */
export function recallSetups({ io, idp, given, template, saved }: Recalling): Recalled {
  const all = readSetups(io);
  const named = template === undefined ? undefined : { name: template.name, sha256: digestOfOwn(template.file) };
  const fitting = fittingSetups(all, {
    idp: idp.name,
    given: { ...given, ...planned(saved) },
    template: named,
    fits: (tenant) => (saved === undefined || isPlans(saved, tenant)) && fits({ io, idp, given }, tenant),
  });
  return { all, fitting, given };
}

/** The SHA-256 of a template of one's own; undefined for a bundled one. */
function digestOfOwn(file: string): string | undefined {
  return bundledName(file) === undefined ? templateDigest(file) : undefined;
}

/** A value that cannot name a tenant fits none: what is wrong with it is said when it is used. */
function fits({ io, idp, given }: Pick<Recalling, "io" | "idp" | "given">, tenant: RememberedTenant): boolean {
  try {
    return idp.memory.fits(tenant, given, io.env);
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw error;
  }
}

/** The app that a saved plan names. */
function planned(saved: SavedPlan | undefined): GivenWords {
  const { appId, newApp } = saved?.options ?? {};
  return {
    ...(typeof appId === "string" ? { appId } : {}),
    ...(typeof newApp === "string" || newApp === true ? { newApp } : {}),
  };
}

function isPlans({ tenant }: SavedPlan, { url, id }: RememberedTenant): boolean {
  return tenant.url === url && tenant.id?.toLowerCase() === id.toLowerCase();
}

/**
 * The options that are given, as the words of a command line have them: the last one of each.
 *
 * @param names - by commander's names
 */
export function givenIn(words: readonly string[], options: readonly Option[], names: readonly string[]): GivenWords {
  const ended = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  const known = new Map(options.map((option) => [option.attributeName(), option]));
  return Object.fromEntries(
    names.flatMap((name) => {
      const option = known.get(name);
      const value = option?.long == null ? undefined : valueOf(ended, option.long, option);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function valueOf(words: readonly string[], flag: string, { required, optional }: Option): string | true | undefined {
  const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  if (word !== flag) return word.slice(flag.length + 1);
  const next = words[at + 1];
  // The option that follows is no value: what is missing is said when the words are parsed.
  if (required) return next?.startsWith("--") === true ? undefined : next;
  return optional && next !== undefined && !next.startsWith("-") ? next : true;
}

/**
 * The file of a remembered template: a bundled one by its name, one's own by its path.
 *
 * @throws SetupError `setup-template-changed`, `template-not-found` (exit 64)
 */
export function templateOfSetup({ idp, template }: RememberedSetup, name: string): string {
  const { file, sha256 } = template;
  if (file === undefined) return bundled(template.name, idp, name);
  if (!isAbsolute(file) || fileKind(file) !== "file") throw changed(name, file, "is gone");
  if (templateDigest(file) !== sha256) throw changed(name, file, "has changed since that set-up");
  return file;
}

function bundled(template: string, idp: IdpName, name: string): string {
  if (isTemplateFile(template)) throw changed(name, template, "is not one that comes with total-setup");
  try {
    return findTemplate(template, idp, [TEMPLATES]).path;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw changed(name, template, "does not come with this version of total-setup");
  }
}

function changed(name: string, template: string, what: string): SetupError {
  return new SetupError({
    code: "setup-template-changed",
    exitCode: EXIT.usage,
    what: `The remembered set-up ${name} cannot be used: its template ${template} ${what}`,
    why: "a template decides where tokens are sent",
    fix: [
      "Check the template, then name it: --template FILE.",
      `Or forget the set-up: total-setup setups forget ${name}`,
    ],
    refused: true,
  });
}
