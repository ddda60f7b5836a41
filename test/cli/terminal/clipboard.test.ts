import { expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { canCopy, copyToClipboard } from "../../../src/cli/terminal/clipboard.js";
import { testIo } from "../../support/run-in-process.js";

const SECRET = new Secret("tök+en/1");
const BASE64 = Buffer.from("tök+en/1").toString("base64");

function terminal(env: Readonly<Record<string, string>>, { isTTY = true, platform = "linux" } = {}) {
  const { io, written } = testIo([]);
  return { io: { ...io, env, platform, stderr: { ...io.stderr, isTTY } }, written };
}

test("a secret is written within the sequence that terminals copy by, in base64", () => {
  const { io, written } = terminal({ TERM: "xterm-256color" });
  expect(copyToClipboard(SECRET, io)).toBe(true);
  expect(written).toEqual({ stdout: "", stderr: `\u001b]52;c;${BASE64}\u0007` });
});

test("within tmux also in the sequence that it hands to the terminal around it", () => {
  const { io, written } = terminal({ TERM: "screen-256color", TMUX: "/tmp/tmux-0/default,1,0" });
  expect(copyToClipboard(SECRET, io)).toBe(true);
  const [plain, passed] = [`\u001b]52;c;${BASE64}\u0007`, `\u001b\u001b]52;c;${BASE64}\u0007`];
  expect(written.stderr).toBe(`${plain}\u001bPtmux;${passed}\u001b\\`);
});

test.each([
  ["a pipe", { TERM: "xterm" }, { isTTY: false }],
  ["a terminal without control sequences", { TERM: "dumb" }, {}],
  ["a terminal that does not say what it is", {}, {}],
  ["Linux's own console, which prints what it does not understand", { TERM: "linux" }, {}],
])("nothing is written to %s", (_what, env: Readonly<Record<string, string>>, more) => {
  const { io, written } = terminal(env, more);
  expect(copyToClipboard(SECRET, io)).toBe(false);
  expect(written).toEqual({ stdout: "", stderr: "" });
});

test("Windows names no terminal, and can copy", () => {
  expect(canCopy(terminal({}, { platform: "win32" }).io)).toBe(true);
});
