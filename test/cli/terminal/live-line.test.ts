import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { openLiveLine } from "../../../src/cli/terminal/live-line.js";
import { openScreen } from "../../../src/cli/terminal/screen.js";
import { testIo } from "../../support/run-in-process.js";

/** A terminal that can be made narrower, and what is drawn on it. */
function terminal(columns: number, env: Readonly<Record<string, string>> = {}) {
  let width = columns;
  let written = "";
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString();
      done();
    },
  });
  const { io } = testIo([], { env });
  const stderr = {
    ...io.stderr,
    isTTY: true,
    stream,
    get columns() {
      return width;
    },
  };
  const shown = { ...io, platform: "linux", stderr };
  return {
    io: shown,
    screen: openScreen(shown, { json: false, quiet: false, color: false }),
    resize: (to: number) => {
      width = to;
      stream.emit("resize");
    },
    last: () =>
      stripVTControlCharacters(written)
        .split("\r")
        .findLast((line) => line.trim() !== "")
        ?.slice(2),
    listeners: () => stream.listenerCount("resize"),
    written: () => written,
  };
}

const LINE = {
  text: "Waiting for Okta … 0:42",
  detail: "still missing: Create Users; Push Groups",
  hint: "(? for keys)",
};

describe("a live line", () => {
  test.each([
    [120, "Waiting for Okta … 0:42  still missing: Create Users; Push Groups  (? for keys)"],
    [80, "Waiting for Okta … 0:42  still missing: Create Users; Push …  (? for keys)"],
    [60, "Waiting for Okta … 0:42  still missing: …  (? for keys)"],
    [40, "Waiting for Okta … 0:42  (? for keys)"],
    [30, "Waiting for Okta … 0:42 …"],
    [20, "Waiting for …"],
    [4, "…"],
    [1, ""],
    [0, ""],
  ])("of %i columns leaves out whole words, and its hint last", async (columns, text) => {
    const { io, screen, last } = terminal(columns);
    const live = await openLiveLine(io, screen);
    live?.show(LINE);
    live?.hide();
    expect(last()?.trimEnd()).toBe(text);
  });

  test("follows the terminal's width, and listens to it only while it is shown", async () => {
    const { io, screen, last, resize, listeners } = terminal(120);
    const live = await openLiveLine(io, screen);
    live?.show(LINE);
    resize(30);
    live?.show(LINE);
    await expect.poll(last).toBe("Waiting for Okta … 0:42 …");
    expect(listeners()).toBe(1);
    live?.hide();
    expect(listeners()).toBe(0);
  });

  test("shows no secret, and nothing that steers the terminal", async () => {
    const { io, screen, written } = terminal(120);
    screen.scrubber.register(new Secret("s3cret-token-value"));
    const live = await openLiveLine(io, screen);
    live?.show({ text: "a\u001b]0;owned\u0007b", detail: "s3cret-token-value", hint: "" });
    live?.hide();
    expect(written()).not.toContain("owned\u0007");
    expect(written()).not.toContain("s3cret");
  });

  test.each([{ CI: "true" }, { TERM: "dumb" }])("is none with %j", async (env: Record<string, string>) => {
    const { io, screen } = terminal(80, env);
    expect(await openLiveLine(io, screen)).toBeUndefined();
  });
});
