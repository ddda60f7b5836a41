import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { documentIn, type SetupDocument } from "../support/document.js";
import { runInProcess } from "../support/run-in-process.js";
import { startServer, temporaryFolder } from "../support/run-cli.js";
import { unwrapped } from "../support/unwrapped.js";
import { startScimServer, type Habits, type ScimServer } from "../support/scim-server.js";

const DRY_RUN = ["okta", "--dry-run", "--yes", "--no-input", "--json"];
const CATALOG = ["--template", "senhasegura/okta-catalog"];

const GAP =
  'Not tested: some SCIM servers empty memberships at the "groups": [] that Okta sends with each update of a user.';

const tokenFile = join(temporaryFolder(), "token.txt");
writeFileSync(tokenFile, "token-of-the-vendor\n");

const open: ScimServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function serverWith(habits: Habits = {}): Promise<ScimServer> {
  const server = await startScimServer(habits);
  open.push(server);
  return server;
}

interface Rehearsed {
  readonly code: number | null;
  readonly document: SetupDocument;
  readonly text: string;
}

async function rehearse(...more: readonly string[]): Promise<Rehearsed> {
  const { code, stdout, stderr } = await runInProcess([...DRY_RUN, ...more]);
  return { code, document: documentIn(stdout), text: unwrapped(stderr) };
}

/** Code and message of the warnings about the SCIM server. */
function told({ steps }: SetupDocument): readonly (readonly [string, string])[] {
  const warnings = steps.flatMap((step) => step.warnings);
  return warnings.filter(({ code }) => /^target-|^trial-/.test(code)).map(({ code, message }) => [code, message]);
}

describe("the plan of a dry run against a server that", () => {
  test("empties memberships at empty groups names the request, the answer, and what Okta would show", async () => {
    const { code, document } = await rehearse("--fault", "target-clears-groups");
    expect(code).toBe(5);
    const [[name, message] = ["", ""], ...others] = told(document);
    expect([name, others]).toEqual(["target-empty-groups", []]);
    expect(message).toContain('PUT /Users/{id} with "groups": [] (HTTP 200)');
    expect(message).toContain("In Okta you would see nothing");
    expect(document.requests.target.writes).toBeGreaterThan(0);
  });

  test("refuses empty groups quotes its answer and what Okta would show", async () => {
    const { document } = await rehearse("--fault", "target-refuses-groups");
    const [[, message] = ["", ""]] = told(document);
    expect(message).toContain('(HTTP 400: mutability: "groups" is read-only and cannot be set)');
    expect(message).toContain(
      'In Okta you would see "Automatic profile push of user ... failed" under Dashboard > Tasks',
    );
  });

  test("refuses a rename warns, and the push then fails with the server's own words", async () => {
    const { code, document } = await rehearse(...CATALOG, "--fault", "target-refuses-rename");
    expect(code).toBe(5);
    expect(told(document).map(([name]) => name)).toEqual(["target-group-rename"]);
    const reason = expect.stringContaining(
      "Bad Request. Errors reported by remote server: A replace operation needs a path.",
    ) as string;
    expect(document.proof?.groups.wrong).toMatchObject([{ reason }]);
  });

  test("empties a renamed group warns, and the memberships are then missing", async () => {
    const { code, document } = await rehearse(...CATALOG, "--fault", "target-clears-renamed");
    expect(code).toBe(5);
    expect(told(document).map(([name]) => name)).toEqual(["target-group-rename"]);
    expect(document.proof?.memberships).toMatchObject({ found: 0 });
  });

  test("does nothing of that says nothing, and is sent nothing for it", async () => {
    const { document, text } = await rehearse();
    expect(told(document)).toEqual([]);
    expect(text).not.toContain(GAP);
    expect(document.requests.target.writes).toBe(0);
  });

  test("gets no rename from a custom app is not warned of", async () => {
    const { code, document } = await rehearse("--fault", "target-refuses-rename");
    expect([code, told(document)]).toEqual([0, []]);
  });
});

describe("another SCIM server", () => {
  const at = ({ baseUrl }: ScimServer): string[] => ["--target-url", baseUrl, "--target-token-file", tokenFile];

  test("is tried out with --accept-writes, and keeps no test data", async () => {
    const server = await serverWith();
    const { code, document, text } = await rehearse(...at(server), "--accept-writes");
    expect([code, told(document)]).toEqual([0, []]);
    expect(text).not.toContain(GAP);
    expect([server.users.size, server.groups.size]).toEqual([0, 0]);
    expect(JSON.stringify(document.cleanup)).not.toContain("total-setup-trial");
    const trial = server.seen.filter(({ method }) => method === "PUT");
    expect(trial.length).toBeGreaterThan(1);
  });

  test("is not tried out without it, and the plan says the risk in one line", async () => {
    const server = await serverWith();
    const { code, document, text } = await rehearse(...at(server));
    expect(code).toBe(0);
    expect(text).toContain(`${GAP} To test yours, make a dry run with --target-url and --accept-writes.`);
    expect(document.requests.target.writes).toBe(document.cleanup?.removed.length);
  });

  test("that removes no users is left with a deactivated test user, which the plan names; the rest is verified", async () => {
    const server = await serverWith({ deleteStatus: 405 });
    const { code, document } = await rehearse(...at(server), "--accept-writes");
    expect(code).toBe(0);
    const [[name, message] = ["", ""]] = told(document);
    expect(name).toBe("trial-data-left");
    expect(message).toMatch(/the group "total-setup-trial-[0-9a-f]{8}", the user total-setup-trial-/);
    expect([...server.users.values()].filter(({ active }) => active === false)).toHaveLength(1);
  });

  test("that takes part of the trial only is verified all the same, and the plan says why it ended", async () => {
    const server = await serverWith({ groupsStatus: 404 });
    const { document, text } = await rehearse(...at(server), "--accept-writes", "--skip", "push-groups");
    expect(text).toContain(`${GAP} The test ended early, because the SCIM server answered POST /Groups with HTTP 404.`);
    expect(told(document)).toEqual([]);
  });
});

describe("target --fault", () => {
  test("runs a SCIM server with that fault", async () => {
    const server = await startServer<{ readonly baseUrl: string; readonly token: string }>([
      "target",
      "--fault",
      "target-refuses-groups",
    ]);
    const { ready } = server;
    try {
      const headers = { authorization: `Bearer ${ready.token}`, "content-type": "application/scim+json" };
      const body = JSON.stringify({
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        userName: "ada",
        groups: [],
      });
      const made = (await (await fetch(`${ready.baseUrl}/Users`, { method: "POST", headers, body })).json()) as {
        id: string;
      };
      const put = await fetch(`${ready.baseUrl}/Users/${made.id}`, { method: "PUT", headers, body });
      expect(put.status).toBe(400);
    } finally {
      await server.stop();
    }
  });

  test("refuses a fault that there is not, and names those that there are", async () => {
    const { code, stderr } = await runInProcess(["target", "--fault", "target-refuses-group"]);
    expect(code).toBe(64);
    expect(stderr).toContain('Did you mean "target-refuses-groups"');
  });
});
