import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { Io } from "./io.js";

const NAME = "total-setup";

/** What of the process tells how it was started. */
type Started = Pick<Io, "script" | "nodeFlags" | "cwd" | "env" | "platform">;

/**
 * The words that start total-setup as this process was started, from the same folder: `npx total-setup`, `total-setup` from the PATH,
 * or `node bin/total-setup.js`. Not quoted for a shell.
 */
export function launcherOf(started: Started): readonly string[] {
  const { script, nodeFlags, env, platform } = started;
  if (script === undefined) return [NAME];
  // npm says so to everything that it starts, also to programs that start us: only what lies in node_modules was found by npx.
  if ((env["npm_command"] ?? "") !== "" && script.split(/[\\/]/).includes("node_modules"))
    return ["npx", ...packagesOf(env), NAME];
  if (isOnPath(started)) return [NAME];
  const { sep } = pathOf(platform);
  const place = shortPath(started, script);
  if (/\.[cm]?js$/.test(script)) return ["node", ...nodeFlags, place];
  return [place.includes(sep) ? place : `.${sep}${place}`];
}

function packagesOf(env: Io["env"]): string[] {
  if (env["npm_command"] !== "exec") return [];
  return (env["npm_config_package"] ?? "").split("\n").flatMap((name) => (name === "" ? [] : ["--package", name]));
}

/** Whether the shell finds this script under its name: npm makes a link to it, on Windows a script that names it. */
function isOnPath({ script, cwd, env, platform }: Started): boolean {
  const paths = pathOf(platform);
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(paths.delimiter).map((folder) => paths.resolve(cwd, folder));
  if (platform !== "win32") {
    const first = folders.map((folder) => paths.join(folder, NAME)).find((file) => existsSync(file));
    return first !== undefined && first === script;
  }
  const folder = folders.find((one) => existsSync(paths.join(one, `${NAME}.cmd`)));
  if (folder === undefined) return false;
  const targets = [paths.join(folder, "node_modules", NAME), paths.join(folder, "..", NAME)];
  return targets.some((one) => paths.join(one, "bin", `${NAME}.js`).toLowerCase() === script?.toLowerCase());
}

/** Seen from this folder, where that is not far away. */
function shortPath({ cwd, platform }: Started, file: string): string {
  const paths = pathOf(platform);
  const path = paths.relative(cwd, file);
  return paths.isAbsolute(path) || path.startsWith(paths.join("..", "..")) ? file : path;
}

function pathOf(platform: string): typeof posix {
  return platform === "win32" ? win32 : posix;
}
