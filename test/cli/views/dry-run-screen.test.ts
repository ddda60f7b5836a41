import { describe, expect, test } from "vitest";
import { screenOf } from "../../support/screen-of.js";

/** Ports and ids differ between runs; everything else is what a person sees. */
function normalised(lines: readonly string[]): string {
  return `${lines
    .join("\n")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
    .replace(/\b(00[ugo]|0oa|gPm)\w{17}\b/g, "$1-ID")}\n`;
}

describe.each(["okta", "entra"])("the screen of a default dry run on %s", (idp) => {
  test("is at most 45 lines in a pipe, which breaks lines at 80 columns", async () => {
    const { code, lines } = await screenOf([idp, "--dry-run"], "piped");
    expect(code).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(45);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([80, 120])("is what a person expects to read on a terminal of %i columns", async (columns) => {
    const { code, lines } = await screenOf([idp, "--dry-run", "--no-color"], columns);
    expect(code).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(45);
    await expect(normalised(lines)).toMatchFileSnapshot(`../../snapshots/${idp}-dry-run-${String(columns)}.txt`);
  });
});
