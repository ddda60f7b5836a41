import { mkdirSync, mkdtempSync, readFileSync, rmdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { SetupError } from "../../../base/errors.js";
import { requireOwnFolder } from "../../../base/own-state.js";
import { reasonOf, whyUnreadable } from "../../../base/unwritable.js";
import type { Io } from "../../terminal/io.js";
import { stateFolder } from "../../state/state.js";
import { version } from "../../../base/version.js";
import { failed, failedWith, ok, warning, type Check } from "../../run/check.js";

/** Checks of this machine. */
export function checkMachine(io: Io): Check[] {
  return [
    ok("versions", "machine", `total-setup ${version()} on Node ${process.versions.node}, ${io.platform}.`),
    checkStateFolder(stateFolder(io)),
    ...checkAuthorities(io.env["NODE_EXTRA_CA_CERTS"]),
  ];
}

function checkStateFolder(folder: string): Check {
  try {
    requireOwnFolder(folder);
    tryFolder(folder);
    return ok("state-folder", "machine", `The state folder for journal, backups and locks is ${folder}.`);
  } catch (error) {
    if (error instanceof SetupError) return failedWith("state-folder", "machine", error);
    const fix = ["Make it writable, or set XDG_STATE_HOME (LOCALAPPDATA on Windows) to a writable folder."];
    return failed("state-folder", "machine", `The state folder ${folder} cannot be written: ${reasonOf(error)}.`, fix);
  }
}

/** Writes there as a run would, and leaves nothing behind: permissions alone do not tell whether a folder can hold another. */
function tryFolder(path: string): void {
  const folder = resolve(path);
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    rmdirSync(mkdtempSync(join(folder, ".doctor-")));
  } finally {
    if (first !== undefined) removeEmpty(folder, first);
  }
}

/** Removes the folders that were made, innermost first; another run may have begun to use them. */
function removeEmpty(folder: string, first: string): void {
  try {
    for (let at = folder; at.startsWith(first); at = dirname(at)) rmdirSync(at);
  } catch {
    return;
  }
}

/** Node reads the variable when it starts, and says nothing when it cannot use it. */
function checkAuthorities(path: string | undefined): Check[] {
  if (path === undefined || path === "") return [];
  try {
    const found = readFileSync(path, "utf8").split("-----BEGIN CERTIFICATE-----").length - 1;
    if (found > 0) return [ok("extra-ca", "machine", `NODE_EXTRA_CA_CERTS adds the certificates in ${path}.`)];
    return [
      warning(
        "extra-ca",
        "machine",
        `NODE_EXTRA_CA_CERTS names ${path}, which contains no PEM certificate.`,
        "Convert it to PEM: a PEM file begins with -----BEGIN CERTIFICATE-----.",
      ),
    ];
  } catch (error) {
    return [
      warning(
        "extra-ca",
        "machine",
        `NODE_EXTRA_CA_CERTS names ${path}, which cannot be read: ${whyUnreadable(error)}.`,
        "Correct the path: Node continues without the file.",
      ),
    ];
  }
}
