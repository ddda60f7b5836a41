import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Secret } from "../../src/base/secret.js";
import type { DirectoryPerson } from "../../src/sandbox/people/person.js";
import { startEntraTenant, type EntraTenantWorld } from "../support/entra-tenant-world.js";
import { oktaCommand, type CommandRun, type OktaCommand } from "../support/okta-command.js";
import { inFrontOf, type RenewableTarget } from "../support/renewable-target.js";
import { expectNowhere } from "../support/secret-sweep.js";
import { objectsIn, startTenantWorld, text, type TenantWorld } from "../support/tenant-world.js";

const HOUR_MS = 3_600_000;
const ada: DirectoryPerson = {
  userName: "ada@northwind.example",
  givenName: "Ada",
  familyName: "Berg",
  email: "ada@northwind.example",
  active: true,
  groups: ["TOTAL-Admin"],
};

let target: RenewableTarget;

describe("on Okta", () => {
  let world: TenantWorld;
  let command: OktaCommand;

  beforeEach(async () => {
    world = await startTenantWorld({ people: [ada], groups: ["TOTAL-Admin"] });
    target = await inFrontOf(world.scim);
    command = oktaCommand(world, { TOTAL_SETUP_SCIM_BASE_URL: target.baseUrl });
  });
  afterEach(async () => {
    await target.close();
    await world.close();
    command.remove();
  });

  async function appId(): Promise<string> {
    return text(objectsIn(await world.admin("GET", "/api/v1/apps"))[0]?.["id"]);
  }

  async function setUp(): Promise<void> {
    await command.json("apply", "--yes");
    await world.connect(await appId(), { baseUrl: target.baseUrl, token: world.scim.token });
    expect(await command.json("apply", "--yes", "--wait", "1h")).toMatchObject({ code: 0 });
  }

  const rotate = (token: Secret, ...more: readonly string[]): ReturnType<OktaCommand["json"]> => {
    writeFileSync(command.file("new-token.txt"), token.reveal());
    return command.json("rotate-token", "--yes", "--scim-token-file", command.file("new-token.txt"), ...more);
  };

  test("refuses where there is no app, or none that is connected, and makes nothing", async () => {
    const none = await command.json("rotate-token", "--yes");
    expect(none).toMatchObject({ code: 1, writes: 0, document: { mode: "rotate-token", outcome: "failed" } });
    expect(none.document.errors).toMatchObject([{ code: "not-set-up" }]);
    await world.makeApp();
    const unconnected = await command.json("rotate-token", "--yes");
    expect(unconnected).toMatchObject({ code: 1, writes: 0 });
    expect(unconnected.document.errors[0]?.message).toContain("is not connected");
  });

  test("is one visit to the console for the token alone, and ends when Okta's log shows the test", async () => {
    await setUp();
    const token = target.renew();
    const opened = await rotate(token);
    expect(opened).toMatchObject({ code: 3, writes: 0, document: { outcome: "console-pending" } });
    const plan = opened.stderr.slice(opened.stderr.indexOf("Plan: "), opened.stderr.indexOf("Section numbers"));
    expect(plan).toContain("Enable SCIM");
    expect(plan).not.toContain("Push groups");
    const stop = opened.document.steps.find(({ status }) => status === "console");
    expect(stop?.id).toBe("enable-scim");
    expect(stop?.console?.fields).toMatchObject([{ value: target.baseUrl }, { label: "Authorization", secret: true }]);
    const others = opened.document.steps.filter(({ id }) => id !== "enable-scim");
    expect(new Set(others.map(({ changes }) => changes.length))).toEqual(new Set([0]));

    await world.clock.sleep(60_000);
    expect(await rotate(token)).toMatchObject({ code: 3 });
    await world.connect(await appId(), { baseUrl: target.baseUrl, token });
    target.revoke(world.scim.token);
    const done = await rotate(token);
    expect(done).toMatchObject({
      code: 0,
      writes: 0,
      document: { outcome: "applied", proof: { users: { found: 1 } } },
    });
    const enabled = done.document.steps.find(({ id }) => id === "enable-scim");
    expect(enabled?.status).toBe("applied");
    expect(JSON.stringify(enabled)).toMatch(/Okta never shows which token it has.*successful connection test/);

    const again = await rotate(token);
    expect(again).toMatchObject({ code: 0, writes: 0, document: { outcome: "unchanged" } });
    expect(again.stderr).toContain("No change: this token is the one set last.");
    expectNowhere([token.reveal()], leftBy(opened, done, again));
  });

  test("asks the target with the new token before anybody goes to the console", async () => {
    await setUp();
    const token = target.renew();
    target.revoke(token);
    const { code, document, writes } = await rotate(token);
    expect({ code, writes }).toEqual({ code: 1, writes: 0 });
    expect(document.steps).toEqual([]);
    expect(document.errors[0]?.message).toMatch(/401|token/i);
  });

  test("leaves out what the token does not concern, whatever has drifted there", async () => {
    await setUp();
    const id = await appId();
    await world.admin("DELETE", `/api/v1/apps/${id}/groups/${await world.groupId("TOTAL-Admin")}`);
    const token = target.renew();
    await rotate(token);
    await world.clock.sleep(60_000);
    await world.connect(id, { baseUrl: target.baseUrl, token });
    const { writes, document } = await rotate(token, "--wait", "10m");
    expect(writes).toBe(0);
    expect(document.steps.find(({ id: step }) => step === "assign-groups")?.status).toBe("skipped");
  });

  test("takes a token that is fetched from the vendor, each time a new one", async () => {
    const given: string[] = [];
    const vendor = createServer((_request, response) => {
      const token = target.renew().reveal();
      given.push(token);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ access_token: token, token_type: "Bearer", expires_in: 31_536_000 }));
    });
    await new Promise<void>((resolve) => vendor.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${String((vendor.address() as AddressInfo).port)}/oauth2/token`;
    writeFileSync(command.file("fetching.yaml"), fetching(url));
    writeFileSync(command.file("client-secret.txt"), "the-secret-of-this-client");
    const fetched = (...args: readonly string[]): ReturnType<OktaCommand["json"]> =>
      oktaCommand(world, {
        XDG_STATE_HOME: command.file("."),
        TOTAL_SETUP_SCIM_BASE_URL: target.baseUrl,
        TOTAL_SETUP_SCIM_TOKEN: "",
        TOTAL_SETUP_CLIENT_ID: "client-1",
      }).json(
        ...args,
        "--template",
        command.file("fetching.yaml"),
        "--client-secret-file",
        command.file("client-secret.txt"),
      );
    try {
      const app = await world.makeApp();
      await world.connect(app);
      await world.clock.sleep(60_000);
      expect(await fetched("rotate-token", "--yes")).toMatchObject({ code: 3 });
      expect(given).toHaveLength(1);
      const second = await fetched("rotate-token", "--yes");
      expect(second).toMatchObject({ code: 3, document: { outcome: "console-pending" } });
      expect(new Set(given).size).toBe(2);
      expectNowhere([...given, "the-secret-of-this-client"], leftBy(second));
    } finally {
      vendor.closeAllConnections();
      vendor.close();
    }
  });

  test("takes no choice of steps", async () => {
    const { code, document } = await command.json("rotate-token", "--only", "enable-scim");
    expect(code).toBe(64);
    expect(document.errors[0]?.message).toContain("--only");
  });

  function leftBy(...runs: readonly CommandRun[]): Record<string, string> {
    const folder = join(command.file("."), "total-setup", "journal");
    const journals = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
    return {
      ...Object.fromEntries(journals),
      stdout: runs.map(({ stdout }) => stdout).join(""),
      stderr: runs.map(({ stderr }) => stderr).join(""),
    };
  }
});

/** The TOTAL guide, with a token from a token endpoint. */
function fetching(tokenUrl: string): string {
  const path = fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url));
  return readFileSync(path, "utf8").replace(
    / {2}scimToken:[^]*?\n {2}groups:/,
    `  clientId: { prompt: Client ID, type: text }
  clientSecret: { prompt: Client secret, type: secret }
  scimToken:
    prompt: Token
    type: oauth-token
    tokenUrl: "${tokenUrl}"
    clientId: "\${clientId}"
    clientSecret: "\${clientSecret}"
  groups:`,
  );
}

describe("on Entra", () => {
  let world: EntraTenantWorld;

  beforeEach(async () => {
    world = await startEntraTenant({ assign: ["TOTAL-Admin"] });
    target = await inFrontOf(world.scim);
  });
  afterEach(async () => {
    await target.close();
    await world.close();
  });

  const run = (...args: readonly string[]): ReturnType<EntraTenantWorld["run"]> =>
    world.run("--scim-base-url", target.baseUrl, ...args);

  const rotate = (token: Secret): ReturnType<EntraTenantWorld["run"]> => {
    const file = world.file("new-token.txt");
    writeFileSync(file, token.reveal());
    return run("rotate-token", "--scim-token-file", file, "--wait", "2h");
  };

  const savedToken = (): string | undefined => {
    const saved = world.app().settings.get("SecretToken");
    return typeof saved === "object" ? saved.reveal() : saved;
  };

  test("refuses where there is nothing whose token could be replaced, and makes nothing", async () => {
    const { code, document, writes } = await run("rotate-token");
    expect({ code, writes }).toEqual({ code: 1, writes: 0 });
    expect(document.errors).toMatchObject([{ code: "not-set-up" }]);
    world.makeJob(world.makeApp("TOTAL"));
    const bare = await run("rotate-token");
    expect(bare).toMatchObject({ code: 1, writes: 0 });
    expect(bare.document.errors).toMatchObject([{ code: "not-set-up" }]);
  });

  test("saves a tested token, and lifts the quarantine that the old one brought about", async () => {
    expect(await run("apply", "--wait", "2h")).toMatchObject({ code: 0 });
    expect(await run("rotate-token")).toMatchObject({ code: 0, writes: 0, document: { outcome: "unchanged" } });
    target.revoke(world.scim.token);
    await world.clock.sleep(2 * HOUR_MS);
    const [job] = world.app().jobs.values();
    expect(job?.quarantine).toBeDefined();

    const refused = target.renew();
    target.revoke(refused);
    expect(await rotate(refused)).toMatchObject({ code: 1 });
    expect(savedToken()).toBe(world.scim.token.reveal());

    const token = target.renew();
    const { code, document, stderr } = await rotate(token);
    expect({ code, outcome: document.outcome }).toEqual({ code: 0, outcome: "applied" });
    expect(savedToken()).toBe(token.reveal());
    expect(job?.quarantine).toBeUndefined();
    const done = document.steps
      .filter(({ status }) => status === "applied")
      .map(({ id, changes }) => [id, changes.length]);
    expect(done).toEqual([
      ["admin-credentials", 1],
      ["start-provisioning", 1],
    ]);
    expect(stderr).not.toContain(token.reveal());
    expect(await rotate(token)).toMatchObject({ code: 0, writes: 0, document: { outcome: "unchanged" } });
  });

  test("leaves provisioning off that somebody has switched off", async () => {
    expect(await run("apply", "--wait", "2h")).toMatchObject({ code: 0 });
    const [job] = world.app().jobs.values();
    if (job !== undefined) job.state = "Disabled";
    const token = target.renew();
    expect(await rotate(token)).toMatchObject({ code: 0, writes: 1, document: { outcome: "applied" } });
    expect(savedToken()).toBe(token.reveal());
    expect(job?.state).toBe("Disabled");
  });
});
