import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { runCli } from "../../src/cli/program.js";
import type { DirectoryPerson } from "../../src/sandbox/people/person.js";
import { oktaCommand, type OktaCommand } from "../support/okta-command.js";
import { testIo } from "../support/run-in-process.js";
import { expectNowhere } from "../support/secret-sweep.js";
import { objectsIn, startTenantWorld, text, without, type TenantWorld } from "../support/tenant-world.js";
import { unwrapped } from "../support/unwrapped.js";

const TEMPLATE = fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url));
const GROUPS = ["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst"];

function person(name: string, groups: readonly string[]): DirectoryPerson {
  const userName = `${name}@northwind.example`;
  return { userName, givenName: name, familyName: "Berg", email: userName, active: true, groups };
}

let world: TenantWorld;
let command: OktaCommand;

async function start(): Promise<void> {
  world = await startTenantWorld({
    people: [person("ada", ["TOTAL-Admin"]), person("ben", ["TOTAL-Admin", "TOTAL-Analyst"]), person("cem", ["Sales"])],
    groups: ["TOTAL-Admin", "TOTAL-Analyst", "Sales"],
  });
  command = oktaCommand(world);
}

async function stop(): Promise<void> {
  await world.close();
  command.remove();
}

/** An object of a plan's file, changed and written anew; `sealed` as if the tool had written it. */
function edit(file: string, to: string, change: (plan: JsonObject) => JsonObject): string {
  const plan: unknown = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(command.file(to), JSON.stringify(change(isJsonObject(plan) ? plan : {})));
  return command.file(to);
}

async function appId(): Promise<string> {
  return text(objectsIn(await world.admin("GET", "/api/v1/apps"))[0]?.["id"]);
}

describe("a plan that is kept in a file", () => {
  beforeAll(start);
  afterAll(stop);

  test("holds no secret and is for its owner alone", async () => {
    const file = command.file("private/plan.json");
    const { code, stdout, stderr, writes } = await command.run("plan", "--out", file, ...GROUPS);
    expect({ code, writes }).toEqual({ code: 0, writes: 0 });
    const { digest } = JSON.parse(readFileSync(file, "utf8")) as { digest: string };
    expect(stdout).toContain(`  total-setup okta apply --plan ${file} --confirm-plan ${digest}\n`);
    expect(stderr).toContain(`Digest: ${digest}`);
    expect(stderr).toContain("contains users' names, no secrets");
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toEqual(["plan.json"]);
    const content = readFileSync(file, "utf8");
    expectNowhere([world.scim.token.reveal(), world.sandbox.token.reveal()], { "the plan": content });
    expect(JSON.parse(content)).toMatchObject({
      formatVersion: "1.0",
      tenant: { idp: "okta", url: world.sandbox.url },
      template: { name: "total/okta" },
      inputs: { scimBaseUrl: world.scim.baseUrl, groups: ["TOTAL-Admin", "TOTAL-Analyst"] },
      secrets: [{ input: "scimToken", given: true }],
      options: { only: [], skip: [], createGroups: false },
      plan: { expected: { users: 2, people: ["ada@northwind.example", "ben@northwind.example"] } },
    });
  });

  test("is written whole or not at all", async () => {
    writeFileSync(command.file("a-file"), "");
    const { code, document } = await command.json("plan", "--out", `${command.file("a-file")}/plan.json`);
    expect(code).toBe(64);
    expect(document.errors).toMatchObject([{ code: "file-unwritable" }]);
  });

  test("is applied across a console stop, and nothing but it", async () => {
    const file = command.file("whole.json");
    await command.run("plan", "--out", file, ...GROUPS);
    const first = await command.json("apply", "--plan", file);
    expect(first).toMatchObject({ code: 3, writes: 1, document: { outcome: "console-pending" } });
    await world.connect(await appId());
    const second = await command.json("apply", "--plan", file, "--wait", "1h");
    expect(second).toMatchObject({ code: 0, document: { outcome: "applied", proof: { users: { found: 2 } } } });
    const made = [...first.document.steps, ...second.document.steps]
      .filter(({ status }) => status === "applied")
      .flatMap(({ changes }) => changes.map(({ resource }) => `${resource.type} ${resource.name}`));
    expect(new Set(made)).toEqual(new Set(changesIn(file)));
    const again = await command.json("apply", "--plan", file);
    expect(again).toMatchObject({ code: 0, writes: 0, document: { outcome: "unchanged" } });
  });
});

function changesIn(file: string): string[] {
  const { plan } = JSON.parse(readFileSync(file, "utf8")) as {
    plan: { steps: { changes: { resource: { type: string; name: string } }[] }[] };
  };
  return plan.steps.flatMap(({ changes }) => changes.map(({ resource }) => `${resource.type} ${resource.name}`));
}

describe("a plan of an org that has moved since", () => {
  let file: string;
  let app: string;

  beforeAll(async () => {
    await start();
    app = await world.makeApp();
    await world.connect(app);
    file = command.file("plan.json");
    await command.run("plan", "--out", file, ...GROUPS);
  });
  afterAll(stop);

  async function put(change: (app: JsonObject) => JsonObject): Promise<void> {
    const now = await world.admin("GET", `/api/v1/apps/${app}`);
    if (isJsonObject(now)) await world.admin("PUT", `/api/v1/apps/${app}`, change(without(now, "features")));
  }
  const signOn = (url: string) => (now: JsonObject) => {
    const settings = isJsonObject(now["settings"]) ? now["settings"] : {};
    const before = isJsonObject(settings["signOn"]) ? settings["signOn"] : {};
    return { ...now, settings: { ...settings, signOn: { ...before, ssoAcsUrl: url } } };
  };
  let mapping = "";

  /** [what somebody did, doing it, taking it back, what is told]. */
  const moves: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>, readonly string[]])[] = [
    [
      "a group was assigned",
      () => world.assign(app, "TOTAL-Admin"),
      async () => world.admin("DELETE", `/api/v1/apps/${app}/groups/${await world.groupId("TOTAL-Admin")}`),
      ['assign-groups: group assignment "TOTAL-Admin" exists now'],
    ],
    [
      "the app was renamed",
      () => put((now) => ({ ...now, label: "Another" })),
      () => put((now) => ({ ...now, label: "TOTAL (Provisioning)" })),
      [
        'create-app: needs a change that the plan does not contain (create app "TOTAL (Provisioning)")',
        "enable-scim: needs a manual step now",
      ],
    ],
    [
      "a group was pushed",
      async () => (mapping = await world.push(app, "TOTAL-Analyst")),
      async () => {
        const path = `/api/v1/apps/${app}/group-push/mappings/${mapping}`;
        await world.admin("PATCH", path, { status: "INACTIVE" });
        await world.admin("DELETE", `${path}?deleteTargetGroup=false`);
      },
      ['push-groups: group push mapping "TOTAL-Analyst" exists now'],
    ],
    [
      "a switch of provisioning was turned off",
      () => world.sandbox.console.submit(app, { "Create Users": "Disable", "Update User Attributes": "Enable" }),
      () =>
        world.sandbox.console.submit(app, {
          "Create Users": "Enable",
          "Update User Attributes": "Enable",
          "Deactivate Users": "Enable",
        }),
      ["provisioning-actions: needs a manual step now"],
    ],
    [
      "a setting was changed that a run leaves alone",
      () => put(signOn("https://elsewhere.example/acs")),
      () => put(signOn("https://total.invalid/saml/acs")),
      ['settings.signOn.ssoAcsUrl was "https://total.invalid/saml/acs", is now "https://elsewhere.example/acs"'],
    ],
  ];

  test.each(moves)("is refused when %s, and nothing is written", async (_what, move, back, told) => {
    await move();
    await world.clock.sleep(10_000);
    const { code, writes, document } = await command.json("apply", "--plan", file);
    await back();
    await world.clock.sleep(10_000);
    expect({ code, writes }).toEqual({ code: 1, writes: 0 });
    expect(document.errors).toMatchObject([{ code: "plan-stale" }]);
    for (const words of told) expect(document.errors[0]?.message).toContain(words);
  });

  test("is refused in another org, though it looks the same", async () => {
    const other = await startTenantWorld({ people: [], groups: [] });
    const there = oktaCommand(other, { TOTAL_SETUP_SCIM_BASE_URL: world.scim.baseUrl });
    const { code, writes, document } = await there.json("apply", "--plan", file);
    expect({ code, writes }).toEqual({ code: 64, writes: 0 });
    expect(document.errors).toMatchObject([{ code: "plan-foreign" }]);
    await other.close();
    there.remove();
  });

  test("is applied when only people have come and gone, and says so", async () => {
    const [group, cem] = [await world.groupId("TOTAL-Admin"), await personId("cem@northwind.example")];
    await world.admin("PUT", `/api/v1/groups/${group}/users/${cem}`);
    const { code, stdout } = await command.run("apply", "--plan", file, "--wait", "1h", "--no-input");
    expect(unwrapped(stdout)).toContain("1 user will be provisioned in addition to the plan: cem@northwind.example.");
    expect(unwrapped(stdout)).toMatch(
      /Done in .+\. All 3 expected users, 2 groups and 4 memberships are in TruU TOTAL\./,
    );
    expect(code).toBe(0);
  });
});

async function personId(login: string): Promise<string> {
  const found: JsonValue = await world.admin("GET", `/api/v1/users/${encodeURIComponent(login)}`);
  return text(isJsonObject(found) ? found["id"] : undefined);
}

describe("what is not the plan of this run", () => {
  let file: string;

  beforeAll(async () => {
    await start();
    file = command.file("plan.json");
    writeFileSync(command.file("own.yaml"), readFileSync(TEMPLATE));
    await command.run("plan", "--out", file, "--create-groups");
    await command.run("plan", "--out", command.file("own.json"), "--template", command.file("own.yaml"));
  });
  afterAll(stop);

  const cut = (): string => {
    const content = readFileSync(file, "utf8");
    writeFileSync(command.file("cut.json"), content.slice(0, content.indexOf('"tenant"') + 3));
    return command.file("cut.json");
  };
  const other = (content: string): string => {
    writeFileSync(command.file("other.json"), content);
    return command.file("other.json");
  };

  /** [what is given, the file, further arguments, error code, words of the message]; all are exit 64. */
  const wrong: readonly (readonly [string, () => string, readonly string[], string, readonly string[]])[] = [
    ["no file", () => command.file("none.json"), [], "file-unreadable", ["none.json"]],
    ["a file cut short", cut, [], "plan-invalid", ["cut.json:7:3", "not valid JSON"]],
    ["JSON of something else", () => other('{"steps":[]}'), [], "plan-invalid", ["not a plan"]],
    ["nesting without end", () => other(nested()), [], "plan-invalid", ["other.json"]],
    [
      "another format",
      () => edit(file, "new.json", (plan) => ({ ...plan, formatVersion: "1.1", toolVersion: "9.0.0" })),
      [],
      "plan-newer",
      ["1.1", "9.0.0"],
    ],
    [
      "a value of another kind",
      () => edit(file, "kind.json", (plan) => ({ ...plan, inputs: { groups: 7 } })),
      [],
      "plan-invalid",
      ["inputs.groups"],
    ],
    [
      "an edited plan",
      () => edit(file, "edited.json", (plan) => ({ ...plan, inputs: { groups: ["Everyone"] } })),
      [],
      "plan-invalid",
      ["changed after it was written"],
    ],
    ["another group beside it", () => file, ["--group", "Sales"], "usage", ["--group", "TOTAL-Admin"]],
    [
      "another address beside it",
      () => file,
      ["--set", "scimBaseUrl=https://x.example"],
      "usage",
      ["--set scimBaseUrl"],
    ],
    ["another choice of steps", () => file, ["--skip", "push-groups"], "usage", ["--skip"]],
    ["another app beside it", () => file, ["--app-id", "0oa1"], "usage", ["--app-id", "not given"]],
    ["another template beside it", () => file, ["--template", "generic"], "usage", ["--template", "total/okta"]],
  ];

  test.each(wrong)("%s is refused before the org is asked", async (_what, path, args, code, words) => {
    const asked = world.sandbox.tenantRequests();
    const ended = await command.json("apply", "--plan", path(), ...args);
    expect(ended.code).toBe(64);
    expect(ended.document.errors).toMatchObject([{ code }]);
    const [error] = ended.document.errors;
    for (const word of words) expect(`${error?.message ?? ""} ${error?.fix ?? ""}`).toContain(word);
    expect(world.sandbox.tenantRequests()).toEqual(asked);
  });

  test("the template of the plan must be the same, wherever it lies", async () => {
    const plan = command.file("own.json");
    writeFileSync(command.file("moved.yaml"), readFileSync(TEMPLATE));
    const moved = await command.json("apply", "--plan", plan, "--template", command.file("moved.yaml"), "--only", "x");
    expect(moved.document.errors[0]?.message).toContain("--only");
    const unnamed = await command.json("apply", "--plan", plan);
    expect(unnamed).toMatchObject({ code: 64, document: { errors: [{ code: "plan-template-not-named" }] } });
    expect(unnamed.document.errors[0]?.message).toContain("(own.yaml)");
    writeFileSync(command.file("own.yaml"), `${readFileSync(TEMPLATE, "utf8")}\n# changed\n`);
    const changed = await command.json("apply", "--plan", plan, "--template", command.file("own.yaml"));
    expect(changed).toMatchObject({ code: 64, document: { errors: [{ code: "plan-template-changed" }] } });
  });

  test("a plan of Okta is not applied to Entra", async () => {
    const { io, written } = testIo(["entra", "apply", "--plan", file]);
    expect(await runCli(io)).toBe(64);
    expect(written.stderr).toMatch(/plan is for okta.*plan-foreign[^]*total-setup okta apply --plan/);
  });

  test("the same said twice is no contradiction, and --json needs nothing but the plan", async () => {
    const same = ["--create-groups", "--group", "TOTAL-Admin", "--template", "total"];
    const { code, writes } = await command.json("apply", "--plan", file, ...same);
    expect({ code, writes }).toEqual({ code: 3, writes: 1 });
  });

  test.each([true, false])("--json without --yes or a plan asks nobody, with a terminal: %s", async (isTTY) => {
    const { io, written } = testIo(["okta", "apply", "--json"], {
      env: {
        OKTA_CLIENT_ORGURL: world.sandbox.url,
        OKTA_CLIENT_TOKEN: world.sandbox.token.reveal(),
        TOTAL_SETUP_SCIM_BASE_URL: world.scim.baseUrl,
        TOTAL_SETUP_SCIM_TOKEN: world.scim.token.reveal(),
      },
    });
    const stdin = Object.assign(io.stdin, { isTTY });
    const code = await runCli({ ...io, clock: world.clock, stdin, stderr: { ...io.stderr, isTTY } });
    expect(code).toBe(64);
    const { errors } = JSON.parse(written.stdout) as { errors: { code: string; message: string; fix: string }[] };
    expect(errors).toMatchObject([{ code: "confirmation-missing" }]);
    expect(errors[0]?.message).toMatch(/--yes.*--plan FILE/);
    expect(errors[0]?.fix).toContain("plan --out FILE");
  });
});

/** A plan with a value that is nested deeper than any reader's stack. */
function nested(): string {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  return `{"kind":"total-setup/plan","formatVersion":"1.0","plan":{"steps":[{"changes":[{"fields":[{"before":${deep}}]}]}]}}`;
}
