import { execFileSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

/** Minor numbers of the memory devices (Linux: null(4), full(4)). */
const MINOR = { null: "3", full: "7" };

/** A device of the test's own where the system lets it make one, so that a mistake does not cost the machine its own. */
export function ownDevice(folder: string, name: keyof typeof MINOR): string {
  const path = join(folder, name);
  try {
    execFileSync("mknod", ["-m", "666", path, "c", "1", MINOR[name]], { stdio: "ignore" });
    closeSync(openSync(path, "r+"));
    return path;
  } catch {
    return `/dev/${name}`;
  }
}
