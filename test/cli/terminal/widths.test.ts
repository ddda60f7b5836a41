import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../support/run-cli.js";

const LAUNCHER = fileURLToPath(new URL("../../../bin/total-setup.js", import.meta.url));

/** Everything that standard error of a command draws on a pseudo-terminal of so many columns. */
async function drawn(columns: number, args: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder();
  const command = `stty cols ${String(columns)} rows 40; '${process.execPath}' '${LAUNCHER}' ${args} >'${folder}/stdout'`;
  const env = { PATH: process.env["PATH"], TERM: "xterm-256color", SHELL: "/bin/sh", LANG: "C.UTF-8", HOME: folder };
  const options = { env: { ...env, XDG_STATE_HOME: folder, ...more } };
  const child = spawn("script", ["-qec", command, "/dev/null"], { ...options, stdio: ["ignore", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(child, "close");
  return Buffer.concat(chunks).toString();
}

/** A frame of the spinner is drawn between these. */
// oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
const FRAME = /\u001b\[\?7l([^\r]*)\r\u001b\[\?7h/g;

function framesOf(text: string): string[] {
  return [...text.matchAll(FRAME)].map(([, frame = ""]) => stripVTControlCharacters(frame));
}

/** The lines that stay. */
function linesOf(text: string): string[] {
  return stripVTControlCharacters(text.replace(FRAME, ""))
    .replaceAll(/\r(?!\n)/g, "")
    .split("\r\n");
}

/** Lines that a terminal would break inside a word; a word that is longer than the line is no fault of it. */
function broken(lines: readonly string[], columns: number): string[] {
  return lines.filter((line) => stringWidth(line) > columns && line.trim().includes(" "));
}

describe.each([60, 80, 100, 120, 200])("on a terminal of %i columns nothing is broken inside a word", (columns) => {
  test("by the progress of a dry run and its spinner", async () => {
    const text = await drawn(columns, "okta --dry-run --yes --users 40 --groups 3");
    expect(framesOf(text).length).toBeGreaterThan(0);
    expect(framesOf(text).filter((frame) => stringWidth(frame) >= columns)).toEqual([]);
    expect(linesOf(text).join(" ")).toMatch(/✓ 3\.1 {2}Create the SAML app/);
    expect(broken(linesOf(text), columns)).toEqual([]);
  });

  test("by an error", async () => {
    const text = await drawn(columns, "okta --dry-run --people /nowhere/a-file-of-users.csv --scim-token-file none");
    expect(linesOf(text).join(" ")).toContain("Error:");
    expect(broken(linesOf(text), columns)).toEqual([]);
  });
});

test.each([1, 7, 20])("a terminal of %i columns gets the same words", async (columns) => {
  const text = await drawn(columns, "okta --dry-run --yes --users 2 --groups 1");
  const words = linesOf(text).join(" ").replaceAll(/\s+/g, " ");
  expect(words).toContain("✓ 3.1 Create the SAML app");
  expect(linesOf(text).length).toBeLessThan(80);
});

test("a terminal of another encoding than UTF-8 gets ASCII alone", async () => {
  const text = await drawn(80, "okta --dry-run --yes --users 2 --groups 1", { LANG: "C", LC_ALL: "C" });
  expect(linesOf(text).join(" ")).toContain("ok 3.1  Create the SAML app");
  // oxlint-disable-next-line no-control-regex -- the whole of ASCII is exactly what is meant
  expect(text).toMatch(/^[\u0000-\u007f]*$/);
});
