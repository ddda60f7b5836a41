import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { documentIn, type SetupDocument } from "../support/document.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { startScimmy, type ScimmyServer } from "./support/scimmy.js";

const TOKEN = "token-of-the-foreign-server";
const tokenFile = join(temporaryFolder(), "token.txt");
writeFileSync(tokenFile, `${TOKEN}\n`);

let server: ScimmyServer | undefined;
afterEach(async () => {
  await server?.close();
});

async function rehearse(template: string, baseUrl: string): Promise<{ code: number | null; document: SetupDocument }> {
  const idp = template.includes("/okta") ? "okta" : "entra";
  const target = ["--target-url", baseUrl, "--target-token-file", tokenFile, "--accept-writes"];
  const args = [idp, "--dry-run", "--no-input", "--yes", "--json", "--template", template, ...target];
  const { code, stdout, stderr } = await runInProcess(args);
  expect(stdout + stderr).not.toContain(TOKEN);
  return { code, document: documentIn(stdout) };
}

test.each(["total/okta", "total/entra", "holistics/okta", "senhasegura/okta-catalog"])(
  "%s is applied to SCIMMY, verified and cleaned up",
  async (template) => {
    server = await startScimmy(TOKEN);
    const { baseUrl, users, groups, seen } = server;
    const { code, document } = await rehearse(template, baseUrl);
    const { outcome, proof, cleanup, errors } = document;
    expect([code, outcome, errors]).toEqual([0, "applied", []]);
    for (const tally of [proof?.users, proof?.groups, proof?.memberships]) {
      expect(tally?.wrong).toEqual([]);
      expect(tally?.found).toBe(tally?.expected);
      expect(tally?.found).toBeGreaterThan(0);
    }
    const made = seen.filter((one) => one.startsWith("POST /Users 201"));
    expect(made.length).toBeGreaterThanOrEqual(proof?.users.expected ?? 0);
    expect(cleanup?.left).toEqual([]);
    expect([users.size, groups.size]).toEqual([0, 0]);
  },
);

test("what a template needs and SCIMMY does not keep is named, and cleaned up all the same", async () => {
  server = await startScimmy(TOKEN);
  const { code, document } = await rehearse("senhasegura/okta", server.baseUrl);
  expect([code, document.outcome]).toEqual([5, "unproven"]);
  const wrong = document.proof?.users.wrong ?? [];
  const core = "urn:ietf:params:scim:schemas:core:2.0";
  expect([...new Set(wrong.map((one) => (one.state === "value" ? one.path : one.state)))].sort()).toEqual([
    `${core}:Group:thirdPartyVendor`,
    `${core}:User:NameFormatted`,
    `${core}:User:customCode`,
  ]);
  expect(document.cleanup?.left).toEqual([]);
  expect([server.users.size, server.groups.size]).toEqual([0, 0]);
});
