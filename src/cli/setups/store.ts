import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { basename } from "node:path";
import { EXIT, SetupError } from "../../base/errors.js";
import { readOwnFile, requireOwnFolder } from "../../base/own-state.js";
import { writePrivateFile } from "../../base/private-file.js";
import { plainText } from "../../base/text.js";
import { errnoOf, stateUnreadable, stateUnwritable } from "../../base/unwritable.js";
import type { RememberedSetup } from "../run/remembered.js";
import { fileName, setupsFolder, stateFolder } from "../state/state.js";
import type { Io } from "../terminal/io.js";
import { setupSchema, textOfSetup } from "./file-format.js";

type Machine = Pick<Io, "env" | "home" | "platform">;

/** Far above a set-up with hundreds of groups. */
const MOST_BYTES = 4 * 1024 * 1024;
const RISK = "a run could use a tenant or an address that another user wrote there";

/**
 * The set-ups that this machine remembers, oldest first.
 *
 * @throws SetupError `setup-damaged` (exit 64) naming the file; `state-not-private` (exit 1) where another user owns a file or its
 *   folder, or can write to it; `state-unwritable` (exit 1) where one cannot be read. None is skipped: another set-up could then be
 *   the only one left
 */
export function readSetups(io: Machine): readonly RememberedSetup[] {
  const folder = setupsFolder(io);
  requireOwnFolder(stateFolder(io), RISK);
  requireOwnFolder(folder, RISK);
  return filesIn(folder)
    .flatMap((name) => readSetup(pathIn(io, name)) ?? [])
    .sort((one, other) => (one.rememberedAt < other.rememberedAt ? -1 : 1));
}

/**
 * Remembers a set-up, mode 0600, whole or not at all. It replaces the one of the same tenant, template and app.
 *
 * @throws SetupError `state-unwritable`, `state-not-private` (exit 1)
 */
export function writeSetup(io: Machine, setup: RememberedSetup): void {
  const path = pathIn(io, fileOf(setup));
  requireOwnFolder(stateFolder(io), RISK);
  requireOwnFolder(setupsFolder(io), RISK);
  try {
    writePrivateFile(path, textOfSetup(setup));
  } catch (error) {
    throw stateUnwritable(path, error);
  }
}

/** Forgets a set-up; its journal is kept. @throws SetupError `state-unwritable` (exit 1) */
export function removeSetup(io: Machine, setup: RememberedSetup): void {
  const path = pathIn(io, fileOf(setup));
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw stateUnwritable(path, error, { what: `${path} cannot be removed` });
  }
}

/** Whether two set-ups are the same one: of one tenant, one template and one app. */
export function isSameSetup(one: RememberedSetup, other: RememberedSetup): boolean {
  return fileOf(one) === fileOf(other);
}

/** Two tenants never share a file, so that the lock of its tenant is enough for each. */
function fileOf({ idp, tenant, template, app }: RememberedSetup): string {
  const key = JSON.stringify([idp, tenant.id.toLowerCase(), template.name, template.file !== undefined, app.id]);
  const digest = createHash("sha256").update(key).digest("hex").slice(0, 20);
  return `${fileName(`${idp}-${tenant.id}`).slice(0, 80)}-${digest}.json`;
}

function pathIn(io: Machine, name: string): string {
  return `${setupsFolder(io)}${io.platform === "win32" ? "\\" : "/"}${name}`;
}

/** What a crash left half-written has another ending. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return [];
    throw stateUnreadable(folder, error);
  }
}

/** One of the set-ups; undefined when it was forgotten in the meantime. */
function readSetup(path: string): RememberedSetup | undefined {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES)
    throw damaged(path, "it is larger than a set-up can be");
  const text = readOwnFile(path, RISK);
  if (text === undefined) return undefined;
  const checked = setupSchema.safeParse(parse(text, path));
  if (checked.success) {
    // What is forgotten or replaced later is the file of this name.
    if (basename(path) === fileOf(checked.data)) return checked.data;
    throw damaged(path, "its tenant, template or app is not the one that the file is named after");
  }
  const [issue] = checked.error.issues;
  const place = plainText((issue?.path ?? []).map(String).join("."));
  throw damaged(path, `${place === "" ? "the file" : place} is not as it was written`);
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(path, "it is not valid JSON: the file may be cut short or edited");
  }
}

function damaged(path: string, why: string): SetupError {
  return new SetupError({
    code: "setup-damaged",
    exitCode: EXIT.usage,
    what: `The remembered set-up in ${path} cannot be used`,
    why,
    fix: [
      "Delete that file, then run the command once with all its inputs: the next live run remembers the set-up again.",
      "Or run without remembered set-ups: --fresh.",
    ],
    refused: true,
  });
}
