import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import { failureText, reportFailure } from "../../../src/cli/views/failure.js";
import { openScreen } from "../../../src/cli/terminal/screen.js";
import { testIo } from "../../support/run-in-process.js";

const CANCELLED = new SetupError({ code: "interrupted", exitCode: 130, what: "Cancelled", fix: ["Run it again."] });
const REFUSED = new SetupError({
  code: "file-unreadable",
  exitCode: 64,
  what: "--people: cannot read users.csv",
  why: "there is no such file in this folder",
  fix: ["Check the path and its permissions, then run the same command again."],
});

/** What is written to standard error, on a terminal of so many columns or to a file. */
function written(error: SetupError, columns: number | undefined): string {
  const { io, written: text } = testIo([]);
  reportFailure({ ...io, stderr: { ...io.stderr, isTTY: columns !== undefined, columns } }, error);
  return text.stderr;
}

describe("a failure", () => {
  test("that a person caused with Ctrl-C is one line, before a run with what became of it", () => {
    expect(failureText(CANCELLED, false)).toBe("Cancelled.\n");
    expect(written(CANCELLED, undefined)).toBe("Cancelled. Nothing was changed.\n");
  });

  test("is broken at spaces on a terminal, and whole in a file", () => {
    expect(written(REFUSED, 40).trimEnd().split("\n")).toEqual([
      "Error: --people: cannot read",
      "  users.csv: there is no such file in",
      "  this folder (file-unreadable)",
      "  -> Check the path and its permissions,",
      "     then run the same command again.",
    ]);
    expect(written(REFUSED, undefined).trimEnd().split("\n")).toHaveLength(2);
  });

  test("of a run is broken the same way", () => {
    const { io, written: text } = testIo([]);
    const stderr = { ...io.stderr, isTTY: true, columns: 40 };
    const screen = openScreen({ ...io, stderr }, { json: false, quiet: false, color: false });
    screen.errors.line(failureText(REFUSED, false).trimEnd());
    expect(text.stderr).toBe(written(REFUSED, 40));
  });
});
