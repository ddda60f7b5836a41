import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { documentIn } from "../support/document.js";
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

test.each(["total/okta", "total/entra", "holistics/okta", "senhasegura/okta-catalog"])(
  "%s is applied to SCIMMY, verified and cleaned up",
  async (template) => {
    server = await startScimmy(TOKEN);
    const { baseUrl, users, groups, seen } = server;
    const [, kind = ""] = template.split("/");
    const idp = kind.startsWith("okta") ? "okta" : "entra";
    const target = ["--target-url", baseUrl, "--target-token-file", tokenFile, "--accept-writes"];
    const args = [idp, "--dry-run", "--no-input", "--yes", "--json", "--template", template, ...target];
    const { code, stdout, stderr } = await runInProcess(args);
    expect(stdout + stderr).not.toContain(TOKEN);
    const { outcome, proof, cleanup, errors, warnings } = documentIn(stdout);
    expect([code, outcome, errors], stderr).toEqual([0, "applied", []]);
    console.log(template, seen.filter((x) => x.includes("POST")).length, JSON.stringify(warnings), seen.filter((x) => /[45]\d\d$/.test(x)));
    for (const tally of [proof?.users, proof?.groups, proof?.memberships]) {
      expect(tally?.wrong).toEqual([]);
      expect(tally?.found).toBe(tally?.expected);
      expect(tally?.found).toBeGreaterThan(0);
    }
    expect(cleanup?.left).toEqual([]);
    expect([users.size, groups.size]).toEqual([0, 0]);
  },
);
