import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeText, readTextFile } from "../../src/cli/terminal/input-files.js";
import { endingSignals } from "../../src/cli/terminal/io.js";
import { runCli } from "../../src/cli/program.js";
import { shellWord } from "../../src/cli/terminal/shell-word.js";
import { stateFolder, tenantFiles } from "../../src/cli/state/state.js";
import { isTemplateFile } from "../../src/template/find.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess, testIo } from "../support/run-in-process.js";

const home = "C:\\Users\\Zoë B";

describe("the state folder on Windows", () => {
  test("is in %LOCALAPPDATA%, whatever a POSIX variable says", () => {
    const env = { LOCALAPPDATA: "D:\\Data", XDG_STATE_HOME: "/c/state" };
    expect(stateFolder({ env, home, platform: "win32" })).toBe("D:\\Data\\total-setup");
  });

  test.each([{}, { LOCALAPPDATA: "" }])("with %j is where that variable usually points", (env) => {
    expect(stateFolder({ env, home, platform: "win32" })).toBe("C:\\Users\\Zoë B\\AppData\\Local\\total-setup");
  });

  test("has file names that Windows takes", () => {
    const identity = { idp: "okta", url: "http://127.0.0.1:8080", id: "00o:1" } as const;
    const { journal, lock } = tenantFiles({ env: {}, home, platform: "win32" }, identity);
    expect(journal.slice(3)).not.toMatch(/[:*?"<>|/]/);
    expect(lock.slice(3)).not.toMatch(/[:*?"<>|/]/);
    expect(journal).toContain("\\total-setup\\journal\\okta-127.0.0.1_8080-00o_1.jsonl");
  });
});

test("elsewhere the state folder is in $XDG_STATE_HOME, or below the home", () => {
  expect(stateFolder({ env: { XDG_STATE_HOME: "/s" }, home: "/h", platform: "linux" })).toBe("/s/total-setup");
  expect(stateFolder({ env: { LOCALAPPDATA: "D:\\" }, home: "/h", platform: "darwin" })).toBe(
    "/h/.local/state/total-setup",
  );
});

test.each(["C:\\guides\\acme", "d:/guides/acme", "\\\\server\\share\\acme", ".\\acme", "acme.YML"])(
  "%s is a template's file",
  (name) => {
    expect(isTemplateFile(name)).toBe(true);
  },
);

test.each(["total", "total/okta", "c", "x:y"])("%s is a template's name", (name) => {
  expect(isTemplateFile(name)).toBe(false);
});

test("Ctrl-Break and a closed console end a run on Windows like Ctrl-C; a closed terminal elsewhere, too", () => {
  expect(endingSignals("win32")).toEqual(["SIGINT", "SIGBREAK", "SIGHUP"]);
  expect(endingSignals("linux")).toEqual(["SIGINT", "SIGTERM", "SIGHUP"]);
});

describe("a file as Windows writes it", () => {
  const text = 'groups: ["Zürich", "東京"]\r\n';

  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16, as Windows PowerShell's > does", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 the other way round", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("is read: %s", (_name, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  test("that is no text is refused with its flag", () => {
    const path = join(temporaryFolder(), "token.txt");
    writeFileSync(path, Buffer.from([0x61, 0xff, 0x62]));
    expect(() => readTextFile(path, "--inputs")).toThrow(`--inputs: ${path} is not valid UTF-8`);
  });

  test("gives a token, inputs and people without its line ends", async () => {
    const folder = temporaryFolder();
    const inputs = join(folder, "inputs.yaml");
    const people = join(folder, "people.csv");
    writeFileSync(inputs, Buffer.from("\uFEFFgroups: [TOTAL-Admin]\r\nassign: [TOTAL-Admin]\r\n", "utf16le"));
    writeFileSync(
      people,
      "\uFEFFuserName,givenName,familyName,email,groups\r\nada@a.example,Ada,Byron,ada@a.example,TOTAL-Admin\r\n",
    );
    const args = ["okta", "--dry-run", "--json", "--inputs", inputs, "--people", people];
    const { code, stdout } = await runInProcess(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ proof: { users: { expected: 1, found: 1 }, groups: { found: 1 } } });
  });

  test("as a template with CRLF is the template it is", async () => {
    const path = join(temporaryFolder(), "total.yaml");
    const own = readFileSync(new URL("../../templates/total/okta.yaml", import.meta.url), "utf8");
    writeFileSync(path, own.replaceAll("\n", "\r\n"));
    expect((await runInProcess(["template", "validate", path])).code).toBe(0);
  });
});

describe("a word for copying", () => {
  test.each([
    ["groups=A,B", "linux", "groups=A,B"],
    ["groups=A,B", "win32", '"groups=A,B"'],
    ["plan of today.json", "linux", "'plan of today.json'"],
    ["it's.json", "linux", String.raw`'it'\''s.json'`],
    ["C:\\Users\\Zoe B\\plan.json", "win32", '"C:\\Users\\Zoe B\\plan.json"'],
    ["C:\\plan.json", "win32", "C:\\plan.json"],
    ["a=$b", "win32", "'a=$b'"],
    ["it's $5", "win32", "'it''s $5'"],
    ["total/okta", "win32", "total/okta"],
  ])("%s on %s", (text, platform, expected) => {
    expect(shellWord(text, platform)).toBe(expected);
  });
});

test("what PowerShell splits at a comma is refused with the way to write it", async () => {
  const { io, written } = testIo(["okta", "plan", "--set", "groups=TOTAL-Admin", "TOTAL-Analyst"]);
  expect(await runCli({ ...io, platform: "win32" })).toBe(64);
  expect(written.stderr).toContain('--set "groups=TOTAL-Admin,TOTAL-Analyst"');
});
