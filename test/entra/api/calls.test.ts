import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import type { EntraApi } from "../../../src/entra/api/graph-api.js";
import { failureOf } from "../../okta/support/failure.js";
import { answers, APP_ID, graphError, JOB_ID, json, OLD, openApi, PLACE, startAnswering } from "./graph-server.js";
import { startRawServer } from "../../support/raw-server.js";

const APP = { id: APP_ID, appId: "7e3d2c1b-0000-4000-8000-000000000001", displayName: "TOTAL" };
const SYNC = `/v1.0/servicePrincipals/${APP_ID}/synchronization`;

/** Path and parameters of a request, decoded. */
function asked(url = ""): readonly [path: string, parameters: Readonly<Record<string, string>>] {
  const { pathname, searchParams } = new URL(url, "http://x.example");
  return [pathname, Object.fromEntries(searchParams)];
}

describe("finding", () => {
  test("an application takes only the exact name, quotes doubled, each application once", async () => {
    const server = await startRawServer((_request, response, number) => {
      const others = [{ ...APP, id: "other", displayName: "O'NEIL" }, ...(number === 2 ? [APP] : [])];
      json(response, 200, { value: [{ ...APP, id: "o", displayName: "O'Neil" }, ...others] });
    });
    const { api } = openApi(server.url);
    const found = await api.servicePrincipals.named(["O'Neil", "TOTAL", "O'Neil"]);
    expect(found.map(({ id }) => id)).toEqual(["o", APP_ID]);
    expect(server.seen.map(({ url }) => asked(url))).toEqual([
      ["/v1.0/servicePrincipals", { $filter: "displayName eq 'O''Neil'", $top: "999" }],
      ["/v1.0/servicePrincipals", { $filter: "displayName eq 'TOTAL'", $top: "999" }],
    ]);
  });

  test("names with every sign that means something in an address are asked for as they are", async () => {
    const server = await startAnswering(answers(200, { value: [] }));
    const { api } = openApi(server.url);
    const name = "R&D 50% #1 + ä/?=https://x.example 総務";
    await api.directory.groupsNamed(name);
    await api.directory.groupsStartingWith("a&b'");
    expect(asked(server.seen[0]?.url)[1]["$filter"]).toBe(`displayName eq '${name}'`);
    expect(asked(server.seen[1]?.url)[1]["$filter"]).toBe("startswith(displayName,'a&b''')");
  });

  test("an application or group by an id that nobody has gives nothing", async () => {
    const server = await startAnswering(answers(404, graphError("Request_ResourceNotFound", "no")));
    const { api } = openApi(server.url);
    expect(await api.servicePrincipals.get("x/../y")).toBeUndefined();
    expect(await api.directory.group("g")).toBeUndefined();
    expect(server.seen[0]?.url).toBe("/v1.0/servicePrincipals/x%2F..%2Fy");
  });

  test("an application by its application id, and a person by the sign-in name", async () => {
    const ada = { id: "u1", userPrincipalName: "ada@x.example" };
    const server = await startAnswering(
      answers(200, { value: [APP] }),
      answers(200, { value: [ada] }),
      answers(200, { value: [] }),
    );
    const { api } = openApi(server.url);
    expect((await api.servicePrincipals.withAppId(APP.appId))?.id).toBe(APP_ID);
    expect((await api.directory.userNamed("ada@x.example"))?.id).toBe("u1");
    expect(await api.directory.userNamed("nobody@x.example")).toBeUndefined();
    expect(server.seen.map(({ url }) => asked(url)[1]["$filter"])).toEqual([
      `appId eq '${APP.appId}'`,
      "userPrincipalName eq 'ada@x.example'",
      "userPrincipalName eq 'nobody@x.example'",
    ]);
  });

  test("a group compares the name exactly, since the filter does not", async () => {
    const groups = ["TOTAL-Admin", "total-admin"].map((displayName, index) => ({ id: String(index), displayName }));
    const server = await startAnswering(answers(200, { value: groups }));
    expect((await openApi(server.url).api.directory.groupsNamed("total-admin")).map(({ id }) => id)).toEqual(["1"]);
  });

  test("people asks for every attribute that the default mappings read, groups within groups for what they are", async () => {
    const server = await startAnswering(answers(200, { value: [] }));
    const { api } = openApi(server.url);
    await api.directory.members("g");
    await api.directory.transitiveMembers("g");
    await api.directory.nestedGroups("g");
    const advanced = { $count: "true", $top: "999" };
    const people =
      "id,userPrincipalName,accountEnabled,displayName,givenName,surname,mail,mailNickname,jobTitle,department,employeeId,preferredLanguage";
    const groups = "id,displayName,mailNickname,securityEnabled,mailEnabled,groupTypes,membershipRule";
    expect(server.seen.map(({ url }) => asked(url))).toEqual([
      ["/v1.0/groups/g/members/microsoft.graph.user", { $select: people, ...advanced }],
      ["/v1.0/groups/g/transitiveMembers/microsoft.graph.user", { $select: people, ...advanced }],
      ["/v1.0/groups/g/members/microsoft.graph.group", { $select: groups, ...advanced }],
    ]);
    expect(server.seen.every(({ headers }) => headers["consistencylevel"] === "eventual")).toBe(true);
  });
});

describe("copying people", () => {
  test("asks for everything that mappings can read, page by page", async () => {
    const page = (id: string, more: object): object => ({
      value: [{ id, userPrincipalName: `${id}@x.example` }],
      ...more,
    });
    const server = await startAnswering(
      (response) => {
        json(response, 200, page("a", { "@odata.nextLink": `${server.url}/v1.0/groups/g/next` }));
      },
      answers(200, page("b", {})),
    );
    const pages: unknown[] = [];
    for await (const one of openApi(server.url).api.directory.profiles("g")) pages.push(one.map(({ id }) => id));
    expect(pages).toEqual([["a"], ["b"]]);
    const [path, { $select = "" }] = asked(server.seen[0]?.url ?? "");
    expect(path).toBe("/v1.0/groups/g/members/microsoft.graph.user");
    expect($select.split(",")).toEqual(
      expect.arrayContaining(["mailNickname", "businessPhones", "onPremisesExtensionAttributes", "proxyAddresses"]),
    );
  });

  test("asks for managers of fifteen people at once, as many as a filter may name", async () => {
    const server = await startAnswering(answers(200, { value: [{ id: "1", manager: { id: "m" } }, { id: "2" }] }));
    const ids = Array.from({ length: 31 }, (_, index) => `id-${String(index)}`);
    const managers = await openApi(server.url).api.directory.managers(ids);
    expect([...managers]).toEqual([["1", "m"]]);
    const queries = server.seen.map(({ url }) => asked(url)[1]);
    const sizes = queries.map(({ $filter = "" }) => $filter.split(",").length);
    expect(sizes.sort((a, b) => b - a)).toEqual([15, 15, 1]);
    expect(queries).toContainEqual({
      $filter: "id in ('id-30')",
      $select: "id",
      $expand: "manager($select=id)",
      $count: "true",
    });
  });
});

describe("making an application", () => {
  const part = { appId: APP.appId };

  test.each([
    ["as documented", { application: { id: "a" }, servicePrincipal: { ...part, id: APP_ID } }],
    [
      "with the older name of its id",
      { application: { objectId: "a" }, servicePrincipal: { ...part, objectId: APP_ID } },
    ],
  ])("gives its ids %s", async (_name, answer) => {
    const server = await startAnswering(answers(201, answer));
    expect(await openApi(server.url).api.servicePrincipals.instantiate("TOTAL")).toEqual({
      id: APP_ID,
      appId: APP.appId,
    });
    expect(server.seen[0]).toMatchObject({
      method: "POST",
      url: "/v1.0/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate",
      body: '{"displayName":"TOTAL"}',
    });
  });

  test("without any id in the answer is told, and leaves open whether it was made", async () => {
    const server = await startAnswering(answers(201, { application: {}, servicePrincipal: part }));
    expect(await failureOf(openApi(server.url).api.servicePrincipals.instantiate("TOTAL"))).toMatchObject({
      code: "graph-answer-unexpected",
      refused: false,
    });
  });
});

describe("provisioning", () => {
  test.each<[string, (api: EntraApi) => Promise<unknown>, string, string, unknown]>([
    ["starts", (api) => api.jobs.start(PLACE), "POST", `${SYNC}/jobs/${JOB_ID}/start`, undefined],
    [
      "restarts",
      (api) => api.jobs.restart(PLACE, "Watermark, Escrows, QuarantineState"),
      "POST",
      `${SYNC}/jobs/${JOB_ID}/restart`,
      { criteria: { resetScope: "Watermark, Escrows, QuarantineState" } },
    ],
    [
      "replaces a schema whole",
      (api) => api.jobs.replaceSchema(PLACE, { id: "s", unknown: [null, { kept: true }] }),
      "PUT",
      `${SYNC}/jobs/${JOB_ID}/schema`,
      { id: "s", unknown: [null, { kept: true }] },
    ],
    [
      "saves exactly the settings given",
      (api) =>
        api.connection.write(
          APP_ID,
          [
            { key: "BaseAddress", value: "https://scim.example" },
            { key: "SecretToken", value: new Secret("scim-secret-token") },
            { key: "SyncAll", value: "false" },
          ],
          OLD,
        ),
      "PUT",
      `${SYNC}/secrets`,
      {
        value: [
          { key: "BaseAddress", value: "https://scim.example" },
          { key: "SecretToken", value: "scim-secret-token" },
          { key: "SyncAll", value: "false" },
        ],
      },
    ],
  ])("%s", async (_what, call, method, url, body) => {
    const server = await startAnswering(answers(204));
    await call(openApi(server.url).api);
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ method, url });
    expect(server.seen[0]?.body === "" ? undefined : JSON.parse(server.seen[0]?.body ?? "")).toEqual(body);
  });

  test("on demand sends one group with its people, and gives the answer as it is", async () => {
    const answer = { key: '{"result":"Success","details":{}}', value: "{}" };
    const server = await startAnswering(answers(200, answer));
    const { api } = openApi(server.url);
    const subject = { ruleId: "03f7d90d#V2", groupId: "g1", userIds: ["u1", "u2"] };
    expect(await api.jobs.provisionOnDemand(PLACE, subject)).toMatchObject(answer);
    const members = ["u1", "u2"].map((objectId) => ({ objectId, objectTypeName: "User" }));
    const subjects = [{ objectId: "g1", objectTypeName: "Group", links: { members } }];
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ parameters: [{ ruleId: "03f7d90d#V2", subjects }] });
  });

  test("reads a schema with everything in it, and the settings by key", async () => {
    const schema = { "@odata.context": "c", id: "s", synchronizationRules: [{ odd: null }], somethingNew: 7 };
    const settings = [
      { key: "SecretToken", value: "*" },
      { key: "SyncAll", value: null },
    ];
    const server = await startAnswering(
      answers(200, schema),
      answers(200, { value: settings }),
      answers(200, { value: [] }),
    );
    const { api } = openApi(server.url);
    expect(await api.jobs.schema(PLACE)).toEqual(schema);
    expect([...(await api.connection.read(APP_ID, OLD))]).toEqual([
      ["SecretToken", "*"],
      ["SyncAll", ""],
    ]);
    expect(await api.connection.read(APP_ID, OLD)).toEqual(new Map());
  });

  test("that an application does not offer has no templates", async () => {
    const server = await startAnswering(answers(200, { value: [] }), answers(400, graphError("UnknownError", "")));
    const { api } = openApi(server.url);
    expect(await api.jobs.templates(APP_ID, OLD)).toEqual([]);
    expect(await api.jobs.templates(APP_ID, OLD)).toEqual([]);
  });

  test("reads the log of one job since a time, newest first", async () => {
    const server = await startAnswering(answers(200, { value: [] }));
    await openApi(server.url).api.provisioningLog(JOB_ID, "2026-03-25T12:00:00.000Z");
    expect(asked(server.seen[0]?.url)).toEqual([
      "/v1.0/auditLogs/provisioning",
      {
        $filter: `jobId eq '${JOB_ID}' and activityDateTime ge 2026-03-25T12:00:00.000Z`,
        $orderby: "activityDateTime desc",
        $top: "999",
      },
    ]);
  });

  test("reads the tenant's name and plans", async () => {
    const tenant = { id: "t", displayName: "Northwind", assignedPlans: [{ service: "AADPremiumService" }] };
    const server = await startAnswering(answers(200, { value: [tenant] }));
    expect(await openApi(server.url).api.organization()).toMatchObject(tenant);
    expect(asked(server.seen[0]?.url)).toEqual(["/v1.0/organization", { $select: "id,displayName,assignedPlans" }]);
  });
});
