import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { editSetUp, onlySetUp, setUpFiles } from "../../support/set-up-files.js";
import { startTwoOrgs, type TwoOrgs } from "../../support/two-orgs.js";

const TEMPLATE = fileURLToPath(new URL("../../../templates/total/okta.yaml", import.meta.url));

let orgs: TwoOrgs;
/** What is remembered after org a was set up. */
let seed: string;

beforeAll(async () => {
  orgs = await startTwoOrgs();
  seed = orgs.folder();
  await orgs.setUp("a", seed, "--group", "A", "--group", "B");
});
afterAll(() => orgs.close());

describe("a set-up leads a run nowhere else", () => {
  const verify = ["okta", "verify", "--remember"];

  test("a file that was edited or renamed is not used, and nothing in it is followed", async () => {
    const edits: readonly (readonly [what: string, edit: (setup: JsonObject) => JsonObject])[] = [
      ["another app", (setup) => ({ ...setup, app: { id: "0oaOther", name: "TOTAL", chosen: true } })],
      [
        "an address with a password",
        (setup) => ({ ...setup, tenant: { url: "https://u:p@acme.okta.com", id: "00o1" } }),
      ],
      ["no address", (setup) => ({ ...setup, tenant: { url: "javascript:1", id: "00o1" } })],
      ["a path as a template's name", (setup) => ({ ...setup, template: { name: "../../../etc/passwd" } })],
    ];
    for (const [what, edit] of edits) {
      const state = orgs.folder(seed);
      const [file = ""] = setUpFiles(state);
      writeFileSync(file, JSON.stringify(edit(onlySetUp(state))));
      const { code, stdout, stderr } = await orgs.run(["okta", "plan", "--remember"], { state });
      expect([code, stderr], what).toEqual([64, expect.stringContaining("(setup-damaged)")]);
      expect(stdout + stderr).not.toContain("u:p@");
    }
    const state = orgs.folder(seed);
    const [file = ""] = setUpFiles(state);
    renameSync(file, file.replace(".json", "-copy.json"));
    expect((await orgs.run(["setups", "forget", `${orgs.host("a")}/total/okta`], { state })).code).toBe(64);
    expect(setUpFiles(state)).toHaveLength(1);
  });

  test("a template's file that is no file, and a sign-in method that there is not", async () => {
    for (const place of [orgs.folder(seed), "/dev/zero"]) {
      const state = orgs.folder(seed);
      editSetUp(state, (setup) => ({
        ...setup,
        template: { name: "total/okta", file: place, sha256: "0".repeat(64) },
      }));
      const { code, stderr } = await orgs.run(verify, { state });
      expect([code, stderr]).toEqual([64, expect.stringContaining("(setup-template-changed)")]);
    }
    const state = orgs.folder(seed);
    editSetUp(state, (setup) => ({ ...setup, signIn: "evil" }));
    expect((await orgs.run(["okta", "plan", "--remember"], { state })).code).toBe(0);
  });

  test("a client secret goes to no token endpoint that only the set-up names", async () => {
    const state = orgs.folder(seed);
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    editSetUp(state, (setup) => ({
      ...setup,
      template: { name: "senhasegura/okta" },
      inputs: { serverUrl: url, groups: ["A"] },
    }));
    const args = [...verify, "--client-id", "cid"];
    const env = { TOTAL_SETUP_CLIENT_SECRET: "my-client-secret", TOTAL_SETUP_SCIM_TOKEN: "" };
    const remembered = await orgs.run(args, { state, env });
    expect([remembered.code, remembered.stderr]).toEqual([64, expect.stringContaining("Add --server-url URL.")]);
    expect(requests).toBe(0);
    await orgs.run([...args, "--server-url", url], { state, env });
    expect(requests).toBeGreaterThan(0);
    server.close();
  });

  test("another template of the same name takes none of its inputs: it may be another vendor's", async () => {
    const state = orgs.folder();
    const [own = "", other = ""] = ["own.yaml", "other.yaml"].map((name) => join(orgs.folder(seed), name));
    copyFileSync(TEMPLATE, own);
    writeFileSync(other, readFileSync(TEMPLATE, "utf8").replace("hidden: true", "hidden: false"));
    const flags = [...orgs.flags("a"), "--group", "A"];
    expect((await orgs.run(["okta", "--yes", "--remember", ...flags, "--template", own], { state })).code).toBe(0);
    for (const command of ["plan", "verify"]) {
      const args = ["okta", command, "--remember", "--org-url", orgs.url("a"), "--template"];
      expect((await orgs.run([...args, own], { state })).stderr).toContain("Using the remembered set-up");
      const { code, stderr } = await orgs.run([...args, other], { state });
      expect([code, stderr]).toEqual([64, expect.stringContaining("(input-missing)")]);
    }
  });
});
