import { expect, test } from "vitest";
import { openProgress } from "../../../src/cli/views/progress.js";
import { openScreen } from "../../../src/cli/terminal/screen.js";
import { testIo } from "../../support/run-in-process.js";

test("a wait for Okta's rate limit says how long it takes, for what, and at which limit", async () => {
  const { io, written } = testIo([]);
  const screen = openScreen(io, { json: false, quiet: false, color: false });
  const progress = await openProgress(io, screen, { quiet: false });
  progress.emit({
    code: "request.delayed",
    waitMs: 23_400,
    reason: "apps and what belongs to them: 50 requests a minute",
    awaits: "Okta's limit",
  });
  progress.close();
  expect(written.stderr.trim()).toBe(
    "waiting 23 s for Okta's limit: apps and what belongs to them: 50 requests a minute",
  );
});
