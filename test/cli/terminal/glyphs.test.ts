import stringWidth from "string-width";
import { expect, test } from "vitest";
import { glyphsFor } from "../../../src/cli/terminal/glyphs.js";

test.each([
  ["linux", {}, "✓"],
  ["linux", { LANG: "en_US.UTF-8" }, "✓"],
  ["linux", { LANG: "C.utf8" }, "✓"],
  ["linux", { LANG: "C" }, "ok"],
  ["linux", { LANG: "POSIX" }, "ok"],
  ["linux", { LC_ALL: "en_US.ISO-8859-1", LANG: "en_US.UTF-8" }, "ok"],
  ["linux", { LC_ALL: "", LC_CTYPE: "de_DE.UTF-8", LANG: "C" }, "✓"],
  ["linux", { LANG: "en_US.UTF-8", TERM: "linux" }, "ok"],
  ["darwin", { LANG: "ja_JP.SJIS" }, "ok"],
  ["win32", {}, "ok"],
  ["win32", { LANG: "en_US.UTF-8" }, "ok"],
  ["win32", { WT_SESSION: "5b2c" }, "✓"],
  ["win32", { TERM_PROGRAM: "vscode" }, "✓"],
  ["win32", { TERM: "xterm-256color" }, "✓"],
] as const)("on %s with %j a finished step is marked %s", (platform, env, done) => {
  const glyphs = glyphsFor({ platform, env });
  expect(glyphs.done).toBe(done);
  const all = Object.values(glyphs).flat().join("");
  // oxlint-disable-next-line no-control-regex -- the whole of ASCII is exactly what is meant
  expect(/^[\u0000-\u007f]*$/.test(all)).toBe(done === "ok");
});

test("every frame of a spinner and every part of a bar takes one column", () => {
  for (const platform of ["linux", "win32"]) {
    const { spinner, barDone, barLeft } = glyphsFor({ platform, env: {} });
    expect([...spinner, barDone, barLeft].map((sign) => stringWidth(sign))).toEqual(
      Array.from({ length: spinner.length + 2 }, () => 1),
    );
  }
});
