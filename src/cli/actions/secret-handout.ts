import { randomBytes } from "node:crypto";
import { closeSync, existsSync, lstatSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../../base/errors.js";
import { requireOwnFolder } from "../../base/own-state.js";
import { makeFolder } from "../../base/private-file.js";
import type { Secret } from "../../base/secret.js";
import { stateUnwritable } from "../../base/unwritable.js";
import type { Io } from "../terminal/io.js";
import { isAlive, ownMark } from "../state/process-mark.js";
import { stateFolder } from "../state/state.js";

/** Secrets in a file for copying, as long as a manual step lasts. */
export interface SecretHandout {
  readonly path: string;
  readonly remove: () => void;
}

type Place = Pick<Io, "env" | "home" | "platform">;

/**
 * Writes secrets, by the labels of their fields, to a new file that only its owner can read: a screen is seen and recorded by
 * others. The file is removed when the process ends, in every way that it notices; {@link sweepHandouts} removes the rest.
 *
 * @throws SetupError `state-unwritable`, or `state-not-private` for a folder of another user (both exit 1)
 */
export function handOut(secrets: Readonly<Record<string, Secret>>, io: Place & Pick<Io, "onExit">): SecretHandout {
  const folder = folderOf(io);
  const { pid, started = "0" } = ownMark();
  const path = join(folder, `${String(pid)}-${started}-${randomBytes(6).toString("hex")}.txt`);
  const removeFile = (): void => {
    // Where its folder is none, rmSync fails in spite of `force`.
    if (existsSync(path)) rmSync(path, { force: true });
  };
  const forget = io.onExit(removeFile);
  const remove = (): void => {
    forget();
    removeFile();
  };
  try {
    makeFolder(folder);
    requireOwnFolder(folder, "other users could read or replace the token file");
    writeNew(path, textOf(secrets));
  } catch (error) {
    remove();
    throw error instanceof SetupError ? error : stateUnwritable(path, error);
  }
  return { path, remove };
}

/** Removes the files of processes that have ended, and nothing that this tool did not write. What cannot be removed stays. */
export function sweepHandouts(io: Place): void {
  const folder = folderOf(io);
  try {
    requireOwnFolder(folder);
    for (const name of readdirSync(folder)) if (isLeftover(folder, name)) rmSync(join(folder, name), { force: true });
  } catch {
    return;
  }
}

const NAME = /^(?<pid>\d+)-(?<started>\d+)-[0-9a-f]{12}\.txt$/;

function isLeftover(folder: string, name: string): boolean {
  const { pid, started } = NAME.exec(name)?.groups ?? {};
  if (pid === undefined || started === undefined) return false;
  if (!lstatSync(join(folder, name)).isFile()) return false;
  return !isAlive({ pid: Number(pid), ...(started === "0" ? {} : { started }) });
}

function folderOf(io: Place): string {
  return join(stateFolder(io), "handout");
}

function textOf(secrets: Readonly<Record<string, Secret>>): string {
  const values = Object.entries(secrets);
  const lines =
    values.length === 1
      ? values.map(([, secret]) => secret.reveal())
      : values.map(([label, secret]) => `${label}: ${secret.reveal()}`);
  return `${lines.join("\n")}\n`;
}

function writeNew(path: string, text: string): void {
  const descriptor = openSync(path, "wx", 0o600);
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
