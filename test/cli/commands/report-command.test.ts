import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makePipe } from "../../support/named-pipe.js";
import { APPLIED } from "../../support/report-documents.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";

const text = JSON.stringify(APPLIED);

function written(content: string): string {
  const path = join(temporaryFolder(), "run.json");
  writeFileSync(path, content);
  return path;
}

describe("total-setup report", () => {
  test("prints the page of a file, and of standard input", async () => {
    const { code, stdout, stderr } = await runInProcess(["report", written(text)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("<title>TruU TOTAL on Okta: Acme</title>");
    expect(await runInProcess(["report", "-"], { stdin: text })).toEqual({ code, stdout, stderr });
  });

  test("saves it for its owner only, says that it holds names, and describes it with --json", async () => {
    const out = join(temporaryFolder(), "change.html");
    const { code, stdout, stderr } = await runInProcess(["report", written(text), "--out", out, "--json"]);
    expect(code).toBe(0);
    expect(stderr).toBe(`Report saved: ${out} (contains users' names)\n`);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const bytes = statSync(out).size;
    expect(JSON.parse(stdout)).toEqual({
      formatVersion: "1.0",
      command: "report",
      outcome: "written",
      file: out,
      bytes,
      errors: [],
    });
  });

  test.each([
    [[], "report needs exactly one JSON document"],
    [["a.json", "b.json"], "report needs exactly one JSON document"],
    [["nowhere.json"], "report: cannot read nowhere.json"],
    [["run.json", "--json"], "--json needs --out FILE"],
    [["run.json", "--out", "run.json"], "--out names the JSON document itself"],
    [["run.json", "--uot", "x"], "--out"],
  ])("%j is refused with 64", async (args, words) => {
    const { code, stderr } = await runInProcess(["report", ...args]);
    expect(code).toBe(64);
    expect(stderr).toContain(words);
  });

  test("names the place of a document that is cut short, as data too", async () => {
    const path = written(text.slice(0, 100));
    const { code, stdout } = await runInProcess(["report", path, "--out", join(temporaryFolder(), "x.html"), "--json"]);
    expect(code).toBe(64);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: [
        {
          code: "report-document-invalid",
          message: `${path}:1:101: the JSON ends here before it is complete`,
        },
      ],
    });
  });
});

describe("--report", () => {
  const dryRun = ["okta", "--dry-run", "--no-input", "--yes"];

  test("writes the page of the run's own document, for its owner only", async () => {
    const file = join(temporaryFolder(), "change.html");
    const { code, stdout, stderr } = await runInProcess([...dryRun, "--json", "--report", file]);
    expect(code).toBe(0);
    expect(stderr).toContain(`Report saved: ${file} (contains users' names)`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const page = readFileSync(file, "utf8");
    expect((await runInProcess(["report", "-"], { stdin: stdout })).stdout).toBe(page);
    expect(page).toContain("Dry run complete.");
    expect(page).toMatch(/Done by the simulated administrator from <time/);
  });

  test("does the same without --json, and prints what is printed without it", async () => {
    const file = join(temporaryFolder(), "change.html");
    const { code, stdout } = await runInProcess([...dryRun, "--report", file]);
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("Dry run complete.");
    expect(stdout).not.toMatch(/<html|formatVersion/);
  });

  test("replaces an earlier report, also behind a link, and leaves nothing else behind", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "change.html");
    writeFileSync(file, "earlier", { mode: 0o644 });
    symlinkSync(file, join(folder, "link.html"));
    expect((await runInProcess([...dryRun, "--report", join(folder, "link.html")])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("Dry run complete.");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(["change.html", "link.html"]);
  });

  test("of a run that fails before it begins says why", async () => {
    const file = join(temporaryFolder(), "change.html");
    const args = ["okta", "verify", "--org-url", "http://127.0.0.1:1", "--no-input", "--report", file];
    const { code } = await runInProcess(args, { env: { OKTA_CLIENT_TOKEN: "00aSecretOfThisTest-0123456789" } });
    expect(code).not.toBe(0);
    const page = readFileSync(file, "utf8");
    expect(page).toContain("Failed before the run could begin.");
    expect(page).not.toContain("00aSecretOfThisTest");
  });

  test("of doctor tells its checks", async () => {
    const file = join(temporaryFolder(), "doctor.html");
    const args = ["okta", "doctor", "--org-url", "http://127.0.0.1:1", "--no-input", "--report", file];
    expect((await runInProcess(args)).code).not.toBe(0);
    expect(readFileSync(file, "utf8")).toContain("Not ready:");
  });

  test.each([
    ["a folder", (folder: string) => folder],
    ["a folder that may not be written", (folder: string) => join(closedFolder(folder), "x.html")],
    ["a device", () => "/dev/null"],
    ["standard output", () => "/dev/stdout"],
    ["a pipe", (folder: string) => pipeIn(folder)],
    ["a place in a file", (folder: string) => join(fileIn(folder), "x.html")],
  ])("at %s is refused before anything is done", async (_what, pathIn) => {
    const path = pathIn(temporaryFolder());
    for (const command of [dryRun, ["okta", "doctor", "--org-url", "http://127.0.0.1:1", "--no-input"]]) {
      const { code, stdout, stderr } = await runInProcess([...command, "--report", path]);
      expect(code).toBe(64);
      expect(stderr).toContain(`--report: cannot write ${path}`);
      expect(stdout).not.toContain("Plan");
      expect(stderr).not.toContain("Report saved");
    }
  });

  test("of a runbook, which changes nothing, is refused", async () => {
    const { code, stderr } = await runInProcess(["okta", "runbook", "--report", join(temporaryFolder(), "x.html")]);
    expect(code).toBe(64);
    expect(stderr).toContain("runbook changes nothing, so it has no report");
  });

  test("in the file of --transcript is refused", async () => {
    const file = join(temporaryFolder(), "x");
    const { code, stderr } = await runInProcess([...dryRun, "--report", file, "--transcript", file]);
    expect(code).toBe(64);
    expect(stderr).toContain("--report and --transcript name the same file");
    expect(existsSync(file)).toBe(false);
  });

  test("that can no longer be written fails the run, in its one document", async () => {
    const folder = join(temporaryFolder(), "gone");
    mkdirSync(folder);
    const file = join(folder, "change.html");
    const transcript = join(temporaryFolder(), "t.jsonl");
    const running = runInProcess([...dryRun, "--json", "--report", file, "--transcript", transcript]);
    // The place is taken by a folder as soon as the run has looked at it.
    while (!existsSync(transcript)) await new Promise((resolve) => setImmediate(resolve));
    mkdirSync(file);
    const { code, stdout, stderr } = await running;
    expect(code).not.toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "failed", errors: [{ code: "file-unwritable" }] });
    expect(stderr).not.toContain("Report saved");
  });
});

function closedFolder(folder: string): string {
  // Root may write anywhere but where the system itself refuses it.
  if (process.getuid?.() === 0) return "/proc/self";
  chmodSync(folder, 0o500);
  return folder;
}

function fileIn(folder: string): string {
  const path = join(folder, "file");
  writeFileSync(path, "");
  return path;
}

function pipeIn(folder: string): string {
  const path = join(folder, "pipe");
  makePipe(path);
  return path;
}
