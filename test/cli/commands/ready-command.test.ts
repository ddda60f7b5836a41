import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, win32 } from "node:path";
import { expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { readyCommand, type CommandPart } from "../../../src/cli/commands/sandbox/ready-command.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { testIo } from "../../support/run-in-process.js";

const PARTS: readonly CommandPart[] = [
  ["okta"],
  ["--org-url", "http://127.0.0.1:1"],
  ["--okta-token-file", new Secret("the-token")],
];

function ready(platform: string, folder: string) {
  const { io } = testIo([], { env: { XDG_STATE_HOME: folder, LOCALAPPDATA: folder } });
  return readyCommand(PARTS, { ...io, platform });
}

test("a command is printed for bash first, one flag a line, and its token stands in a file", () => {
  const { lines, files, remove } = ready("linux", join(temporaryFolder(), "zoe's"));
  const path = files.get("--okta-token-file") ?? "";
  expect(lines).toEqual([
    "Run this command in another terminal (bash):",
    "  total-setup okta \\",
    "    --org-url http://127.0.0.1:1 \\",
    `    --okta-token-file '${path.replace("'", String.raw`'\''`)}'`,
    "",
    "In PowerShell:",
    "  total-setup okta `",
    "    --org-url http://127.0.0.1:1 `",
    `    --okta-token-file "${path}"`,
  ]);
  expect(readFileSync(path, "utf8")).toBe("the-token\n");
  remove();
  expect(existsSync(path)).toBe(false);
});

test("on Windows a command is printed for PowerShell first", () => {
  const folder = join(temporaryFolder(), "My Files");
  const { lines, remove } = ready("win32", folder);
  expect(lines.slice(0, 2)).toEqual(["Run this command in another terminal (PowerShell):", "  total-setup okta `"]);
  expect(lines).toContain("In bash:");
  remove();
  // Elsewhere a path of Windows is one name in the working folder.
  rmSync(win32.join(folder, "total-setup"), { recursive: true, force: true });
});
