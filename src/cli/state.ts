import { join } from "node:path";
import type { Io } from "./io.js";

/** The folder for journals: $XDG_STATE_HOME/total-setup, %LOCALAPPDATA%\total-setup on Windows. */
export function stateFolder({ env, home, platform }: Io): string {
  const windows = env["LOCALAPPDATA"];
  if (platform === "win32" && windows !== undefined && windows !== "") return join(windows, "total-setup");
  const xdg = env["XDG_STATE_HOME"];
  return join(xdg !== undefined && xdg !== "" ? xdg : join(home, ".local", "state"), "total-setup");
}

/** The journal of one tenant. Its own id goes into the name: another org behind the same address is another tenant. */
export function journalPath(
  io: Io,
  tenant: { readonly idp: string; readonly url: string; readonly id?: string },
): string {
  const name = `${tenant.idp}-${new URL(tenant.url).host}${tenant.id === undefined ? "" : `-${tenant.id}`}`;
  return join(stateFolder(io), "journal", `${name.replace(/[^A-Za-z0-9.-]/g, "_")}.jsonl`);
}
