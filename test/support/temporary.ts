import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives the whole test run one folder for its temporary files, and removes it in the end. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "total-setup-tests-"));
  process.env["TMPDIR"] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
