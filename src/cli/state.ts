import { join } from "node:path";
import type { TenantIdentity } from "../setup/ports.js";
import type { Io } from "./io.js";

/** The folder for what outlives a run: $XDG_STATE_HOME/total-setup, %LOCALAPPDATA%\total-setup on Windows. */
export function stateFolder({ env, home, platform }: Io): string {
  const windows = env["LOCALAPPDATA"];
  if (platform === "win32" && windows !== undefined && windows !== "") return join(windows, "total-setup");
  const xdg = env["XDG_STATE_HOME"];
  return join(xdg !== undefined && xdg !== "" ? xdg : join(home, ".local", "state"), "total-setup");
}

/** The files kept about one tenant: what was written there, and which run is writing now. */
export function tenantFiles(
  io: Io,
  { idp, url, id }: TenantIdentity,
): { readonly journal: string; readonly lock: string } {
  // The tenant's own id goes into the name: another org behind the same address is another tenant.
  const name = [idp, new URL(url).host, ...(id === undefined ? [] : [id])].join("-").replace(/[^A-Za-z0-9.-]/g, "_");
  return {
    journal: join(stateFolder(io), "journal", `${name}.jsonl`),
    lock: join(stateFolder(io), "lock", `${name}.lock`),
  };
}
