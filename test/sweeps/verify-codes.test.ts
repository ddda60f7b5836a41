import { afterEach, describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { runCli } from "../../src/cli/program.js";
import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { startEntraTenant, worldPerson } from "../support/entra-tenant-world.js";
import { answering, openFrontDoor } from "../support/front-door.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";
import { startRawServer } from "../support/raw-server.js";
import { testIo } from "../support/run-in-process.js";
import { objectsIn, textAt } from "../support/sweep-world.js";

interface Ended {
  readonly code: number;
  readonly document: SetupDocument;
}

/** A tenant that was set up and proven, and what can happen to it afterwards. */
interface SetUp {
  /** Runs `verify` without a terminal. */
  verify(): Promise<Ended>;
  drift(): Promise<unknown>;
  /** What is given as the target from now on. */
  give(target: { readonly baseUrl?: string; readonly token?: string | undefined }): void;
  onTarget(method: string, path: string, body?: JsonObject): Promise<JsonObject>;
  /** Somebody joins the group whom the IdP has not looked at yet. */
  join(): Promise<unknown>;
  breakTenant(): void;
  refuseSignIn(): void;
  emptyGroups(): Promise<unknown>;
}

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

type Given = { baseUrl: string; token: string | undefined };

async function ask(given: Given, method: string, path: string, body?: JsonObject): Promise<JsonObject> {
  const response = await fetch(given.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${given.token ?? ""}`, "content-type": "application/scim+json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)}`);
  const text = await response.text();
  const answer: unknown = text === "" ? {} : JSON.parse(text);
  return isJsonObject(answer) ? answer : {};
}

async function setUpOkta(): Promise<SetUp> {
  const door = await openFrontDoor();
  const world = await startOktaWorld({ door });
  opened.push(world, door);
  expect((await world.run()).code).toBe(0);
  await world.clock.sleep(600_000);
  const env: Record<string, string> = { ...world.env };
  const own: Given = { baseUrl: env["TOTAL_SETUP_SCIM_BASE_URL"] ?? "", token: env["TOTAL_SETUP_SCIM_TOKEN"] };
  const admin = async (method: string, path: string, body?: JsonObject): Promise<unknown> => {
    const response = await fetch((world.env["OKTA_CLIENT_ORGURL"] ?? "") + path, {
      method,
      headers: { authorization: `SSWS ${world.env["OKTA_CLIENT_TOKEN"] ?? ""}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  };
  const group = async (name: string): Promise<string> => {
    const groups = objectsIn(await admin("GET", "/api/v1/groups?limit=200"));
    return textAt(
      groups.find((one) => textAt(one, "profile", "name") === name && one["type"] !== "APP_GROUP") ?? {},
      "id",
    );
  };
  return {
    verify: async () => {
      const words = world.args.filter((word) => word !== "--wait" && word !== "2h");
      const { io, written } = testIo([...words, "verify"], { env });
      return { code: await runCli({ ...io, clock: world.clock }), document: documentIn(written.stdout) };
    },
    drift: async () => {
      const [app] = objectsIn(await admin("GET", "/api/v1/apps?limit=200"));
      return admin("DELETE", `/api/v1/apps/${textAt(app ?? {}, "id")}/groups/${await group("TOTAL-Analyst")}`);
    },
    give: ({ baseUrl, token }) => {
      if (baseUrl !== undefined) env["TOTAL_SETUP_SCIM_BASE_URL"] = baseUrl;
      if (token !== undefined) env["TOTAL_SETUP_SCIM_TOKEN"] = token;
      else if (baseUrl === undefined) delete env["TOTAL_SETUP_SCIM_TOKEN"];
    },
    onTarget: (method, path, body) => ask(own, method, path, body),
    join: async () => {
      // The SCIM server takes nobody for five minutes.
      door.holdBack(answering("/scim/v2/", 429, {}, { "retry-after": "300" }));
      const profile = { login: "cy@sweep.example", email: "cy@sweep.example", firstName: "Cy", lastName: "Roth" };
      const user = await admin("POST", "/api/v1/users?activate=true", { profile });
      const id = isJsonObject(user) ? textAt(user, "id") : "";
      return admin("PUT", `/api/v1/groups/${await group("TOTAL-Admin")}/users/${id}`);
    },
    breakTenant: () => {
      world.breakWith(() => world.faults["503"]);
    },
    refuseSignIn: () => {
      env["OKTA_CLIENT_TOKEN"] = "00another-token";
    },
    emptyGroups: async () => {
      const id = await group("TOTAL-Admin");
      for (const user of objectsIn(await admin("GET", `/api/v1/groups/${id}/users`)))
        await admin("DELETE", `/api/v1/groups/${id}/users/${textAt(user, "id")}`);
    },
  };
}

async function setUpEntra(): Promise<SetUp> {
  const directory = {
    people: [worldPerson("ada", ["TOTAL-Admin"]), worldPerson("bo", ["TOTAL-Admin"]), worldPerson("cy", [])],
    groups: ["TOTAL-Admin", "TOTAL-Analyst"],
  };
  const world = await startEntraTenant({ directory, times: { firstCycleMs: 60_000 } });
  opened.push(world);
  expect((await world.run("--wait", "3h")).code).toBe(0);
  await world.clock.sleep(3 * 3_600_000);
  const own: Given = { baseUrl: world.scim.baseUrl, token: world.scim.token.reveal() };
  const env: Record<string, string> = { TOTAL_SETUP_SCIM_TOKEN: own.token ?? "" };
  let more: readonly string[] = [];
  return {
    verify: () => world.runWith(env, "verify", ...more),
    drift: () => {
      const { assignments } = world.app();
      for (const { id, principalId } of assignments.values())
        if (principalId === world.group("TOTAL-Analyst").id) assignments.delete(id);
      return Promise.resolve();
    },
    give: ({ baseUrl, token }) => {
      if (baseUrl !== undefined) more = ["--scim-base-url", baseUrl];
      if (token !== undefined) env["TOTAL_SETUP_SCIM_TOKEN"] = token;
      else if (baseUrl === undefined) delete env["TOTAL_SETUP_SCIM_TOKEN"];
    },
    onTarget: (method, path, body) => ask(own, method, path, body),
    join: () => {
      const cy = [...world.sandbox.tenant.users.values()].find(({ userPrincipalName }) =>
        userPrincipalName.startsWith("cy@"),
      );
      world.group("TOTAL-Admin").members.add(cy?.id ?? "");
      return Promise.resolve();
    },
    breakTenant: () => {
      world.breakWith(() => ENTRA_FAULTS["503"]);
    },
    refuseSignIn: () => {
      world.breakWith(() => ENTRA_FAULTS["401-empty"]);
    },
    emptyGroups: () => {
      world.group("TOTAL-Admin").members.clear();
      return Promise.resolve();
    },
  };
}

/** A place that answers everything like this instead of as a SCIM server. */
async function elsewhere(status: number, headers: Readonly<Record<string, string>>, body: string): Promise<string> {
  const server = await startRawServer((_request, response) => response.writeHead(status, headers).end(body));
  return `${server.url}/scim/v2`;
}

async function firstId(world: SetUp, path: "/Users" | "/Groups", name: string): Promise<string> {
  const { Resources: resources } = await world.onTarget("GET", path);
  const found = objectsIn(resources).find((one) =>
    `${textAt(one, "userName")}${textAt(one, "displayName")}`.includes(name),
  );
  return textAt(found ?? {}, "id");
}

const patch = (...operations: readonly JsonObject[]): JsonObject => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: operations,
});

/** What happened since, and the exit code and outcome of `verify`. */
const CASES: readonly (readonly [string, (world: SetUp) => unknown, number, string])[] = [
  ["nothing", () => undefined, 0, "unchanged"],
  ["a setting has drifted", (world) => world.drift(), 2, "changes-pending"],
  [
    "the token is wrong",
    (world) => {
      world.give({ token: "another" });
    },
    5,
    "unproven",
  ],
  [
    "nothing listens there",
    (world) => {
      world.give({ baseUrl: "http://127.0.0.1:9/scim/v2" });
    },
    5,
    "unproven",
  ],
  [
    "a web page answers",
    async (world) => {
      world.give({ baseUrl: await elsewhere(200, { "content-type": "text/html" }, "<html></html>") });
    },
    5,
    "unproven",
  ],
  [
    "it redirects",
    async (world) => {
      world.give({ baseUrl: await elsewhere(302, { location: "https://scim.example/" }, "") });
    },
    5,
    "unproven",
  ],
  [
    "somebody is missing",
    async (world) => world.onTarget("DELETE", `/Users/${await firstId(world, "/Users", "ada")}`),
    5,
    "unproven",
  ],
  [
    "somebody has a wrong value",
    async (world) =>
      world.onTarget(
        "PATCH",
        `/Users/${await firstId(world, "/Users", "ada")}`,
        patch({ op: "replace", path: "externalId", value: "another" }),
      ),
    5,
    "unproven",
  ],
  ["somebody is on the way", (world) => world.join(), 6, "arriving"],
  [
    "somebody is on the way, and a setting has drifted",
    async (world) => [await world.join(), await world.drift()],
    2,
    "changes-pending",
  ],
  [
    "the tenant cannot be read",
    (world) => {
      world.breakTenant();
    },
    1,
    "failed",
  ],
  [
    "signing in is refused",
    (world) => {
      world.refuseSignIn();
    },
    4,
    "failed",
  ],
  [
    "there is no token",
    (world) => {
      world.give({});
    },
    0,
    "unchanged",
  ],
  ["nobody is expected any more", (world) => world.emptyGroups(), 5, "unproven"],
  [
    "a membership was lost at the vendor",
    async (world) =>
      world.onTarget(
        "PATCH",
        `/Groups/${await firstId(world, "/Groups", "TOTAL-Admin")}`,
        patch({ op: "remove", path: "members" }),
      ),
    5,
    "unproven",
  ],
];

describe.each([
  { idp: "Okta", setUp: setUpOkta },
  { idp: "Entra", setUp: setUpEntra },
])("verify on $idp, when since the set-up", ({ setUp }) => {
  test.each(CASES)("%s", async (_what, happen, code, outcome) => {
    const world = await setUp();
    await happen(world);
    const ended = await world.verify();
    const { proof, errors } = ended.document;
    expect({ code: ended.code, outcome: ended.document.outcome, proof, errors }).toMatchObject({ code, outcome });
  });
});
