import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { keepWidthUsable } from "../../src/cli/terminal/io.js";
import { openScreen } from "../../src/cli/terminal/screen.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess, testIo } from "../support/run-in-process.js";

const LAUNCHER = fileURLToPath(new URL("../../bin/total-setup.js", import.meta.url));
const STEERING = "\u001b]0;owned\u0007\u001b[2J\u009b1A\r\u202e\u2028\u200b";

describe("a width that is none", () => {
  test.each([0, -1, Number.NaN, Infinity, 1_001, 65_535, 79.5, undefined])("of %s columns counts as 80", (columns) => {
    const stream = { columns: columns as number, on: (): never => stream as never };
    keepWidthUsable(stream);
    expect(stream.columns).toBe(80);
  });

  test("stays 80 when the terminal is resized to nothing, and follows it to a real width", () => {
    let resized = (): void => undefined;
    const stream = {
      columns: 100,
      on: (_event: string, listener: () => void): never => {
        resized = listener;
        return stream as never;
      },
    };
    keepWidthUsable(stream);
    for (const [columns, width] of [
      [120, 120],
      [0, 80],
    ] as const) {
      stream.columns = columns;
      resized();
      expect(stream.columns).toBe(width);
    }
  });

  test("of a pseudo-terminal that nobody gave a size ends like any other, and nothing is redrawn there", async () => {
    const command = `stty cols 0; '${process.execPath}' '${LAUNCHER}' okta --dry-run --yes --users 2 --groups 1`;
    const env = { PATH: process.env["PATH"], TERM: "xterm", SHELL: "/bin/sh", XDG_STATE_HOME: temporaryFolder() };
    const child = spawn("script", ["-qec", command, "/dev/null"], { env, stdio: ["ignore", "pipe", "inherit"] });
    let written = "";
    child.stdout.on("data", (chunk: Buffer) => {
      written += chunk.toString();
      // What never ends is ended here, and fails the test by what it wrote.
      if (written.length > 1_000_000) child.kill("SIGKILL");
    });
    const [code] = (await once(child, "close")) as [number | null];
    expect(written.length).toBeLessThan(100_000);
    expect(code).toBe(0);
    expect(written).toContain("Guide");
    // oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
    expect(written).not.toMatch(/\u001b\[\d*[ABGJK]/);
  }, 60_000);
});

describe("what a template says", () => {
  const base = readFileSync(fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url)), "utf8");
  const escaped = JSON.stringify(STEERING.replace(/[\r\u2028]/g, ""))
    .slice(1, -1)
    .replace("\u009b", "\\u009b");

  test.each([["plan of a dry run", ["okta", "--dry-run", "--yes", "--no-input"]]])(
    "in its guide, sections and prompts cannot steer the terminal: %s",
    async (_what, args) => {
      const file = join(temporaryFolder(), "steering.yaml");
      const steering = base
        .replace(/^guide: .*$/m, `guide: "a guide ${escaped}"`)
        .replace(/guide: "3\.1"/, `guide: "3.1${escaped}"`)
        .replace(/prompt: (.*)$/m, `prompt: "$1 ${escaped}"`);
      writeFileSync(file, steering);
      const { code, stdout, stderr } = await runInProcess([...args, "--template", file]);
      expect(`${String(code)} ${stderr}`).toMatch(/^0 /);
      expect(stdout).toContain("3.1");
      expect(stdout + stderr).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
    },
  );

  test("and a line of the screen keeps its colours and nothing else", () => {
    const { io, written } = testIo([], { env: { FORCE_COLOR: "1" } });
    const { main } = openScreen(io, { json: false, quiet: false, color: true });
    main.line(main.paint.red(`a${STEERING}b`));
    // oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
    expect(written.stdout).toMatch(/^\u001b\[31ma[^\p{C}]*/u);
    // oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
    expect(written.stdout.replaceAll(/\u001b\[[0-9;]*m/g, "")).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
  });
});
