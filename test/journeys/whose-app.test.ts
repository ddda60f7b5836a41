import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import type { Directory } from "../../src/sandbox/people/person.js";
import { startEntraTenant, type EntraTenantWorld, type EntraWorldParts } from "../support/entra-tenant-world.js";
import { oktaCommand } from "../support/okta-command.js";
import { temporaryFolder } from "../support/run-cli.js";
import { LABEL, startTenantWorld, text, type TenantWorld, type WorldGuide } from "../support/tenant-world.js";
import { samlSignOn } from "../support/console-values.js";
import type { RunResult } from "../../src/setup/model/run-result.js";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const DIRECTORY: Directory = {
  people: ["ada", "ben"].map((name) => ({
    userName: `${name}@north.example`,
    givenName: "Given",
    familyName: name,
    displayName: `Given ${name}`,
    email: `${name}@north.example`,
    active: true,
    groups: ["TOTAL-Admin"],
  })),
  groups: ["TOTAL-Admin"],
};

const SENHASEGURA = { serverUrl: "https://senhasegura.example", appName: "senhasegura SCIM", clientId: "okta-scim" };
const TOTAL: WorldGuide = { template: "total/okta" };
const GENERIC: WorldGuide = {
  template: "generic/okta",
  values: { label: "Vendor", uniqueIdentifier: "userName", ssoUrl: "https://provisioning.invalid/saml/acs" },
};
const SWA: WorldGuide = { template: "senhasegura/okta", values: SENHASEGURA };
const CATALOG: WorldGuide = { template: "senhasegura/okta-catalog", values: SENHASEGURA };
const HOLISTICS: WorldGuide = { template: "holistics/okta", values: { appName: "Holistics" } };

async function world(guide: WorldGuide = TOTAL): Promise<TenantWorld> {
  const started = await startTenantWorld(DIRECTORY, guide);
  opened.push(started);
  return started;
}

async function make(tenant: TenantWorld, body: JsonObject): Promise<string> {
  const app = await tenant.admin("POST", "/api/v1/apps", body);
  await tenant.clock.sleep(5_000);
  return (app as { readonly id: string }).id;
}

function warningsOf({ steps }: Pick<RunResult, "steps">): string[] {
  return steps.flatMap(({ warnings = [] }) => warnings.map(({ code }) => code));
}

describe("a second run on another machine, where no journal says who made the app, changes nothing", () => {
  test.each([TOTAL, GENERIC, SWA, CATALOG, HOLISTICS])("$template", async (guide) => {
    const tenant = await world(guide);
    if (guide === HOLISTICS) await tenant.makeApp({ label: "Holistics" });
    const first = await tenant.apply();
    expect([first.outcome, first.error]).toEqual(["applied", undefined]);
    await tenant.settle();

    tenant.forget();
    const before = tenant.sandbox.tenantRequests().writes;
    const again = await tenant.apply();
    expect([again.outcome, again.error]).toEqual(["unchanged", undefined]);
    expect([again.writes, tenant.sandbox.tenantRequests().writes - before]).toEqual([0, 0]);
    expect((await tenant.verify()).outcome).toBe("unchanged");
  });

  test.each([
    ["total/entra", {}],
    ["generic/entra", { targetFlags: ["--base-url", "--token-file"] }],
  ] as const)("%s", async (template, parts) => {
    const tenant = await entra(parts);
    const given = ["--template", template];
    const first = await tenant.run(...given, "--wait", "2h");
    expect([first.code, first.document.outcome]).toEqual([0, "applied"]);
    await tenant.clock.sleep(3_600_000);
    tenant.forget();
    const again = await tenant.run(...given, "--wait", "2h");
    expect([again.code, again.document.outcome, again.writes]).toEqual([0, "unchanged", 0]);
  });
});

/** Apps of the label that each guide looks for, made by somebody else. */
const FOREIGN: readonly (readonly [string, WorldGuide, JsonObject])[] = [
  [
    "okta/saml-app with another single sign-on URL",
    TOTAL,
    { label: LABEL, signOnMode: "SAML_2_0", settings: { signOn: samlSignOn("https://intranet.example/acs") } },
  ],
  [
    "okta/saml-app with another audience",
    TOTAL,
    {
      label: LABEL,
      signOnMode: "SAML_2_0",
      settings: { signOn: { ...samlSignOn(), audience: "https://intranet.example" } },
    },
  ],
  [
    "okta/swa-app with another login page",
    SWA,
    {
      label: "senhasegura SCIM",
      signOnMode: "AUTO_LOGIN",
      settings: { signOn: { loginUrl: "https://intranet.example/login" } },
    },
  ],
  [
    "okta/catalog-app that is a custom app",
    CATALOG,
    {
      label: "senhasegura SCIM",
      signOnMode: "AUTO_LOGIN",
      settings: { signOn: { loginUrl: "https://intranet.example/login" } },
    },
  ],
  [
    "okta/catalog-app with another sign-on",
    CATALOG,
    { name: "scim2headerauth", label: "senhasegura SCIM", signOnMode: "SAML_2_0" },
  ],
];

describe("an app of the label that is somebody else's", () => {
  test.each(FOREIGN)("%s stops a run that nobody watches, with 64, and nothing is written", async (_, guide, body) => {
    const tenant = await world(guide);
    const id = await make(tenant, body);
    const stopped = await tenant.apply();
    expect([stopped.outcome, stopped.writes]).toEqual(["failed", 0]);
    expect(stopped.error).toMatchObject({ code: "app-foreign", exitCode: 64 });
    expect((stopped.error as { readonly fix: readonly string[] }).fix.join(" ")).toContain(`--app-id ${id}`);
  });

  test.each(FOREIGN.slice(0, 3))("%s is set up when --app-id names it", async (_, guide, body) => {
    const tenant = await world(guide);
    const appId = await make(tenant, body);
    const result = await tenant.apply({ appId });
    expect([result.outcome, result.error]).toEqual(["applied", undefined]);
    expect(await tenant.admin("GET", `/api/v1/apps/${appId}/groups`)).toHaveLength(1);
  });

  test("is set up when a person types its name, and not when they type another", async () => {
    const tenant = await world();
    await make(tenant, FOREIGN[0]?.[2] ?? {});
    const refused = await tenant.apply({ typed: "yes" });
    expect([refused.outcome, refused.writes]).toEqual(["failed", 0]);
    expect(refused.error).toMatchObject({ code: "declined", exitCode: 1 });
    expect(await tenant.apply({ typed: LABEL })).toMatchObject({ outcome: "applied", error: undefined });
  });

  test("is not accepted because everything is set up there already", async () => {
    const tenant = await world();
    const appId = await make(tenant, FOREIGN[0]?.[2] ?? {});
    await tenant.apply({ appId });
    await tenant.settle();
    expect((await tenant.plan()).outcome).toBe("changes-pending");
    expect(await tenant.apply()).toMatchObject({ outcome: "failed", error: { code: "app-foreign" }, writes: 0 });
  });

  test("is named by plan, which ends as usual, and is drift to verify", async () => {
    const tenant = await world();
    const id = await make(tenant, FOREIGN[0]?.[2] ?? {});
    const plan = await tenant.plan();
    expect([plan.error, plan.writes]).toEqual([undefined, 0]);
    const warning = plan.steps[0]?.warnings?.find(({ code }) => code === "app-foreign");
    expect(warning?.message).toContain('Single sign-on URL is "https://intranet.example/acs"');
    expect(warning?.fix).toContain(`--app-id ${id}`);
    expect(warning?.fix).toContain("type its name");

    await tenant.apply({ appId: id });
    await tenant.settle();
    const verified = await tenant.verify();
    expect(verified.proof?.users.wrong).toEqual([]);
    expect(verified.outcome).toBe("changes-pending");
    expect(verified.steps[0]?.drift?.map(({ code }) => code)).toContain("app-foreign");
  });

  test("which came between the plan and the first write is written to by nobody", async () => {
    const tenant = await world();
    const raced = await tenant.apply({ approving: () => make(tenant, FOREIGN[0]?.[2] ?? {}) });
    expect(raced).toMatchObject({ outcome: "failed", error: { code: "plan-outdated" }, writes: 0 });
  });

  test("made by another guide of ours under the same label is none of this one's", async () => {
    const journal = join(temporaryFolder(), "journal.jsonl");
    const tenant = await world({ ...CATALOG, journal });
    await tenant.apply();
    await tenant.settle();
    const swa = await startTenantWorld(DIRECTORY, { ...SWA, journal }, tenant);
    expect(await swa.apply()).toMatchObject({ outcome: "failed", error: { code: "app-foreign" }, writes: 0 });
  });

  test("that a run made stays this set-up's on its own machine, whatever was changed since", async () => {
    const tenant = await world();
    await tenant.apply();
    await tenant.settle();
    const [app] = (await tenant.admin("GET", "/api/v1/apps?q=TOTAL")) as unknown as readonly JsonObject[];
    const changed = { ...app, settings: { signOn: samlSignOn("https://total.example/acs") } };
    await tenant.admin("PUT", `/api/v1/apps/${text(app?.["id"])}`, changed);
    expect(await tenant.apply()).toMatchObject({ outcome: "unchanged", writes: 0 });
    tenant.forget();
    expect(await tenant.apply()).toMatchObject({ outcome: "failed", error: { code: "app-foreign" } });
  });
});

describe("the command line, given --yes", () => {
  test.each([[], ["rotate-token"]])("%s stops with 64 at a foreign app, and goes on with --app-id", async (...verb) => {
    const tenant = await world();
    const id = await make(tenant, FOREIGN[0]?.[2] ?? {});
    await tenant.connect(id);
    const command = oktaCommand(tenant);
    opened.push({
      close: () => {
        command.remove();
        return Promise.resolve();
      },
    });
    const given = [...verb, "--yes", "--group", "TOTAL-Admin"];
    const stopped = await command.json(...given);
    expect([stopped.code, stopped.writes]).toEqual([64, 0]);
    expect(stopped.document.errors).toMatchObject([{ code: "app-foreign" }]);
    const chosen = await command.json(...given, "--app-id", id);
    expect(chosen.document.errors.map(({ code }) => code)).not.toContain("app-foreign");
    expect(chosen.code).not.toBe(64);
  });
});

describe("names that look like the wanted one", () => {
  const ALIKE = [
    "total (provisioning)",
    "TOTAL  (Provisioning)",
    "TOTAL\u200b (Provisioning)",
    "\u0422OTAL (Provisioning)",
    "\uff34\uff2f\uff34\uff21\uff2c (Provisioning)",
  ];

  test.each(ALIKE)("%j on Okta is named in the plan, and another name is not", async (label) => {
    const tenant = await world();
    const id = await make(tenant, { ...FOREIGN[0]?.[2], label });
    await make(tenant, { ...FOREIGN[0]?.[2], label: "TOTALLY (Provisioning)" });
    const { steps } = await tenant.plan();
    const named = steps[0]?.warnings?.filter(({ code }) => code === "app-look-alike") ?? [];
    expect(named).toHaveLength(1);
    expect(named[0]?.message).toContain(id);
    expect(steps[0]?.changes).toHaveLength(1);
  });

  test("are named where the guide takes an app for granted and there is none of its name", async () => {
    const tenant = await world(HOLISTICS);
    const id = await tenant.makeApp({ label: "holistics" });
    const { error } = await tenant.plan();
    expect(error).toMatchObject({ code: "app-missing-guide" });
    expect((error as { readonly fix: readonly string[] }).fix.join(" ")).toContain(id);
  });

  test.each(["total", "TOTAL\u200b", "\u03a4OTAL", "\uff34OTAL"])("%j on Entra", async (name) => {
    const tenant = await entra();
    const { id } = tenant.makeApp(name);
    tenant.makeApp("Teotal");
    const { document } = await tenant.run("plan");
    const named = document.steps[0]?.warnings.filter(({ code }) => code === "app-look-alike") ?? [];
    expect(named.map(({ message }) => message.includes(id))).toEqual([true]);
  });

  test("are not looked for when --app-id says which one is meant", async () => {
    const tenant = await world();
    const appId = await tenant.makeApp();
    await make(tenant, { ...FOREIGN[0]?.[2], label: "total (provisioning)" });
    expect(warningsOf(await tenant.plan({ appId }))).not.toContain("app-look-alike");
    expect(warningsOf(await tenant.plan())).toContain("app-look-alike");
  });
});

async function entra(parts: EntraWorldParts = {}): Promise<EntraTenantWorld> {
  const started = await startEntraTenant(parts);
  opened.push(started);
  return started;
}
