import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupError } from "../../../base/errors.js";
import { requireOwnFolder } from "../../../base/own-state.js";
import type { Io } from "../../terminal/io.js";
import { stateFolder } from "../../state/state.js";
import { version } from "../../../base/version.js";
import { failed, failedWith, ok, warning, type Check } from "../../run/check.js";

/** What this machine has to bring. */
export function checkMachine(io: Io): Check[] {
  return [
    ok("versions", "machine", `total-setup ${version()} on Node ${process.versions.node}, ${io.platform}.`),
    checkStateFolder(stateFolder(io)),
    ...checkAuthorities(io.env["NODE_EXTRA_CA_CERTS"]),
  ];
}

function checkStateFolder(folder: string): Check {
  try {
    // The slash asks for a folder: a file in its place is no way through.
    accessSync(join(existing(folder), "/"), constants.W_OK);
    requireOwnFolder(folder);
    return ok("state-folder", "machine", `The journal, backups and locks are kept in ${folder}.`);
  } catch (error) {
    if (error instanceof SetupError) return failedWith("state-folder", "machine", error);
    const why = error instanceof Error ? error.message : String(error);
    const fix = ["Make the folder writable, or set XDG_STATE_HOME (LOCALAPPDATA on Windows) to one that is."];
    return failed("state-folder", "machine", `The journal cannot be kept in ${folder}: ${why}.`, fix);
  }
}

/** The folder, or the nearest above it that is there. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

/** Node reads the variable when it starts and says nothing when it cannot use it. */
function checkAuthorities(path: string | undefined): Check[] {
  if (path === undefined || path === "") return [];
  try {
    const found = readFileSync(path, "utf8").split("-----BEGIN CERTIFICATE-----").length - 1;
    if (found > 0) return [ok("extra-ca", "machine", `NODE_EXTRA_CA_CERTS adds the certificates in ${path}.`)];
    return [
      warning(
        "extra-ca",
        "machine",
        `NODE_EXTRA_CA_CERTS names ${path}, in which there is no certificate in PEM form.`,
        "Convert it: it begins with -----BEGIN CERTIFICATE-----.",
      ),
    ];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      warning(
        "extra-ca",
        "machine",
        `NODE_EXTRA_CA_CERTS names ${path}, which cannot be read: ${why}.`,
        "Correct the path: Node goes on without it.",
      ),
    ];
  }
}
