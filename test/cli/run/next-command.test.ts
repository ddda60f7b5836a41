import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { entraArguments } from "../../../src/cli/arguments/entra-options.js";
import { watchGiven } from "../../../src/cli/arguments/given-options.js";
import { oktaArguments } from "../../../src/cli/arguments/okta-options.js";
import type { CommandAction } from "../../../src/cli/arguments/run-action.js";
import { addSubCommands } from "../../../src/cli/commands/setup/sub-commands.js";
import { addInputOptions } from "../../../src/cli/inputs/inputs.js";
import { nextCommands, type NextCommands } from "../../../src/cli/run/next-command.js";
import { entraKinds } from "../../../src/entra/steps/kinds.js";
import { oktaKinds } from "../../../src/okta/steps/kinds.js";
import { loadTemplate } from "../../../src/template/load.js";
import type { Template } from "../../../src/template/document/template.js";
import { runsAgainst, startSandbox, type SandboxReady } from "../../support/sandbox-process.js";
import { runCli, type RunningServer } from "../../support/run-cli.js";
import { testIo } from "../../support/run-in-process.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

function total(idp: string, kinds: Parameters<typeof loadTemplate>[2]): Template {
  const file = `${ROOT}templates/total/${idp}.yaml`;
  return loadTemplate(readFileSync(file, "utf8"), file, kinds);
}
const TEMPLATES = { okta: total("okta", oktaKinds), entra: total("entra", entraKinds) };

/** The next commands of a command line, as the command of an IdP makes them. */
function nextOf(line: string | readonly string[], planned: readonly string[] = []): NextCommands {
  const [idp = "", ...words] = typeof line === "string" ? line.split(" ") : line;
  const [first = ""] = words;
  const action = (first.startsWith("-") || first === "" ? "apply" : first) as CommandAction;
  const idpArguments = idp === "okta" ? oktaArguments : entraArguments;
  const template = idp === "okta" ? TEMPLATES.okta : TEMPLATES.entra;
  const commandOf = (name: CommandAction, dryRun: boolean): Command => {
    const found = addSubCommands(new Command(idp), idpArguments, { dryRun }).find(({ sub }) => sub.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    addInputOptions(found.command, template);
    return found.command;
  };
  const dryRun = words.includes("--dry-run");
  const command = commandOf(action, dryRun).exitOverride();
  const given = watchGiven(command);
  command.parse(words[0] === action ? words.slice(1) : words, { from: "user" });
  const { io } = testIo(words);
  return nextCommands({
    io: { ...io, script: `${ROOT}bin/total-setup.js`, cwd: ROOT, platform: "linux" },
    idp: idpArguments.name,
    action,
    dryRun,
    given,
    optionsOf: (name) => commandOf(name, false).options,
    planned,
  });
}

const START = "node bin/total-setup.js";

describe("the next command", () => {
  test.each([
    ["okta --dry-run", "plan", "okta plan"],
    [
      "okta --dry-run --yes --no-input --people p.csv --users 3 --fault 429@2 --preview a@x",
      "plan",
      "okta plan --no-input",
    ],
    [
      "okta --dry-run --scim-base-url https://s.example/v2 --group A --group B --set x=y --inputs i.yaml --template ./t.yaml",
      "plan",
      "okta plan --scim-base-url https://s.example/v2 --group A --group B --set x=y --inputs i.yaml --template ./t.yaml",
    ],
    [
      "okta plan --org-url https://acme.okta.com --out p.json --json --detailed-exitcode",
      "apply",
      "okta --org-url https://acme.okta.com",
    ],
    [
      "okta plan --only a,b --create-groups --no-input --confirm X",
      "apply",
      "okta --only a,b --create-groups --confirm X",
    ],
    [
      "okta --yes --only a --wait 15m --scim-token-file t.txt --no-color",
      "verify",
      "okta verify --wait 15m --scim-token-file t.txt --no-color",
    ],
    ["okta --yes --confirm X --transcript t.jsonl", "undo", "okta undo"],
    [
      "okta --yes --json -q --transcript t.jsonl --wait 1m",
      "apply",
      "okta --yes --json --quiet --transcript t.jsonl --wait 1m",
    ],
    ["okta verify --deadline 1h --no-input", "verify", "okta verify --deadline 1h --no-input"],
    [
      "entra --new-app Second --on-demand none --tenant acme.example --yes",
      "verify",
      "entra verify --new-app Second --tenant acme.example",
    ],
    ["entra --new-app --cloud usgov", "verify", "entra verify --new-app --cloud usgov"],
  ] as const)("of %s to %s is complete", (line, action, next) => {
    expect(nextOf(line).command(action)).toBe(`${START} ${next}`);
  });

  test("has what is added behind everything else, in place of the same option that was given", () => {
    expect(nextOf("okta --wait 1m --yes").command("apply", { add: ["--wait", "1h"] })).toBe(
      `${START} okta --yes --wait 1h`,
    );
  });

  test("is quoted for the shell", () => {
    const words = ["okta", "--group", "Sales & Admin", "--group", "O'Hara", "--confirm=-x", "--set", "a=$b"];
    expect(nextOf(words).command("apply")).toBe(
      String.raw`${START} okta --group 'Sales & Admin' --group 'O'\''Hara' --confirm=-x --set 'a=$b'`,
    );
  });

  test("of a dry run is a dry run again only where that is asked for", () => {
    const next = nextOf("okta --dry-run --yes --users 3");
    expect(next.command("apply")).toBe(`${START} okta`);
    expect(next.command("apply", { again: true })).toBe(`${START} okta --dry-run --yes --users 3`);
    expect(next.command("apply", { again: true, without: ["--yes"] })).toBe(`${START} okta --dry-run --users 3`);
  });

  test("leaves out what can be read once only, and names it", () => {
    const next = nextOf("okta --scim-token-file - --inputs /dev/fd/63 --okta-token-file t.txt");
    expect(next.notRepeated()).toEqual([]);
    expect(next.command("apply")).toBe(`${START} okta --okta-token-file t.txt`);
    expect(next.notRepeated()).toEqual(["--scim-token-file", "--inputs"]);
  });

  test("after a saved plan has the plan's inputs, each once", () => {
    const line = "okta apply --plan p.json --confirm-plan sha256:a --group A --org-url https://acme.okta.com";
    const next = nextOf(line, ["--scim-base-url", "https://s.example", "--group", "A"]);
    expect(next.command("verify")).toBe(
      `${START} okta verify --org-url https://acme.okta.com --scim-base-url https://s.example --group A`,
    );
    expect(next.command("apply")).toBe(`${START} ${line.replace("okta apply", "okta")}`);
  });
});

describe("the next command, as it is printed, run by a shell", () => {
  let sandbox: RunningServer<SandboxReady>;
  beforeAll(async () => {
    sandbox = await startSandbox("--stand-in");
  });
  afterAll(() => sandbox.stop());

  async function run(command: string, env: Readonly<Record<string, string>>): Promise<readonly [number, string]> {
    const child = spawn("bash", ["-c", command], { cwd: ROOT, env: { PATH: process.env["PATH"], HOME: ROOT, ...env } });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
    child.stdin.end();
    const [code] = (await once(child, "close")) as [number];
    return [code, Buffer.concat(said).toString()];
  }

  test("leads from a dry run to a plan, to what applies it, and to what verifies it", async () => {
    const { env, apply } = runsAgainst(sandbox.ready);
    const inputs = apply.slice(3);
    const dry = nextOf(["okta", "--dry-run", "--yes", "--no-input", "--users", "3", ...inputs]);
    const plan = dry.command("plan");
    expect(await run(plan, env)).toEqual([0, expect.stringContaining("TOTAL (Provisioning)")]);

    const planned = nextOf(["okta", "plan", "--no-input", ...inputs]).command("apply", {
      add: ["--yes", "--wait", "2m"],
    });
    expect(await run(planned, env)).toEqual([0, expect.stringContaining("TOTAL-Admin")]);

    const verify = nextOf([...apply, "--wait", "2m"]).command("verify");
    expect(await run(verify, env)).toEqual([0, expect.any(String)]);
  });

  test("continues where a manual step remained", async () => {
    const fresh = await startSandbox();
    const { env, apply } = runsAgainst(fresh.ready);
    expect((await runCli(apply, { env })).code).toBe(3);
    const [code, said] = await run(nextOf(apply).command("apply"), env);
    expect(said).not.toContain("Error:");
    expect(code).toBe(3);
    await fresh.stop();
  });

  test("applies a plan that was saved, by the line that plan --out printed", async () => {
    const fresh = await startSandbox("--stand-in");
    const { env, apply, plan, folder } = runsAgainst(fresh.ready);
    const file = `${folder}/plan.json`;
    const printed = await run(`node bin/total-setup.js ${[...plan, "--out", file].join(" ")}`, env);
    expect(printed[0]).toBe(0);
    const line = /^ *(node bin\/total-setup\.js okta apply --plan .*)$/m.exec(printed[1])?.[1] ?? "";
    const secrets = apply.slice(apply.indexOf("--scim-token-file"), apply.indexOf("--scim-token-file") + 2);
    const [code] = await run(`${line} ${secrets.join(" ")} --wait 2m`, env);
    expect(code).toBe(0);
    await fresh.stop();
  });
});
