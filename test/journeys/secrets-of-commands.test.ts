import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.js";
import { startEntraTenant } from "../support/entra-tenant-world.js";
import { inFrontOf, type RenewableTarget } from "../support/renewable-target.js";
import { temporaryFolder } from "../support/run-cli.js";
import { testIo } from "../support/run-in-process.js";
import { expectNowhere } from "../support/secret-sweep.js";
import { objectsIn, startTenantWorld, text } from "../support/tenant-world.js";

const open: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(open.splice(0).map((one) => one.close())));

const PERSON = {
  userName: "ada@northwind.example",
  givenName: "Ada",
  familyName: "Berg",
  email: "ada@northwind.example",
  displayName: "Ada Berg",
  active: true,
  groups: ["TOTAL-Admin"],
} as const;

/** Everything the command line said in any of its runs, and everything it left in its folder. */
class Sweep {
  readonly folder = temporaryFolder();
  readonly #said: Record<string, string> = {};
  readonly #secrets: string[] = [];
  readonly #given = temporaryFolder();

  /** A file to give a secret in, outside of what is swept. */
  secretFile(secret: string): string {
    this.#secrets.push(secret);
    const path = join(this.#given, `${String(this.#secrets.length)}.txt`);
    writeFileSync(path, secret);
    return path;
  }

  place(name: string): string {
    return join(this.folder, name);
  }

  /** @returns the exit code */
  async run(clock: Parameters<typeof runCli>[0]["clock"], ...args: readonly string[]): Promise<number> {
    const { io, written } = testIo([...args, "--debug", "--no-input"], { env: { XDG_STATE_HOME: this.folder } });
    const code = await runCli({ ...io, ...(clock === undefined ? {} : { clock }) });
    const name = `${String(Object.keys(this.#said).length)}: ${args.slice(0, 3).join(" ")}`;
    this.#said[name] = written.stdout + written.stderr;
    return code;
  }

  /** Fails where one of the secrets stands; answers the names of the files that were looked through. */
  end(): string[] {
    const names = readdirSync(this.folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      statSync(this.place(name)).isFile(),
    );
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(this.place(name), "utf8")]));
    expectNowhere(this.#secrets, { ...this.#said, ...files });
    return names;
  }
}

/** Which commands there are is asked of the command line itself, so that a new one cannot be left out of this test. */
async function actionsOf(idp: string): Promise<string[]> {
  const { io, written } = testIo([idp, "no-such-action"]);
  await runCli(io);
  const [, list = ""] = /Commands: ([^.]+)\./.exec(written.stderr) ?? [];
  return list.split(", ");
}

describe("known secrets stand in nothing that any command says or leaves", () => {
  test("on Okta", async () => {
    const world = await startTenantWorld({ people: [PERSON], groups: ["TOTAL-Admin"] });
    const target: RenewableTarget = await inFrontOf(world.scim);
    open.push(target, world);
    const sweep = new Sweep();
    const org = ["--org-url", world.sandbox.url, "--okta-token-file", sweep.secretFile(world.sandbox.token.reveal())];
    const scim = ["--scim-token-file", sweep.secretFile(world.scim.token.reveal())];
    const address = ["--scim-base-url", target.baseUrl];
    const done: string[] = [];
    const okta = (action: string, ...more: readonly string[]): Promise<number> => {
      done.push(action);
      const file = sweep.place(String(done.length));
      const transcript = ["--transcript", `${file}.jsonl`];
      const report = action === "runbook" ? [] : ["--report", `${file}.html`];
      return sweep.run(world.clock, "okta", action, ...org, ...transcript, ...report, ...more);
    };

    expect(await okta("doctor", ...address, ...scim)).toBe(0);
    expect(await okta("plan", ...address, ...scim, "--out", sweep.place("plan.json"))).toBe(0);
    expect(await okta("apply", ...address, ...scim, "--plan", sweep.place("plan.json"), "--json")).toBe(3);
    const [app] = objectsIn(await world.admin("GET", "/api/v1/apps"));
    await world.connect(text(app?.["id"]), { baseUrl: target.baseUrl, token: world.scim.token });
    expect(await okta("apply", ...address, ...scim, "--yes", "--wait", "1h")).toBe(0);
    expect(await okta("verify", ...address, ...scim, "--json")).toBe(0);
    expect(await okta("runbook", ...address, "--out", sweep.place("runbook.md"))).toBe(0);
    const newToken = sweep.secretFile(target.renew().reveal());
    expect(await okta("rotate-token", ...address, "--scim-token-file", newToken, "--yes")).toBe(3);
    const rehearsal = ["--dry-run", "--from-tenant", "--preview", PERSON.userName];
    expect(await okta("apply", ...address, ...rehearsal, "--yes", "--json")).toBe(0);
    const label = ["--confirm", "TOTAL (Provisioning)"];
    expect(await okta("undo", ...address, "--yes", ...label)).toBe(0);

    const files = sweep.end();
    expect([...new Set(done)].sort()).toEqual((await actionsOf("okta")).sort());
    for (const part of ["plan.json", "journal", "runbook.md", ".jsonl"])
      expect(files.some((name) => name.includes(part))).toBe(true);
  });

  test("on Entra", async () => {
    const world = await startEntraTenant();
    const target = await inFrontOf(world.scim);
    open.push(target, world);
    const sweep = new Sweep();
    const graphToken = sweep.secretFile(world.sandbox.token.reveal());
    const graph = ["--graph-url", world.sandbox.url, "--graph-token-file", graphToken];
    const scim = ["--scim-token-file", sweep.secretFile(world.scim.token.reveal())];
    const address = ["--scim-base-url", target.baseUrl];
    const done: string[] = [];
    const entra = (action: string, ...more: readonly string[]): Promise<number> => {
      done.push(action);
      const file = sweep.place(String(done.length));
      const transcript = ["--transcript", `${file}.jsonl`];
      const report = action === "runbook" ? [] : ["--report", `${file}.html`];
      return sweep.run(world.clock, "entra", action, ...graph, ...transcript, ...report, ...more);
    };

    expect(await entra("doctor", ...address, ...scim)).toBe(0);
    expect(await entra("plan", ...address, ...scim, "--out", sweep.place("plan.json"))).toBe(0);
    const planned = ["--plan", sweep.place("plan.json"), "--wait", "6h", "--json"];
    expect(await entra("apply", ...address, ...scim, ...planned)).toBe(0);
    expect(await entra("verify", ...address, ...scim, "--json")).toBe(0);
    expect(await entra("runbook", ...address, "--out", sweep.place("runbook.md"))).toBe(0);
    const newToken = sweep.secretFile(target.renew().reveal());
    expect(await entra("rotate-token", ...address, "--scim-token-file", newToken, "--yes", "--wait", "6h")).toBe(0);
    const rehearsal = ["--dry-run", "--from-tenant", "--preview", "ada@northwind.example"];
    expect(await entra("apply", ...address, ...rehearsal, "--yes", "--json")).toBe(0);
    expect(await entra("undo", ...address, "--yes", "--confirm", "TOTAL")).toBe(0);

    const files = sweep.end();
    expect([...new Set(done)].sort()).toEqual((await actionsOf("entra")).sort());
    for (const part of ["plan.json", "journal", "backup", "runbook.md", ".jsonl"])
      expect(files.some((name) => name.includes(part))).toBe(true);
  });
});
