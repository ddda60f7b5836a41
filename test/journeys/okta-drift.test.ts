import { afterEach, describe, expect, test } from "vitest";
import { Secret } from "../../src/base/secret.js";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { startTarget } from "../../src/scim-target/http.js";
import { formValues } from "../support/console-values.js";
import { driftIn, driftWords } from "../support/drift.js";
import { LABEL, objectsIn, startTenantWorld, text, without, type TenantWorld } from "../support/tenant-world.js";
import { openConnectedOrg, openOrgWithApp } from "../okta/support/connected.js";
import { applyAll, person } from "../okta/support/org.js";
import { scimConnection } from "../okta/support/steps.js";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const BOTH = { groups: ["TOTAL-Admin", "TOTAL-Analyst"] };
const DIRECTORY = {
  people: [person("ada", ["TOTAL-Admin"]), person("ben", ["TOTAL-Admin", "TOTAL-Analyst"]), person("dag", ["Sales"])],
  groups: ["TOTAL-Admin", "TOTAL-Analyst", "Sales"],
};

interface SetUp extends TenantWorld {
  readonly appId: string;
  /** Of the console's form, with this instead of what the guide says. */
  atConsole(values: Readonly<Record<string, string | boolean>>): Promise<void>;
  mappingOf(group: string): Promise<string>;
}

/** An org in which the guide was carried out, and everything has come to rest. */
async function setUp(guide?: Parameters<typeof startTenantWorld>[1], label = LABEL): Promise<SetUp> {
  const world = await startTenantWorld(DIRECTORY, guide);
  opened.push(world);
  const { outcome, error } = await world.apply(BOTH);
  expect([outcome, error]).toEqual(["applied", undefined]);
  await world.settle();
  const apps = objectsIn(await world.admin("GET", `/api/v1/apps?q=${encodeURIComponent(label)}`));
  const appId = text(apps[0]?.["id"]);
  return {
    ...world,
    appId,
    atConsole: async (values) => {
      const form = { ...formValues(world.scim.baseUrl, world.scim.token), ...values };
      expect(await world.sandbox.console.submit(appId, form)).toEqual({ ok: true });
    },
    mappingOf: async (group) => {
      const source = await world.groupId(group);
      const mappings = objectsIn(await world.admin("GET", `/api/v1/apps/${appId}/group-push/mappings`));
      return text(mappings.find(({ sourceGroupId }) => sourceGroupId === source)?.["id"]);
    },
  };
}

async function changeApp(world: SetUp, change: (app: JsonObject) => JsonObject): Promise<void> {
  const app = await world.admin("GET", `/api/v1/apps/${world.appId}`);
  if (!isJsonObject(app)) throw new TypeError("no app");
  await world.admin("PUT", `/api/v1/apps/${world.appId}`, change(without(app, "features", "_links")));
}

/** Somebody of another group becomes an administrator, too. */
async function addDag(world: SetUp): Promise<void> {
  const [dag] = objectsIn(await world.admin("GET", `/api/v1/groups/${await world.groupId("Sales")}/users`));
  await world.admin("PUT", `/api/v1/groups/${await world.groupId("TOTAL-Admin")}/users/${text(dag?.["id"])}`);
}

function inside(app: JsonObject, ...path: readonly string[]): JsonObject {
  const value = path.reduce<JsonObject>((one, key) => {
    const next = one[key];
    return isJsonObject(next) ? next : {};
  }, app);
  return value;
}

describe("verify of TOTAL on Okta", () => {
  test("finds no drift in a fresh set-up, with and without the token, nor in what others added", async () => {
    const world = await setUp();
    await world.assign(world.appId, "Sales");
    await world.push(world.appId, "Sales");
    await world.settle();
    for (const inputs of [BOTH, { ...BOTH, scimToken: "none" as const }]) {
      const result = await world.verify(inputs);
      expect(driftIn(result)).toEqual([]);
      expect([result.outcome, result.writes, result.error]).toEqual(["unchanged", 0, undefined]);
    }
  });

  test.each<readonly [string, (world: SetUp) => Promise<unknown>, readonly string[]]>([
    [
      "SCIM switched off at the console",
      (world) => world.sandbox.console.submit(world.appId, { Provisioning: "None" }),
      [
        "enable-scim: changed features (console)",
        "provisioning-actions: changed features.PUSH_NEW_USERS (console)",
        "provisioning-actions: changed features.PUSH_PROFILE_UPDATES (console)",
        "provisioning-actions: changed features.PUSH_USER_DEACTIVATION (console)",
      ],
    ],
    [
      "a switch of To App off",
      (world) => world.atConsole({ "Deactivate Users": "Disable" }),
      ["provisioning-actions: changed features.PUSH_USER_DEACTIVATION (console)"],
    ],
    [
      "a supported action unticked",
      (world) => world.atConsole({ "Supported provisioning actions": "Push New Users, Push Profile Updates" }),
      ["enable-scim: changed features.GROUP_PUSH (console)"],
    ],
    [
      "importing and Sync Password switched on",
      (world) =>
        world.atConsole({
          "Supported provisioning actions":
            "Import New Users and Profile Updates, Push New Users, Push Profile Updates, Push Groups",
          "Sync Password": "Enable",
        }),
      [
        "enable-scim: changed features.IMPORT_NEW_USERS (by-hand)",
        "provisioning-actions: changed features.PUSH_PASSWORD_UPDATES (by-hand)",
      ],
    ],
    [
      "a group unassigned",
      async (world) =>
        world.admin("DELETE", `/api/v1/apps/${world.appId}/groups/${await world.groupId("TOTAL-Analyst")}`),
      ["assign-groups: missing group-assignment TOTAL-Analyst (apply)"],
    ],
    [
      "a push switched off",
      async (world) =>
        world.admin(
          "PATCH",
          `/api/v1/apps/${world.appId}/group-push/mappings/${await world.mappingOf("TOTAL-Admin")}`,
          {
            status: "INACTIVE",
          },
        ),
      ["push-groups: changed status (apply)"],
    ],
    [
      "a push removed",
      async (world) => {
        const mapping = `/api/v1/apps/${world.appId}/group-push/mappings/${await world.mappingOf("TOTAL-Admin")}`;
        await world.admin("PATCH", mapping, { status: "INACTIVE" });
        await world.admin("DELETE", `${mapping}?deleteTargetGroup=false`);
      },
      ["push-groups: missing group-push-mapping TOTAL-Admin (apply)"],
    ],
    [
      "the app deactivated",
      (world) => world.admin("POST", `/api/v1/apps/${world.appId}/lifecycle/deactivate`),
      ["create-app: changed status (by-hand)"],
    ],
    [
      "the app deleted",
      async (world) => {
        await world.admin("POST", `/api/v1/apps/${world.appId}/lifecycle/deactivate`);
        await world.admin("DELETE", `/api/v1/apps/${world.appId}`);
      },
      [
        `create-app: missing app ${LABEL} (apply)`,
        "enable-scim: missing step Enable SCIM and connect to TOTAL (console)",
        "provisioning-actions: missing step Turn on provisioning actions (console)",
        "assign-groups: missing group-assignment TOTAL-Admin (apply)",
        "assign-groups: missing group-assignment TOTAL-Analyst (apply)",
        "push-groups: missing group-push-mapping TOTAL-Admin (apply)",
        "push-groups: missing group-push-mapping TOTAL-Analyst (apply)",
      ],
    ],
    [
      "a SAML setting, the user names and Federation Broker Mode changed",
      (world) =>
        changeApp(world, (app) => ({
          ...app,
          credentials: {
            ...inside(app, "credentials"),
            userNameTemplate: { template: "${source.email}", type: "BUILT_IN" },
          },
          settings: {
            ...inside(app, "settings"),
            implicitAssignment: true,
            signOn: { ...inside(app, "settings", "signOn"), audience: "https://elsewhere.example" },
          },
        })),
      [
        "create-app: changed settings.signOn.audience (by-hand)",
        "create-app: changed settings.implicitAssignment (by-hand)",
        "create-app: changed credentials.userNameTemplate.template (by-hand)",
      ],
    ],
    [
      "a group of the guide renamed",
      async (world) =>
        world.admin("PUT", `/api/v1/groups/${await world.groupId("TOTAL-Analyst")}`, {
          profile: { name: "TOTAL-Analysts", description: "" },
        }),
      [
        "assign-groups: missing step Assign groups to the app (by-hand)",
        "push-groups: missing step Push groups (by-hand)",
      ],
    ],
  ])("names %s", async (_what, drift, expected) => {
    const world = await setUp();
    await drift(world);
    const result = await world.verify(BOTH);
    expect(result.error).toBeUndefined();
    expect(driftIn(result)).toEqual(expected);
    expect(result.outcome).not.toBe("unchanged");
    expect(result.writes).toBe(0);
  });

  test("names a token that the target refuses, by asking it, and looks at everything else", async () => {
    const world = await setUp();
    await world.admin("DELETE", `/api/v1/apps/${world.appId}/groups/${await world.groupId("TOTAL-Analyst")}`);
    await world.scim.close();
    opened.push(await startTarget({ port: Number(new URL(world.scim.url).port), token: new Secret("another-token") }));
    const result = await world.verify(BOTH);
    expect(driftIn(result)).toEqual([
      "enable-scim: changed token (by-hand)",
      "assign-groups: missing group-assignment TOTAL-Analyst (apply)",
    ]);
    expect(driftWords(result, "enable-scim")).toMatch(/no longer works.*401.*rotate-token/s);
    expect([result.outcome, result.proof, result.error]).toEqual(["unproven", undefined, undefined]);
  });

  test("names a token and a push that Okta was refused with in the last day, out of Okta's own words", async () => {
    const world = await setUp();
    await world.scim.close();
    opened.push(await startTarget({ port: Number(new URL(world.scim.url).port), token: new Secret("another-token") }));
    await addDag(world);
    const mapping = `/api/v1/apps/${world.appId}/group-push/mappings/${await world.mappingOf("TOTAL-Admin")}`;
    await world.admin("PATCH", mapping, { status: "INACTIVE" });
    await world.admin("PATCH", mapping, { status: "ACTIVE" });
    await world.settle();
    const result = await world.verify({ ...BOTH, scimToken: "none" });
    expect(driftIn(result)).toEqual(["enable-scim: changed token (by-hand)", "push-groups: changed status (by-hand)"]);
    expect(driftWords(result, "enable-scim")).toMatch(/Unauthorized/);

    // A day later the log says nothing of it any more, and the push has not mended itself.
    await world.clock.sleep(25 * 3_600_000);
    expect(driftIn(await world.verify({ ...BOTH, scimToken: "none" }))).toEqual([
      "push-groups: changed status (by-hand)",
    ]);
  });

  test("names another token than the one that was given last", async () => {
    const world = await setUp();
    const result = await world.verify({ ...BOTH, scimBaseUrl: `${world.scim.baseUrl}/` });
    expect(driftIn(result)).toEqual(["enable-scim: changed baseUrl, token (console)"]);
  });

  test("does not follow what cannot be read: what stands on two apps of one name is not looked at", async () => {
    const world = await setUp();
    await world.makeApp();
    const result = await world.verify(BOTH);
    expect(driftIn(result)).toEqual(["create-app: changed step Create the SAML app (by-hand)"]);
    expect(driftWords(result, "create-app")).toContain("--app-id");
    expect(result.steps.map(({ status }) => status)).toEqual(["failed", ...Array<string>(5).fill("unchecked")]);
    expect([result.outcome, result.error]).toEqual(["changes-pending", undefined]);
  });
});

describe("verify of other guides on Okta", () => {
  const SENHASEGURA = {
    template: "senhasegura/okta",
    values: { serverUrl: "https://senhasegura.example", appName: "senhasegura SCIM", clientId: "okta-scim" },
  };
  const HOLISTICS = { template: "holistics/okta", values: { appName: "Holistics" } };

  test("names a mapping that was put back and an attribute that was deleted", async () => {
    const world = await setUp(SENHASEGURA, "senhasegura SCIM");
    const [mapping] = objectsIn(await world.admin("GET", `/api/v1/mappings?targetId=${world.appId}`));
    await world.admin("POST", `/api/v1/mappings/${text(mapping?.["id"])}`, {
      properties: { NameFormatted: { expression: "user.nickName", pushStatus: "PUSH" } },
    });
    await world.admin("POST", `/api/v1/meta/schemas/apps/${world.appId}/default`, {
      definitions: { custom: { id: "#custom", type: "object", properties: { customCode: null } } },
    });
    await world.settle();
    expect(driftIn(await world.verify(BOTH))).toEqual([
      "add-attributes: missing app-attribute customCode (apply)",
      "map-attributes: changed expression (apply)",
      "map-attributes: missing expression (apply)",
      "map-attributes: missing pushStatus (apply)",
    ]);
  });

  test("names a mapping that the guide only has checked", async () => {
    const started = await startTenantWorld(DIRECTORY, HOLISTICS);
    opened.push(started);
    await started.makeApp({ label: "Holistics" });
    expect((await started.apply(BOTH)).outcome).toBe("applied");
    await started.settle();
    const [app] = objectsIn(await started.admin("GET", "/api/v1/apps?q=Holistics"));
    const [mapping] = objectsIn(await started.admin("GET", `/api/v1/mappings?targetId=${text(app?.["id"])}`));
    await started.admin("POST", `/api/v1/mappings/${text(mapping?.["id"])}`, {
      properties: { displayName: { expression: "user.nickName", pushStatus: "PUSH" } },
    });
    expect(driftIn(await started.verify(BOTH))).toEqual(["check-mappings: changed expression (by-hand)"]);
  });
});

describe("the health of a connection", () => {
  const verifying = { verifying: true };

  test("is not known to an administrator who may not read the log, and that is said", async () => {
    const org = await openConnectedOrg({ sandbox: { adminLacks: ["logs.read"] } });
    const { differs, unchecked } = await scimConnection(org.scim.baseUrl).look({ ...org.context, ...verifying });
    expect(differs).toEqual([]);
    expect(unchecked).toContainEqual(expect.stringContaining("okta.logs.read"));
  });

  test("is told where the API shows it: switched off, or to another address", async () => {
    const { context, scim, session, app } = await openOrgWithApp({ sandbox: { connectionApi: "token" } });
    await applyAll(scimConnection(scim.baseUrl, scim.token), context);
    await session.tenant.api.connection.deactivate(app.id);
    const { differs } = await scimConnection(`${scim.baseUrl}/other`).look({ ...context, ...verifying });
    expect(differs).toMatchObject([
      { path: "status", expected: "ENABLED", actual: "DISABLED", fixedBy: "apply" },
      { path: "baseUrl", expected: `${scim.baseUrl}/other`, actual: scim.baseUrl, fixedBy: "apply" },
    ]);
  });

  test("is not asked for before a write", async () => {
    const org = await openConnectedOrg();
    const before = org.exchanges.length;
    await scimConnection(org.scim.baseUrl).look(org.context);
    expect(org.exchanges.slice(before).map(({ path }) => path)).not.toContainEqual(expect.stringContaining("/logs"));
  });
});
