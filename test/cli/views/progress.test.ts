import { describe, expect, test } from "vitest";
import { openScreen } from "../../../src/cli/terminal/screen.js";
import { openProgress, type ProgressView } from "../../../src/cli/views/progress.js";
import type { Change, Plan, PlannedStep, StepStatus, Warning } from "../../../src/setup/model/plan.js";
import { handTicker, type HandTicker } from "../../support/hand-ticker.js";
import { testIo } from "../../support/run-in-process.js";

interface Watched {
  readonly progress: ProgressView;
  readonly ticker: HandTicker;
  readonly lines: () => string[];
}

/** The progress of a run whose standard error is a file of so many columns. */
async function watch(options: { details?: boolean; columns?: number; lang?: string } = {}): Promise<Watched> {
  const { details = false, columns = 80, lang = "en_US.UTF-8" } = options;
  const { io, written } = testIo([], { env: { LANG: lang } });
  const screened = { ...io, platform: "linux", stderr: { ...io.stderr, columns } };
  const screen = openScreen(screened, { json: false, quiet: false, color: false });
  const ticker = handTicker();
  const progress = await openProgress(screened, screen, { quiet: false, details, brand: "Okta" }, ticker);
  return { progress, ticker, lines: () => written.stderr.split("\n").slice(0, -1) };
}

function created(name: string, type = "group-assignment", action: Change["action"] = "create"): Change {
  return { action, resource: { type, name }, fields: [] };
}

function planOf(...steps: Pick<PlannedStep, "id" | "guide" | "title" | "changes">[]): Plan {
  return {
    steps: steps.map((one): PlannedStep => ({ ...one, status: "pending" })),
    notExpected: [],
    expected: { users: 0, groups: 0, memberships: 0, people: [] },
  };
}

function runStep(
  { progress }: Watched,
  step: { guide: string; title: string; status?: StepStatus },
  ...written: readonly (readonly [Change, string | undefined])[]
): void {
  const { guide, title, status = "applied" } = step;
  progress.emit({ code: "step.started", step: "one", guide, title });
  for (const [change, id] of written) {
    progress.emit({ code: "change.started", step: "one", change });
    progress.emit({ code: "change.applied", step: "one", change, id });
  }
  progress.emit({ code: "step.finished", step: "one", status });
}

const APP = created("TOTAL", "app");
const ID = "0oacsTHF3zS4XHy5d7xy";

describe("a finished step is one line", () => {
  test("with the id of the one thing it made, or how many it made", async () => {
    const watched = await watch();
    runStep(watched, { guide: "3.1", title: "Create the SAML app" }, [APP, ID]);
    runStep(watched, { guide: "3.2", title: "Enter the credentials" }, [created("x", "admin-credentials"), undefined]);
    runStep(watched, { guide: "3.5", title: "Assign groups" }, [created("A"), "1"], [created("B"), "2"]);
    runStep(watched, { guide: "4", title: "Clean up" }, [created("A"), "1"], [created("B", "group", "delete"), "2"]);
    runStep(watched, { guide: "3.3", title: "Turn on provisioning actions" });
    for (const status of ["unchanged", "console", "unchecked", "skipped", "failed"] as const)
      runStep(watched, { guide: "3.6", title: "Push groups", status });
    expect(watched.lines()).toEqual([
      "✓ 3.1  Create the SAML app                          0oacsTHF3zS4XHy5d7xy",
      "✓ 3.2  Enter the credentials                        created",
      "✓ 3.5  Assign groups                                2 created",
      "✓ 4    Clean up                                     1 created, 1 deleted",
      "✓ 3.3  Turn on provisioning actions",
      "= 3.6  Push groups                                  no change",
      "! 3.6  Push groups                                  manual step remains",
      "? 3.6  Push groups                                  not verified",
      "= 3.6  Push groups                                  skipped",
      "✗ 3.6  Push groups                                  failed",
    ]);
  });

  test("in ASCII, and broken at spaces, where the terminal has no more", async () => {
    const watched = await watch({ lang: "C", columns: 40 });
    runStep(watched, { guide: "3.1", title: "Create the SAML application in Okta" }, [APP, ID]);
    runStep(watched, { guide: "3.1", title: "Push", status: "failed" });
    expect(watched.lines()).toEqual([
      "ok 3.1  Create the SAML application in",
      "        Okta (created)",
      "x  3.1  Push                      failed",
    ]);
  });

  test.each([0, 1, 7, 12, 19, 60, 80, 100, 120, 200])("of whole words in %i columns", async (columns) => {
    const watched = await watch({ columns });
    const title = "Create the 漢字漢字 application";
    runStep(watched, { guide: "3.1", title }, [APP, ID]);
    const words = new Set(["✓", "3.1", ...title.split(" "), "(created)", "created", ID]);
    const said = watched
      .lines()
      .join(" ")
      .split(/\s+/)
      .filter((word) => word !== "");
    expect(said.filter((word) => !words.has(word))).toEqual([]);
  });

  test("and with --details its changes below it, deletions as such", async () => {
    const watched = await watch({ details: true });
    runStep(watched, { guide: "3.1", title: "Create" }, [APP, ID], [created("B", "group", "delete"), undefined]);
    expect(watched.lines().map((line) => line.slice(0, 9))).toEqual(["✓ 3.1  Cr", "       + ", "       - "]);
    expect(watched.lines()[1]).toContain(ID);
  });

  test("that is marked as stopped, not as failed, where the run was stopped in it", async () => {
    const { progress, lines } = await watch();
    progress.emit({ code: "step.started", step: "one", guide: "3.2", title: "Enable SCIM" });
    progress.emit({ code: "step.finished", step: "one", status: "failed", stopped: true });
    expect(lines()).toEqual(["= 3.2  Enable SCIM                                  stopped"]);
  });

  test("a change without a step, as undo has them, is a line of its own", async () => {
    const { progress, lines } = await watch();
    progress.emit({ code: "change.started", step: "a", change: APP });
    progress.emit({ code: "change.applied", step: "a", change: APP, id: ID });
    progress.close();
    expect(lines()).toEqual([expect.stringContaining(ID)]);
  });
});

describe("warnings of a step", () => {
  const warning = (message: string, fix = "Fix it."): Warning => ({ code: "provisioning-failed", message, fix });

  test("stand below it, each once, those with the same fix together", async () => {
    const watched = await watch({ columns: 60 });
    const { progress, lines } = watched;
    progress.emit({ code: "step.started", step: "one", guide: "3.4", title: "Push groups" });
    for (const name of ["ada", "bob", "ada", "cy"])
      progress.emit({ code: "warning", step: "one", warning: warning(`${name}: no last name`) });
    progress.emit({ code: "warning", step: "one", warning: warning("the cycle is late", "Wait.") });
    progress.emit({ code: "step.finished", step: "one", status: "applied" });
    expect(lines().map((line) => line.trim())).toEqual([
      "✓ 3.4  Push groups",
      "! ada: no last name",
      "! bob: no last name",
      "! cy: no last name",
      "Fix it.",
      "! the cycle is late",
      "Wait.",
    ]);
    expect(progress.unsaid([warning("ada: no last name"), warning("new")])).toEqual([warning("new")]);
  });

  test("are not told of users of whom the plan said it", async () => {
    const { progress, lines } = await watch();
    const notExpected = [{ name: "ada", reason: "no last name" }];
    progress.emit({ code: "plan.ready", plan: { ...planOf(), notExpected } });
    progress.emit({ code: "step.started", step: "one", guide: "3.4", title: "Push groups" });
    for (const name of ["ada", "ada.b"])
      progress.emit({ code: "warning", step: "one", warning: warning(`${name}: no last name`) });
    progress.pause();
    expect(lines().map((line) => line.trim())).toEqual(["! ada.b: no last name", "Fix it."]);
  });

  test("that are many are five, and how many more", async () => {
    const { progress, lines } = await watch();
    progress.emit({ code: "step.started", step: "one", guide: "3.4", title: "Push groups" });
    for (let at = 0; at < 1_205; at += 1)
      progress.emit({ code: "warning", step: "one", warning: warning(`user${String(at)}: no last name`) });
    progress.pause();
    expect(lines()).toHaveLength(6);
    expect(lines()[4]).toContain("(and 1,200 more: --details)");
  });
});

describe("a wait where nothing can be redrawn", () => {
  test("is told after 5 seconds, then more and more rarely, with its time and what is missing", async () => {
    const { progress, ticker, lines } = await watch();
    progress.emit({ code: "step.started", step: "one", guide: "3.2", title: "Enable SCIM" });
    for (let at = 0; at < 60; at += 1) {
      progress.emit({ code: "console.waiting", step: "one", missing: ["Create Users", "Push Groups"] });
      ticker.pass(5_000);
    }
    const missing = "still missing: Create Users; Push Groups";
    expect(lines()).toEqual([
      `       Waiting for Okta … 0:05  ${missing}`,
      `       Waiting for Okta … 0:20  ${missing}`,
      `       Waiting for Okta … 0:50  ${missing}`,
      `       Waiting for Okta … 1:50  ${missing}`,
      `       Waiting for Okta … 2:50  ${missing}`,
      `       Waiting for Okta … 3:50  ${missing}`,
      `       Waiting for Okta … 4:50  ${missing}`,
    ]);
    progress.close();
    expect(ticker.waiting()).toBe(0);
  });

  test("that is soon over is not told", async () => {
    const { progress, ticker, lines } = await watch();
    progress.emit({ code: "step.started", step: "one", guide: "3.2", title: "Enable SCIM" });
    progress.emit({ code: "console.waiting", step: "one", missing: ["Push Groups"] });
    ticker.pass(4_000);
    progress.emit({ code: "step.finished", step: "one", status: "applied" });
    ticker.pass(600_000);
    expect(lines()).toEqual(["✓ 3.2  Enable SCIM"]);
  });

  test("for Okta's rate limit says how long it takes, for what, and at which limit", async () => {
    const { progress, ticker, lines } = await watch({ columns: 120 });
    progress.emit({
      code: "request.delayed",
      waitMs: 23_400,
      reason: "apps and what belongs to them: 50 requests a minute",
      awaits: "Okta's limit",
    });
    ticker.pass(5_000);
    expect(lines()).toEqual([
      "       Waiting 23 s for Okta's limit … 0:05  apps and what belongs to them: 50 requests a minute",
    ]);
    progress.close();
    expect(ticker.waiting()).toBe(0);
  });

  test("with a known total has a bar, counts and, once enough is known, an estimate", async () => {
    const { progress, ticker, lines } = await watch({ columns: 120 });
    progress.emit({ code: "proof.started" });
    for (let done = 0; done <= 10_000; done += 100) {
      progress.emit({ code: "wait.progress", what: "users on the SCIM server", done, total: 10_000 });
      ticker.pass(1_000);
    }
    expect(lines()).toEqual([
      "       Users on the SCIM server … 0:05  400 of 10,000  [░░░░░░░░░░░░░░░░░░░░] 4%",
      "       Users on the SCIM server … 0:20  1,900 of 10,000  [███░░░░░░░░░░░░░░░░░] 19%, about 1 min left",
      "       Users on the SCIM server … 0:50  4,900 of 10,000  [█████████░░░░░░░░░░░] 49%, about 50 s left",
    ]);
  });

  test("of a step with many changes counts them", async () => {
    const { progress, ticker, lines } = await watch();
    const changes = Array.from({ length: 40 }, (_one, at) => created(`G${String(at)}`));
    progress.emit({ code: "plan.ready", plan: planOf({ id: "one", guide: "3.5", title: "Assign groups", changes }) });
    progress.emit({ code: "step.started", step: "one", guide: "3.5", title: "Assign groups" });
    for (const change of changes) {
      progress.emit({ code: "change.started", step: "one", change });
      ticker.pass(1_000);
      progress.emit({ code: "change.applied", step: "one", change, id: "1" });
    }
    progress.emit({ code: "step.finished", step: "one", status: "applied" });
    expect(lines()).toEqual([
      "       3.5  Assign groups … 0:05  4 of 40 changes  [██░░░░░░░░░░░░░░░░░░] 10%",
      "       3.5  Assign groups … 0:20  19 of 40 changes  [█████████░░░░░░░░░░░] 47%",
      "✓ 3.5  Assign groups                                40 created",
    ]);
  });
});
