import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { manualStepKeys } from "../../../src/cli/actions/manual-step-keys.js";
import { openScreen } from "../../../src/cli/terminal/screen.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { testIo } from "../../support/run-in-process.js";

const ONE = { Authorization: new Secret("the-token") };
const TWO = { "API Key": new Secret("the-key"), "API Token": new Secret("the-token") };

function base64(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString("base64")}\u0007`;
}

/** Keys of a manual step on a terminal that notes whether it is raw. */
function atTerminal(secrets: Readonly<Record<string, Secret>>, env: Readonly<Record<string, string>> = {}) {
  const { io: plain, written } = testIo(["okta"], { env: { TERM: "xterm", ...env } });
  const calls: string[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean): never => {
      calls.push(on ? "raw" : "cooked");
      return stdin as never;
    },
  });
  const io = { ...plain, stdin, stderr: { ...plain.stderr, isTTY: true } };
  const keys = manualStepKeys({
    io,
    screen: openScreen(io, { json: false, quiet: false, color: false }),
    progress: { pause: () => undefined },
    stop: { url: "https://acme-admin.okta.com/" },
    secrets,
    copies: true,
    onContinue: () => void calls.push("continue"),
    interrupt: () => void calls.push("interrupt"),
  });
  const press = async (text: string): Promise<string> => {
    const before = written.stderr.length;
    stdin.write(text);
    await new Promise(setImmediate);
    return written.stderr.slice(before);
  };
  return { keys, press, calls };
}

test("several values are copied one after the other, each by its name", async () => {
  const { keys, press } = atTerminal(TWO);
  keys.listen();
  const said = [await press("c"), await press("c"), await press("c")];
  expect(said.map((text) => [text.includes(base64("the-key")), text.includes(base64("the-token"))])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ]);
  expect(said[0]).toContain("Copied the complete value for API Key");
  expect(said[0]?.replace(/\s+/g, " ")).toContain("Press c again for the next value.");
  expect(said[1]).toContain("Copied the complete value for API Token");
  keys.close();
});

test("a step without a token says so, and does not offer its keys", async () => {
  const { keys, press } = atTerminal({});
  expect(keys.ofToken).toBeUndefined();
  keys.listen();
  expect(await press("c")).toContain("This step has no token to copy.");
  expect(await press("s")).toContain("This step has no token to save.");
  expect(await press("?")).not.toMatch(/token/);
  keys.close();
});

test.each(["dumb", "linux"])("a terminal of the kind %s is not written to, and points to the file", async (TERM) => {
  const { keys, press } = atTerminal(ONE, { TERM });
  expect(keys.ofToken).toBe("s saves it to a file");
  keys.listen();
  expect(await press("c")).toContain("This terminal cannot copy. Press s to save the token to a file.");
  expect(await press("?")).not.toContain("clipboard");
  keys.close();
});

test("a folder that cannot be written is told, and the wait continues", async () => {
  const state = temporaryFolder();
  writeFileSync(join(state, "total-setup"), "in the way");
  const { keys, press } = atTerminal(ONE, { XDG_STATE_HOME: state });
  keys.listen();
  expect(await press("s")).toContain("(state-unwritable)");
  expect(await press("c")).toContain(base64("the-token"));
  keys.close();
});

test("continuing is said once, Ctrl-C is passed on, and after the step no key does anything", async () => {
  const { keys, press, calls } = atTerminal(ONE);
  keys.listen();
  expect(await press("g")).toContain("Continuing without waiting any longer.");
  expect(await press("gG")).toBe("");
  await press("\u0003");
  expect(await press("x\r\u001b[A\u0018")).toBe("");
  keys.close();
  expect(await press("cs?go\u0003")).toBe("");
  expect(calls).toEqual(["raw", "continue", "interrupt", "cooked"]);
});
