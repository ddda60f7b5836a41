import { posix, win32 } from "node:path";
import type { TenantIdentity } from "../../setup/model/ports.js";
import type { Io } from "../terminal/io.js";

/** The folder for what outlives a run: $XDG_STATE_HOME/total-setup, %LOCALAPPDATA%\\total-setup on Windows. */
export function stateFolder(io: Pick<Io, "env" | "home" | "platform">): string {
  const { env, home } = io;
  const paths = pathsOf(io);
  const given = env[io.platform === "win32" ? "LOCALAPPDATA" : "XDG_STATE_HOME"];
  if (given !== undefined && given !== "") return paths.join(given, "total-setup");
  const usual = io.platform === "win32" ? ["AppData", "Local"] : [".local", "state"];
  return paths.join(home, ...usual, "total-setup");
}

/** The files kept for one tenant: its journal, and the lock of the run that writes now. */
export function tenantFiles(
  io: Pick<Io, "env" | "home" | "platform">,
  { idp, url, id }: TenantIdentity,
): { readonly journal: string; readonly lock: string } {
  const paths = pathsOf(io);
  // The name contains the tenant's id: another org behind the same address is another tenant.
  const name = fileName([idp, new URL(url).host, ...(id === undefined ? [] : [id])].join("-"));
  return {
    journal: paths.join(stateFolder(io), "journal", `${name}.jsonl`),
    lock: paths.join(stateFolder(io), "lock", `${name}.lock`),
  };
}

/** The folder of the set-ups that this machine remembers, one file each. */
export function setupsFolder(io: Pick<Io, "env" | "home" | "platform">): string {
  return pathsOf(io).join(stateFolder(io), "setups");
}

/** A name that every file system accepts: Windows allows no colon. */
export function fileName(text: string): string {
  return text.replace(/[^A-Za-z0-9.-]/g, "_");
}

function pathsOf({ platform }: Pick<Io, "platform">): typeof posix {
  return platform === "win32" ? win32 : posix;
}
