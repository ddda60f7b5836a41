import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.js";
import { openProgress } from "../../src/cli/views/progress.js";
import { openScreen } from "../../src/cli/terminal/screen.js";
import { openUndoOperator } from "../../src/cli/actions/undo/operator.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";
import { temporaryFolder } from "../support/run-cli.js";
import { testIo } from "../support/run-in-process.js";
import type { SweepWorld } from "../support/sweep-world.js";
import type { UndoItem } from "../../src/setup/model/run-result.js";
import { unwrapped } from "../support/unwrapped.js";

const LABEL = "TOTAL (Provisioning)";

const opened: SweepWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** A tenant in which the guide was carried out. */
async function applied(): Promise<SweepWorld> {
  const world = await startOktaWorld();
  opened.push(world);
  const { code } = await world.run();
  expect(code).toBe(0);
  world.breakWith(undefined);
  return world;
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The whole command line, on the world's clock. */
async function run(
  world: SweepWorld,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { io, written } = testIo(argv, { env: { ...world.env, ...env } });
  const code = await runCli({ ...io, clock: world.clock });
  return { code, ...written };
}

type UndoDocument = SetupDocument & Required<Pick<SetupDocument, "undo">>;

function undoIn(stdout: string): UndoDocument {
  return documentIn(stdout) as UndoDocument;
}

/** Nothing of the template's inputs is needed: what is taken back stands in the journal. */
function withoutInputs({ env }: SweepWorld): Readonly<Record<string, string>> {
  const { XDG_STATE_HOME = "", OKTA_CLIENT_ORGURL = "", OKTA_CLIENT_TOKEN = "" } = env;
  return { XDG_STATE_HOME, OKTA_CLIENT_ORGURL, OKTA_CLIENT_TOKEN };
}

describe("total-setup okta undo", () => {
  test("shows the whole list and writes nothing without a yes", async () => {
    const world = await applied();
    const { code, stdout, stderr } = await run(world, ["okta", "undo"]);
    expect(code).toBe(64);
    expect(stderr).toContain("confirmation-missing");
    expect(stdout).toMatch(/delete group push mapping "TOTAL-Analyst"[\s\S]*delete app "TOTAL \(Provisioning\)"/);
    expect(unwrapped(stdout)).toMatch(/deactivates 2 users on the SCIM server/);
    expect(unwrapped(stdout)).toMatch(/change.? to undo; this deactivates 2 users on the SCIM server/);
    expect(stdout).toContain(`total-setup okta undo --confirm '${LABEL}'`);
    expect(world.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("undoes everything with --yes and the app's name, and says so in the document; without any input", async () => {
    const world = await applied();
    const before = await untouched();
    const argv = ["okta", "undo", "--yes", "--json", "--confirm", LABEL];
    const { io, written } = testIo(argv, { env: withoutInputs(world) });
    const code = await runCli({ ...io, clock: world.clock });
    const document = undoIn(written.stdout);
    expect([code, document.mode, document.outcome, document.errors]).toEqual([0, "undo", "applied", []]);
    expect(document.undo.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "push-groups undone",
      "push-groups undone",
      "assign-groups undone",
      "assign-groups undone",
      "assign-groups undone",
      "enable-scim undone",
      "create-app undone",
    ]);
    expect(document.undo.reduce((sum, { people = 0 }) => sum + people, 0)).toBe(2);
    const changes = document.steps.flatMap((step) =>
      step.changes.map(({ action, resource }) => [action, resource.type]),
    );
    expect(changes).toContainEqual(["delete", "app"]);
    expect((await world.dump())["org"]).toEqual(before);

    const again = await run(world, ["okta", "undo", "--yes"]);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain("Nothing to undo.");
  });

  test("without the app's name it undoes the rest, and says which command continues", async () => {
    const world = await applied();
    const { code, stdout, stderr } = await run(world, ["okta", "undo", "--yes", "--json"]);
    const document = undoIn(stdout);
    expect([code, document.outcome, document.errors[0]?.code]).toEqual([1, "failed", "confirm-needed"]);
    expect(document.steps.flatMap(({ changes }) => changes)).toHaveLength(5);
    expect(document.errors[0]?.message).toContain("a deletion includes everything under it");
    expect(unwrapped(stderr)).toContain(
      `To delete it with everything under it, confirm its name: --confirm "${LABEL}".`,
    );
    const next = stderr.split("\n").find((line) => line.includes(`--confirm '${LABEL}'`));
    // A deletion is asked for once more, also where --yes was given.
    expect(next).toMatch(/okta undo/);
    expect(next).not.toContain("--yes");
  });

  test("holds the tenant's lock", async () => {
    const world = await applied();
    const folder = join(world.env["XDG_STATE_HOME"] ?? "", "total-setup");
    let held: string[] = [];
    world.breakWith(({ method }) => {
      if (method !== "GET") held = readdirSync(join(folder, "lock"));
      return undefined;
    });
    expect((await run(world, ["okta", "undo", "--yes", "--confirm", LABEL])).code).toBe(0);
    expect(held).toHaveLength(1);
    expect(readdirSync(join(folder, "lock"))).toEqual([]);
  });

  test("without a journal it says where it would lie, lists what is there by name, and removes nothing", async () => {
    const world = await applied();
    const elsewhere = temporaryFolder();
    const { code, stdout, stderr } = await run(
      world,
      ["okta", "undo", "--yes", "--confirm", LABEL, "--group", "TOTAL-Admin"],
      { XDG_STATE_HOME: elsewhere },
    );
    expect(code).toBe(1);
    expect(stderr).toContain("journal-missing");
    expect(stderr).toContain(elsewhere);
    expect(stdout).toContain(`The app "${LABEL}" exists`);
    expect(stdout).toContain('The group "TOTAL-Admin" is assigned.');
    expect(world.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(readdirSync(join(elsewhere, "total-setup"))).not.toContain("journal");
    expect(unwrapped(stderr)).toContain("remove it yourself in the console");
  });

  test("without a journal, and with nothing to be found, it does not speak of what is listed above", async () => {
    const world = await startOktaWorld();
    opened.push(world);
    const { code, stdout, stderr } = await run(world, ["okta", "undo", "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toContain("journal-missing");
    expect(stdout).toContain("= nothing");
    expect(unwrapped(stderr)).not.toContain("listed above");
  });

  test("of another template finds nothing, and names the template whose changes are there", async () => {
    const world = await applied();
    const { code, stdout } = await run(world, ["okta", "undo", "--yes", "--template", "generic"]);
    expect(code).toBe(0);
    expect(unwrapped(stdout)).toContain(
      "lists no change that generic/okta made. For other templates, add --template total/okta.",
    );
  });

  test("leaves no secret in the journal that it reads and writes", async () => {
    const world = await applied();
    await run(world, ["okta", "undo", "--yes", "--confirm", LABEL]);
    const folder = join(world.env["XDG_STATE_HOME"] ?? "", "total-setup", "journal");
    const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect(text.join("")).toContain('"kind":"undone"');
    for (const name of ["OKTA_CLIENT_TOKEN", "TOTAL_SETUP_SCIM_TOKEN"])
      expect(text.join("")).not.toContain(world.env[name]);
  });
});

/** The org as it is before anything is set up. */
async function untouched(): Promise<unknown> {
  const world = await startOktaWorld();
  opened.push(world);
  return (await world.dump())["org"];
}

describe("the questions of an undo", () => {
  const item: UndoItem = {
    done: {
      key: "1",
      at: "2026-11-02T09:00:00.000Z",
      run: "r",
      step: "assign-groups",
      action: "create",
      resource: { type: "group-assignment", name: "Sales" },
      fields: [],
      undoData: {},
    },
    state: "undo",
    change: { action: "delete", resource: { type: "group-assignment", name: "Sales" }, fields: [] },
    what: "",
  };

  test.each([
    [["y", "n", "", "q"], ["yes", "no", "no", "quit"], 4],
    [["what?", "yes", "a"], ["yes", "yes", "yes", "yes"], 3],
  ])("answered %j mean %j", async (answers, meant, asked) => {
    const { io } = testIo(["okta", "undo"]);
    const screen = openScreen(io, { json: false, quiet: false, color: false });
    const progress = await openProgress(io, screen, { quiet: true });
    let at = 0;
    const ask = (): Promise<string> => Promise.resolve(answers[at++] ?? "q");
    const operator = openUndoOperator({
      io,
      screen,
      progress,
      yes: false,
      input: true,
      details: false,
      ask,
      nextCommand: () => "total-setup okta undo",
    });
    await operator.begin([item]);
    const decided: string[] = [];
    while (decided.length < meant.length) decided.push(await operator.decide(item));
    expect(decided).toEqual(meant);
    expect(at).toBe(asked);
  });
});
