import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { startNextWorld, type NextWorld } from "../support/next-world.js";
import { temporaryFolder } from "../support/run-cli.js";
import type { TargetQuirks } from "../../src/scim-target/quirks.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A command, how it ends, and the commands that are printed behind it: each is run as it stands there. */
interface Row {
  readonly end: string;
  readonly quirks?: TargetQuirks;
  /** What happened before. */
  readonly before?: (world: NextWorld) => Promise<unknown>;
  readonly run: string;
  readonly code: number;
  /** How the next command begins behind its launcher, and what it has. */
  readonly next: string;
  /** What the person does who was told to do something first. */
  readonly between?: (world: NextWorld) => Promise<unknown>;
  /** How the next command ends. */
  readonly then: number;
}

const OKTA = "--scim-base-url $SCIM --scim-token-file scim.txt --group TOTAL-Admin";
const ENTRA = "--graph-url $GRAPH --graph-token-file graph.txt --scim-base-url $SCIM --scim-token-file scim.txt";
const PLAN = "--scim-base-url $SCIM --group TOTAL-Admin";
const setUp = (idp: "okta" | "entra") => (world: NextWorld) =>
  runIn(world, `${idp} ${idp === "okta" ? OKTA : ENTRA} --yes --wait 3h`);

const ROWS: readonly Row[] = [
  { end: "a dry run that is done", run: "okta --dry-run --yes", code: 0, next: "okta plan", then: 64 },
  {
    end: "a dry run with the inputs of the real run",
    run: `okta --dry-run ${OKTA}`,
    code: 0,
    next: `okta plan ${OKTA}`,
    then: 0,
  },
  { end: "a plan with changes", run: `okta plan ${PLAN}`, code: 0, next: `okta ${PLAN}`, then: 64 },
  {
    end: "a plan without changes",
    before: setUp("okta"),
    run: `okta plan ${OKTA}`,
    code: 0,
    next: `okta verify ${OKTA}`,
    then: 0,
  },
  {
    end: "a saved plan",
    run: `okta plan ${PLAN} --out plan.json`,
    code: 0,
    next: "okta apply --plan plan.json",
    then: 64,
  },
  {
    end: "no answer to the question",
    run: `okta ${OKTA} --wait 1h`,
    code: 64,
    next: `okta ${OKTA} --wait 1h --yes`,
    then: 0,
  },
  {
    end: "a manual step that is left",
    before: (world) => Promise.resolve((world.administrator = false)),
    run: `okta ${OKTA} --yes`,
    code: 3,
    next: `okta ${OKTA} --yes`,
    between: async (world) => {
      await world.visitConsole();
      await world.clock.sleep(60_000);
    },
    then: 0,
  },
  {
    end: "everything set up",
    run: `okta ${OKTA} --yes --wait 1h`,
    code: 0,
    next: `okta verify ${OKTA} --wait 1h`,
    then: 0,
  },
  {
    end: "drift that apply repairs",
    before: async (world) => {
      await setUp("okta")(world);
      await removeAssignment(world);
    },
    run: `okta verify ${OKTA}`,
    code: 5,
    next: `okta ${OKTA}`,
    then: 64,
  },
  {
    end: "a SCIM server that refuses users",
    quirks: { refuses: { method: "POST", resource: "Users", with: 400 } },
    run: `okta ${OKTA} --yes --wait 1h`,
    code: 5,
    next: `okta ${OKTA} --yes --wait 1h`,
    then: 5,
  },
  {
    end: "a group that does not exist",
    run: `okta ${OKTA} --group Nobody --yes`,
    code: 1,
    next: `okta ${OKTA} --group Nobody --yes`,
    then: 1,
  },
  {
    end: "a group without users",
    before: emptyGroup,
    run: `okta ${OKTA} --yes --wait 1h`,
    code: 5,
    next: `okta ${OKTA} --yes --wait 1h --allow-unchecked users`,
    then: 0,
  },
  {
    end: "steps that were left out",
    run: `okta ${OKTA} --yes --wait 1h --skip push-groups`,
    code: 5,
    next: `okta ${OKTA} --yes --wait 1h`,
    then: 0,
  },
  {
    end: "memberships that nobody can see",
    quirks: { members: "never-shown" },
    run: `okta ${OKTA} --yes --wait 1h`,
    code: 5,
    next: `okta ${OKTA} --yes --wait 1h --allow-unchecked memberships`,
    then: 0,
  },
  {
    end: "a verification that stops at a token",
    before: setUp("okta"),
    run: `echo wrong > wrong.txt; okta verify ${OKTA.replace("scim.txt", "wrong.txt")}`,
    code: 5,
    next: `okta verify ${OKTA.replace("scim.txt", "wrong.txt")}`,
    between: (world) => world.run("cp scim.txt wrong.txt"),
    then: 0,
  },
  {
    end: "a check that failed",
    run: `okta doctor ${OKTA} --org-url http://127.0.0.1:9`,
    code: 1,
    next: `okta doctor ${OKTA} --org-url http://127.0.0.1:9`,
    then: 1,
  },
  { end: "checks that are all right", run: `okta doctor ${OKTA}`, code: 0, next: `okta plan ${OKTA}`, then: 0 },
  {
    end: "an undo that keeps the app",
    before: setUp("okta"),
    run: "okta undo --yes",
    code: 1,
    next: "okta undo --confirm 'TOTAL (Provisioning)'",
    then: 64,
  },
  { end: "a dry run of Entra", run: "entra --dry-run", code: 0, next: "entra plan", then: 64 },
  {
    end: "users still on the way",
    run: `entra ${ENTRA} --yes --on-demand none`,
    code: 6,
    next: `entra ${ENTRA} --yes --on-demand none --wait 1h`,
    then: 0,
  },
  {
    end: "an Entra tenant set up",
    run: `entra ${ENTRA} --yes --wait 3h`,
    code: 0,
    next: `entra verify ${ENTRA} --wait 3h`,
    then: 0,
  },
  { end: "a plan of Entra", run: `entra plan ${ENTRA}`, code: 0, next: `entra ${ENTRA}`, then: 64 },
];

/** With the addresses of this world, started as the shell line would start it. */
function lineOf(world: NextWorld, line: string): string {
  return withAddresses(world, line).replace(/(^|; )(okta|entra) /, `$1${world.launcher} $2 `);
}

function withAddresses({ scim, entra }: NextWorld, line: string): string {
  return line.replaceAll("$SCIM", scim.baseUrl).replaceAll("$GRAPH", entra.url);
}

function runIn(world: NextWorld, line: string): ReturnType<NextWorld["run"]> {
  return world.run(lineOf(world, line));
}

function beginning(text: string): RegExp {
  return new RegExp(`^${text.replace(/[^\w ]/g, "\\$&")}`);
}

async function emptyGroup(world: NextWorld): Promise<void> {
  const [group] = (await world.admin("GET", "/api/v1/groups?q=TOTAL-Admin")) as { id: string }[];
  const users = `/api/v1/groups/${group?.id ?? ""}/users`;
  for (const { id } of (await world.admin("GET", users)) as { id: string }[])
    await world.admin("DELETE", `${users}/${id}`);
  await world.clock.sleep(60_000);
}

async function removeAssignment(world: NextWorld): Promise<void> {
  const [app] = (await world.admin("GET", "/api/v1/apps")) as { id: string }[];
  const [group] = (await world.admin("GET", `/api/v1/apps/${app?.id ?? ""}/groups`)) as { id: string }[];
  await world.admin("DELETE", `/api/v1/apps/${app?.id ?? ""}/groups/${group?.id ?? ""}`);
  await world.clock.sleep(60_000);
}

describe("the command printed behind", () => {
  test.each(ROWS)("$end", async ({ quirks, before, run, code, next, between, then }) => {
    const world = await startNextWorld(quirks);
    try {
      await before?.(world);
      const first = await runIn(world, run);
      expect(first.code, first.said).toBe(code);
      // One, so that nobody has to choose.
      const [printed = ""] = first.next;
      expect(first.next).toEqual([expect.stringMatching(beginning(`${world.launcher} ${withAddresses(world, next)}`))]);
      await between?.(world);
      const second = await world.run(printed);
      expect(second.code, `${printed}\n${second.said}`).toBe(then);
    } finally {
      await world.close();
    }
  });
});

describe("the launcher of the printed command", () => {
  /** A project in which the package is installed, as npm does it. */
  function installed(): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
    symlinkSync(ROOT, join(folder, "node_modules", "total-setup"));
    symlinkSync(
      join("..", "total-setup", "bin", "total-setup.js"),
      join(folder, "node_modules", ".bin", "total-setup"),
    );
    writeFileSync(join(folder, "package.json"), "{}");
    return folder;
  }

  function shell(line: string, cwd: string, path = ""): { readonly code: number | null; readonly said: string } {
    const env = { PATH: `${path}${process.env["PATH"] ?? ""}`, HOME: cwd, XDG_STATE_HOME: join(cwd, "state") };
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd, env, encoding: "utf8" });
    return { code: status, said: stdout + stderr };
  }

  test.each([
    ["npx", "npx --no total-setup", "npx total-setup"],
    ["the name on the PATH", "total-setup", "total-setup"],
    ["a path to the script", "node node_modules/total-setup/bin/total-setup.js", "node "],
  ])("is %s, where that started the run", (name, start, printed) => {
    const folder = installed();
    const path = name.includes("PATH") ? `${join(folder, "node_modules", ".bin")}:` : "";
    const rehearsal = shell(`${start} okta --dry-run --group TOTAL-Admin`, folder, path);
    expect(rehearsal.code, rehearsal.said).toBe(0);
    const [line = ""] = /^ +\S.* okta plan --group TOTAL-Admin$/m.exec(rehearsal.said) ?? [];
    expect(line.trim()).toMatch(new RegExp(`^${printed}`));
    const next = shell(line.trim(), folder, path);
    // Neither the org nor the vendor's address was given, and there is nobody to ask.
    expect(next.code, next.said).toBe(64);
    expect(next.said).toContain("TOTAL SCIM Base URL");
  });
});
