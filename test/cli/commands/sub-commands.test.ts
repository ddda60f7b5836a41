import { describe, expect, test } from "vitest";
import { runInProcess } from "../../support/run-in-process.js";

interface Refusal {
  readonly code: number | null;
  readonly error: string | undefined;
  readonly message: string;
  readonly fix: string;
}

/** How a command line is refused, as the JSON document says it. */
async function refusalOf(...words: readonly string[]): Promise<Refusal> {
  const { code, stdout } = await runInProcess([...words, "--json"]);
  const { errors } = JSON.parse(stdout) as {
    readonly errors: readonly { readonly code: string; readonly message: string; readonly fix: string }[];
  };
  return { code, error: errors[0]?.code, message: errors[0]?.message ?? "", fix: errors[0]?.fix ?? "" };
}

describe("a wrong name is answered with the nearest one", () => {
  test.each([
    [["okat"], "okat", "Did you mean total-setup okta?"],
    [["okat", "plan"], "okat", "Did you mean total-setup okta?"],
    [["help", "okat"], "okat", "Did you mean total-setup help okta?"],
    [["okat", "--help"], "okat", "Did you mean total-setup okta?"],
    [["plan"], '"plan"', "Did you mean total-setup okta plan or total-setup entra plan?"],
    [["rotate"], '"rotate"', "Did you mean total-setup okta rotate-token or total-setup entra rotate-token?"],
    [["okta", "plna"], '"plna"', "Did you mean total-setup okta plan?"],
    [["okta", "plna", "--help"], '"plna"', "Did you mean total-setup okta plan?"],
    [["help", "entra", "verfy"], '"verfy"', "Did you mean total-setup entra verify?"],
    [["okta", "--org-url", "https://acme.okta.com", "docter"], '"docter"', "Did you mean total-setup okta doctor?"],
    [["okta", "dry-run"], '"dry-run"', "Did you mean --dry-run?"],
    [["template", "lst"], '"lst"', "Did you mean total-setup template list?"],
    [["sandbox", "okat"], '"okat"', "Did you mean total-setup sandbox okta?"],
    [["okta", "--scim-token", "t"], "--scim-token", "Did you mean --scim-token-file?"],
    [["okta", "--scim-token", "t", "plan"], "--scim-token", "Did you mean --scim-token-file?"],
    [["okta", "plan", "--scim-token", "t"], "--scim-token", "Did you mean --scim-token-file?"],
    [["okta", "plan", "--org", "x"], "--org", "Did you mean --org-url?"],
    [["okta", "--yess"], "--yess", "Did you mean --yes?"],
    [["entra", "verify", "--grpah-url", "x"], "--grpah-url", "Did you mean --graph-url?"],
    [["template", "show", "--debgu"], "--debgu", "Did you mean --debug?"],
    [["sandbox", "entra", "--strat", "empty"], "--strat", "Did you mean --start?"],
    [["target", "--prt", "1"], "--prt", "Did you mean --port?"],
  ])("%j", async (words, what, near) => {
    const { code, error, message, fix } = await refusalOf(...words);
    expect([code, error]).toEqual([64, "usage"]);
    expect(message).toContain(what);
    expect(fix).toContain(near);
  });

  test("without repeating what may be a secret", async () => {
    for (const words of [
      ["--scim-token=hunter2"],
      ["--scim-token", "hunter2"],
      ["plan", "--scim-token", "hunter2"],
      ["--scim-token", "hunter2", "plan"],
      ["-yhunter2"],
      ["plan", "-xhunter2"],
    ]) {
      const { message, fix } = await refusalOf("okta", ...words);
      expect(message + fix).not.toContain("hunter2");
    }
  });

  test("an option before the command is told where it goes", async () => {
    const { code, message, fix } = await refusalOf("--json", "okta");
    expect([code, message]).toEqual([64, "Unknown option --json before the command"]);
    expect(fix).toContain("total-setup <command> --json");
  });

  test.each([
    [["okta", "--wait"], "--wait needs a value", "Write --wait <duration>. Help: total-setup okta apply --help"],
    [
      ["okta", "--org-url", "--yes"],
      "--org-url needs a value",
      "Write --org-url <url>. Help: total-setup okta apply --help",
    ],
    [["target", "--port"], "--port needs a value", "Write --port <n>. Help: total-setup target --help"],
    [
      ["okta", "--dry-run", "--users", "--yes"],
      "--users needs a value",
      "Write --users <n>. Help: total-setup okta --dry-run --help",
    ],
    [["okta", "--grup", "x"], "Unknown option --grup", "All options: total-setup okta apply --help"],
    [["okta", "--dry-run", "--grup", "x"], "Unknown option --grup", "All options: total-setup okta --dry-run --help"],
    [["okta", "plan", "--grup", "x"], "Unknown option --grup", "All options: total-setup okta plan --help"],
    [["okta", "--wait", "15"], '--wait: "15" is not valid', "15 has no unit: write 15s, 15m or 15h."],
    [
      ["okta", "--deadline", "soon"],
      '--deadline: "soon" is not valid',
      "Write a duration with its unit, for example 90s",
    ],
    [
      ["entra", "--cloud", "globl"],
      '--cloud: "globl" is not valid',
      'Did you mean "global"? Write global, usgov, dod or china.',
    ],
    [["okta", "--dry-run", "--users", "x"], '--users: "x" is not valid', "Help: total-setup okta --dry-run --help"],
    [
      ["okta", "plan", "--set", "groups=TOTAL", "Admin"],
      "Unexpected word after --set",
      'Put a value with spaces in quotes: --set "..."',
    ],
    [["okta", "plan", "--yes", "hunter2"], "Unexpected word after --yes", "Remove the word: --yes takes no value."],
    [["sandbox", "okta", "hunter2"], "total-setup sandbox okta takes only options", "Remove the extra word."],
  ])("%j is told its place, and what to write", async (words, what, instead) => {
    const { code, error, message, fix } = await refusalOf(...words);
    expect([code, error]).toEqual([64, "usage"]);
    expect(message).toContain(what);
    expect(fix).toContain(instead);
    expect(message + fix).not.toContain("hunter2");
  });

  test("template and sandbox alone name their commands", async () => {
    expect(await refusalOf("template")).toMatchObject({ code: 64, fix: "Commands: list, show, validate." });
    expect(await refusalOf("sandbox")).toMatchObject({ code: 64, fix: "Commands: okta, entra." });
  });
});

describe("an option of another sub-command is refused", () => {
  const DRY_RUN = ["--people", "--users", "--groups", "--target-url", "--target-token-file", "--fault", "--preview"];
  const OTHERS = ["plan", "verify", "undo", "rotate-token", "doctor", "runbook"];

  test.each([
    ["verify", ["--out", "x"], "--out belongs to plan and runbook, not to verify"],
    ["apply", ["--out", "x"], "--out belongs to plan and runbook, not to apply"],
    ["undo", ["--out", "x"], "--out belongs to plan and runbook, not to undo"],
    ["plan", ["--confirm-plan", "x"], "--confirm-plan belongs to apply, not to plan"],
    ["verify", ["--confirm-plan", "x"], "--confirm-plan belongs to apply, not to verify"],
    ["plan", ["--delete-groups"], "--delete-groups belongs to undo, not to plan"],
    ["apply", ["--delete-groups"], "--delete-groups belongs to undo, not to apply"],
    [
      "plan",
      ["--allow-unchecked", "users"],
      "--allow-unchecked belongs to apply, rotate-token and verify, not to plan",
    ],
    ["doctor", ["--allow-unchecked", "users"], "not to doctor"],
    ["undo", ["--allow-unchecked", "users"], "not to undo"],
    [
      "rotate-token",
      ["--only", "x"],
      "--only belongs to apply, undo, doctor, plan, verify and runbook, not to rotate-token",
    ],
    ["rotate-token", ["--skip", "x"], "not to rotate-token"],
    ...OTHERS.map((name) => [name, ["--dry-run"], `--dry-run belongs to apply, not to ${name}: `] as const),
    ...OTHERS.flatMap((name) =>
      DRY_RUN.map((flag) => [name, [flag, "1"], `${flag} belongs to apply, not to ${name}`] as const),
    ),
    ...OTHERS.flatMap((name) =>
      ["--from-tenant", "--accept-writes"].map(
        (flag) => [name, [flag], `${flag} belongs to apply, not to ${name}`] as const,
      ),
    ),
  ] as const)("%s %j", async (name, words, told) => {
    for (const idp of ["okta", "entra"])
      for (const order of [
        [name, ...words],
        [...words, name],
      ]) {
        const { code, error, message, fix } = await refusalOf(idp, ...order);
        expect([code, error]).toEqual([64, "usage"]);
        expect(message).toContain(told);
        expect(fix).toContain("Leave ");
      }
  });

  test.each([
    [["sandbox", "okta", "--start", "empty"], "--start belongs to entra, not to okta"],
    [["sandbox", "okta", "--cycle", "1m"], "--cycle belongs to entra, not to okta"],
    [["sandbox", "entra", "--stand-in"], "--stand-in belongs to okta, not to entra"],
  ])("%j", async (words, told) => {
    expect(await refusalOf(...words)).toMatchObject({ code: 64, error: "usage", message: told });
  });
});

describe("the place of the sub-command among the options makes no difference", () => {
  const GIVEN = ["--template", "generic", "--label", "plan"];

  test.each([
    [["runbook", ...GIVEN]],
    [[...GIVEN, "runbook"]],
    [["--template", "generic", "runbook", "--label", "plan"]],
    [["--label=plan", "--template=generic", "runbook"]],
  ])("%j", async (words) => {
    const { code, stdout } = await runInProcess(["okta", ...words]);
    expect(code).toBe(0);
    expect(stdout).toBe((await runInProcess(["okta", "runbook", ...GIVEN])).stdout);
    expect(stdout).toContain("| **App name** | `plan` |");
  });

  test("options that every sub-command accepts serve all of them", async () => {
    const common = [
      "--yes",
      "--wait",
      "1m",
      "--deadline",
      "1m",
      "--transcript",
      "/nowhere",
      "--detailed-exitcode",
      "-q",
    ];
    const credentials = ["--okta-token-file", "/nowhere", "--app-id", "0oa1", "--create-groups", "--confirm", "TOTAL"];
    expect(await runInProcess(["okta", "runbook", ...common, ...credentials])).toMatchObject({ code: 0, stderr: "" });
  });
});
