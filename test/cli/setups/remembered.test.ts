import { chmodSync, copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentIn } from "../../support/document.js";
import { expectNowhere } from "../../support/secret-sweep.js";
import { editSetUp, onlySetUp, setUpFiles } from "../../support/set-up-files.js";
import { startTwoOrgs, type TwoOrgs } from "../../support/two-orgs.js";

const TEMPLATE = fileURLToPath(new URL("../../../templates/total/okta.yaml", import.meta.url));

let orgs: TwoOrgs;
/** What is remembered after org a was set up with two groups. */
let seed: string;

beforeAll(async () => {
  orgs = await startTwoOrgs();
  seed = orgs.folder();
  await orgs.setUp("a", seed, "--group", "A", "--group", "B");
});
afterAll(() => orgs.close());

function named(): readonly string[] {
  return ["--org-url", orgs.url("a"), "--remember"];
}

describe("what is remembered", () => {
  test("holds what names and describes the set-up, for its owner alone, and no secret", () => {
    expect(onlySetUp(seed)).toMatchObject({
      kind: "total-setup/set-up",
      idp: "okta",
      tenant: { url: orgs.url("a") },
      template: { name: "total/okta" },
      app: { name: "TOTAL (Provisioning)", chosen: false },
      inputs: { scimBaseUrl: orgs.a.scim.baseUrl, groups: ["TOTAL-Admin", "A", "B"] },
      signIn: "api-token",
      allowUnchecked: [],
    });
    const [path = ""] = setUpFiles(seed);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
    expectNowhere([orgs.a.scim.token.reveal(), orgs.a.sandbox.token.reveal()], { it: readFileSync(path, "utf8") });
    // Its default follows the groups: were it remembered, other groups would not be assigned.
    expect(onlySetUp(seed)["inputs"]).not.toHaveProperty("assign");
  });

  test("nothing of a simulated tenant, of a dry run, of a plan, or of a run that was declined", async () => {
    const state = orgs.folder();
    expect((await orgs.run(["okta", "--yes", ...orgs.flags("a")], { state })).code).toBe(0);
    expect((await orgs.run(["okta", "plan", "--remember", ...orgs.flags("a")], { state })).code).toBe(0);
    expect((await orgs.run(["okta", "--remember", ...orgs.flags("a"), "--group", "Sales"], { state })).code).toBe(64);
    expect((await orgs.run(["okta", "--dry-run", "--yes"], { state })).code).toBe(0);
    expect(setUpFiles(state)).toEqual([]);
  });

  test("verify changes nothing of it, and a token given in a file leaves no path", async () => {
    const state = orgs.folder(seed);
    const before = onlySetUp(state);
    const file = join(state, "secret-token.txt");
    writeFileSync(file, orgs.a.scim.token.reveal());
    const flags = ["--group", "A", "--allow-unchecked", "memberships"];
    await orgs.run(["okta", "verify", ...named(), ...flags], { state });
    expect(onlySetUp(state)).toEqual(before);
    const again = ["okta", "--yes", ...named(), "--scim-token-file", file];
    expect((await orgs.run(again, { state, env: { TOTAL_SETUP_SCIM_TOKEN: "" } })).code).toBe(0);
    expect(JSON.stringify(onlySetUp(state))).not.toContain("secret-token");
  });
});

describe("how it is used", () => {
  test("verify without flags proves the groups of the set-up, not the template's default", async () => {
    const verify = ["okta", "verify", "--remember", "--json"];
    const { code, stdout, stderr } = await orgs.run(verify, { state: orgs.folder(seed) });
    expect(code, stdout).toBe(0);
    expect(documentIn(stdout).proof?.groups).toMatchObject({ expected: 3, found: 3 });
    expect(stderr).toContain(`Using the remembered set-up ${orgs.host("a")}/total/okta (--fresh ignores it).`);
    const fresh = await orgs.run([...verify, "--fresh", ...orgs.flags("a")], { state: orgs.folder(seed) });
    expect(documentIn(fresh.stdout).proof?.groups).toMatchObject({ expected: 1, found: 1 });
  });

  test("a flag, a variable and the inputs file win over it, in this order, and it wins over defaults", async () => {
    const state = orgs.folder(seed);
    const file = join(state, "inputs.yaml");
    writeFileSync(file, "groups: [TOTAL-Admin, Sales]\n");
    const groupsOf = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const out = join(state, "plan.json");
      const { code, stderr } = await orgs.run(["okta", "plan", "--out", out, "--remember", ...args], { state, env });
      expect(code, stderr).toBe(0);
      return (JSON.parse(readFileSync(out, "utf8")) as { inputs: unknown }).inputs;
    };
    const [withFile, variable] = [["--inputs", file], { TOTAL_SETUP_GROUPS: "TOTAL-Admin,B" }];
    const scimBaseUrl = orgs.a.scim.baseUrl;
    const used = (...groups: string[]) => expect.objectContaining({ scimBaseUrl, groups, assign: groups }) as unknown;
    expect(await groupsOf([...withFile, "--group", "A"], variable)).toEqual(used("TOTAL-Admin", "A"));
    expect(await groupsOf(withFile, variable)).toEqual(used("TOTAL-Admin", "B"));
    expect(await groupsOf(withFile)).toEqual(used("TOTAL-Admin", "Sales"));
    expect(await groupsOf([])).toEqual(used("TOTAL-Admin", "A", "B"));
  });

  test("a run that changes the groups changes the set-up", async () => {
    const state = orgs.folder(seed);
    expect((await orgs.run(["okta", "--yes", ...named(), "--group", "A"], { state })).code).toBe(0);
    expect(onlySetUp(state)).toMatchObject({ inputs: { groups: ["TOTAL-Admin", "A"] } });
  });

  test("what may stay unverified is remembered, and said", async () => {
    const state = orgs.folder(seed);
    await orgs.run(["okta", "--yes", ...named(), "--allow-unchecked", "memberships"], { state });
    expect(onlySetUp(state)).toMatchObject({ allowUnchecked: ["memberships"] });
    const { stderr } = await orgs.run(["okta", "verify", "--remember"], { state });
    expect(stderr).toContain("with --allow-unchecked memberships (--fresh ignores it)");
  });

  test("an app is chosen again only where a person had chosen it", async () => {
    const state = orgs.folder(seed);
    const id = String((onlySetUp(state)["app"] as Record<string, unknown>)["id"]);
    const plan = async (): Promise<unknown> => {
      const out = join(state, "plan.json");
      await orgs.run(["okta", "plan", "--out", out, "--remember"], { state });
      return (JSON.parse(readFileSync(out, "utf8")) as { options: Record<string, unknown> }).options["appId"];
    };
    expect(await plan()).toBeUndefined();
    await orgs.run(["okta", "--yes", ...named(), "--app-id", id], { state });
    expect(onlySetUp(state)).toMatchObject({ app: { id, chosen: true } });
    expect(await plan()).toBe(id);
  });

  test("the next command names the tenant that a plan took from it", async () => {
    const { stdout } = await orgs.run(["okta", "plan", "--remember", "--group", "Sales"], { state: orgs.folder(seed) });
    expect(stdout).toContain(`total-setup okta --remember --group Sales --org-url ${orgs.url("a")}`);
  });
});

describe("what is wrong with it", () => {
  const verify = ["okta", "verify", "--remember"];

  test("another tenant behind the address stops the run before anything is sent to the SCIM server", async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim`;
    const state = orgs.folder(seed);
    editSetUp(state, (setup) => ({
      ...setup,
      tenant: { url: orgs.url("a"), id: "00oSomebodyElse" },
      inputs: { scimBaseUrl: baseUrl, groups: ["TOTAL-Admin", "Sales"] },
    }));
    for (const command of ["verify", "plan", "apply", "undo", "doctor"]) {
      const yes = command === "apply" || command === "undo" ? ["--yes"] : [];
      const { code, stdout, stderr, writes } = await orgs.run(["okta", command, ...yes, ...named()], { state });
      expect(`${stdout}${stderr}`.replaceAll(/\s+/g, " "), command).toContain("00oSomebodyElse");
      expect({ command, code, writes, requests }).toEqual({ command, code: 64, writes: { a: 0, b: 0 }, requests: 0 });
    }
    server.close();
  });

  test.each([
    ["cut short", (text: string) => text.slice(0, 100)],
    ["of another shape", (text: string) => text.replace('"signIn"', '"signedIn"')],
    ["with a member that nobody wrote", (text: string) => text.replace('"idp"', '"graphUrl": "http://x", "idp"')],
    ["of a later version", (text: string) => text.replace('"1.0"', '"2.0"')],
  ])("a file that is %s is named, also for a tenant that is given", async (_how, damage) => {
    const state = orgs.folder(seed);
    const [path = ""] = setUpFiles(state);
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    for (const args of [verify, ["okta", "--yes", ...named()], ["setups"]]) {
      const { code, stderr, writes } = await orgs.run(args, { state });
      expect({ code, writes }).toEqual({ code: 64, writes: { a: 0, b: 0 } });
      expect(stderr).toContain(`The remembered set-up in ${path} cannot be used`);
      expect(stderr).toContain("(setup-damaged)");
    }
    expect((await orgs.run([...verify, "--fresh", ...orgs.flags("a")], { state })).code).toBe(0);
  });

  test.skipIf(process.platform === "win32")("a file or folder that others can write is not used", async () => {
    for (const place of ["file", "folder"]) {
      const state = orgs.folder(seed);
      const [file = ""] = setUpFiles(state);
      const path = place === "file" ? file : join(state, "total-setup", "setups");
      chmodSync(path, 0o777);
      const { code, stderr } = await orgs.run(verify, { state });
      expect(code).toBe(1);
      expect(stderr).toContain(`${path} is not used because it is not private`);
      expect(stderr).toContain("a run could use a tenant or an address that another user wrote there");
    }
  });

  test("a template of one's own that is gone or was changed", async () => {
    const state = orgs.folder();
    const own = join(orgs.folder(seed), "own.yaml");
    copyFileSync(TEMPLATE, own);
    const flags = [...orgs.flags("a"), "--group", "A", "--template", own];
    expect((await orgs.run(["okta", "--yes", "--remember", ...flags], { state })).code).toBe(0);
    expect((await orgs.run(verify, { state })).code).toBe(0);
    writeFileSync(own, readFileSync(own, "utf8").replace("hidden: true", "hidden: false"));
    const changed = await orgs.run(verify, { state });
    expect(changed.code).toBe(64);
    expect(changed.stderr).toContain(`its template ${own} has changed since that set-up`);
    rmSync(own);
    const gone = await orgs.run(verify, { state });
    expect(gone.code).toBe(64);
    expect(gone.stderr).toContain("(setup-template-changed)");
  });

  test("a chosen app that is gone, and an org that is gone", async () => {
    const state = orgs.folder(seed);
    editSetUp(state, (setup) => ({ ...setup, app: { id: "0oaGone", name: "TOTAL", chosen: true } }));
    const gone = await orgs.run(["okta", "plan", "--remember"], { state });
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain(", with --app-id 0oaGone (--fresh ignores it)");
    const name = `${orgs.host("a")}/total/okta`;
    expect(gone.stderr).toContain(
      `The remembered set-up ${name} names this app. If it no longer exists: total-setup setups forget ${name}`,
    );
    expect((await orgs.run(verify, { state })).code).toBe(2);
    editSetUp(state, (setup) => ({ ...setup, tenant: { url: "http://127.0.0.1:9", id: "00oGone" } }));
    const nowhere = await orgs.run(verify, { state });
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toContain("total-setup setups forget 127.0.0.1:9/total/okta");
  });
});

describe("setups", () => {
  test("lists, shows and forgets what is remembered", async () => {
    const state = orgs.folder(seed);
    const name = `${orgs.host("a")}/total/okta`;
    const list = await orgs.run(["setups"], { state });
    expect(list.stdout).toMatch(
      new RegExp(`^${name}\n  last run 2026-11-02 .* UTC  apply, applied, \\d+ changes?, by `, "m"),
    );
    const { stdout } = await orgs.run(["setups", "show", name, "--json"], { state });
    expect(JSON.parse(stdout)).toMatchObject({
      command: "setups",
      setup: { name, template: "total/okta", inputs: { groups: ["TOTAL-Admin", "A", "B"] } },
      history: [
        { action: "apply", outcome: "applied", signedInAs: "administrator@sandbox.example" },
        { action: "apply", outcome: "console-pending", changes: 1, changed: [{ action: "create", type: "app" }] },
      ],
    });
    const show = await orgs.run(["setups", "show", name.toUpperCase()], { state });
    expect(show.stdout).toContain("groups       TOTAL-Admin, A, B");
    expect(show.stdout).toContain("Sign-in      API token");

    const unknown = await orgs.run(["setups", "forget", name.replace("total/", "totl/")], { state });
    expect(unknown.code).toBe(64);
    expect(unknown.stderr).toContain(`Did you mean "${name}"?`);
    const forget = await orgs.run(["setups", "forget", name], { state });
    expect(forget.stdout).toBe(`Forgotten: ${name}. Its tenant and its journal are unchanged.\n`);
    expect(setUpFiles(state)).toEqual([]);
    expect((await orgs.run(["setups", "--json"], { state })).stdout).toContain('"setups":[]');
    // Its journal is kept: undo finds the changes.
    const undo = await orgs.run(["okta", "undo", "--org-url", orgs.url("a"), "--no-input"], { state });
    expect(undo.stdout).toContain("Changes of earlier runs");
  });

  test("a set-up is remembered before its manual step, and forgotten by the undo that removes its app", async () => {
    const state = orgs.folder();
    const on = { state, signIn: "b" } as const;
    const first = await orgs.run(["okta", "--remember", "--yes", ...orgs.flags("b")], on);
    expect(first.code).toBe(3);
    expect(first.stderr.replaceAll(/\s+/g, " ")).toContain(
      `Remembered as ${orgs.host("b")}/total/okta: the next plan and verify need no inputs, only tokens.`,
    );
    expect(onlySetUp(state)).toMatchObject({ inputs: { groups: ["TOTAL-Admin"] } });

    const undo = ["okta", "undo", "--yes", "--remember", "--org-url", orgs.url("b")];
    expect((await orgs.run(undo, on)).code).toBe(1);
    expect(setUpFiles(state)).toHaveLength(1);
    const { code, stderr } = await orgs.run([...undo, "--confirm", "TOTAL (Provisioning)"], on);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("is no longer remembered");
    expect(setUpFiles(state)).toEqual([]);
  });
});
