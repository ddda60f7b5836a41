import { execFileSync } from "node:child_process";

/** Makes a named pipe (POSIX: mkfifo) that everybody may read. */
export function makePipe(path: string): void {
  execFileSync("bash", ["-c", 'mkfifo -m 644 "$0"', path]);
}
