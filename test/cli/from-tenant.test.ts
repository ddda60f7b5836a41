import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/base/clock.js";
import type { JsonObject, JsonValue } from "../../src/base/json.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { openFrontDoor, type FrontDoor } from "../support/front-door.js";
import { loginOf, ownPeople } from "../support/okta-own-people.js";
import { runReally, type RealRun } from "../support/okta-real-run.js";
import { runInProcess } from "../support/run-in-process.js";

const GROUPS = ["TOTAL-Admin", "TOTAL-Analyst"];
const TEN = "ada ben siobhan.o'neill layla yuki plain long lee other loc".split(" ").map(loginOf);

let live: OktaSandbox;
/** Lets nothing but GET through to the live org, and notes what else was tried. */
let door: FrontDoor;
const refused: string[] = [];
let passed = 0;

beforeAll(async () => {
  live = await startOktaSandbox({ directory: ownPeople(), scheduler: systemClock() });
  door = await openFrontDoor();
  door.set(({ method = "", url = "" }, response) => {
    if (method === "GET") {
      passed += 1;
      return false;
    }
    refused.push(`${method} ${url}`);
    response.writeHead(500).end();
    return true;
  }, live.url);
});
afterAll(async () => {
  await door.close();
  await live.close();
});

describe.each([
  {
    template: "total/okta",
    own: [],
    inputs: { scimBaseUrl: "https://scim.total.example/scim/v2", assign: GROUPS },
    shared: [],
    doubted: ["long"],
  },
  {
    template: "senhasegura/okta",
    own: ["--template", "senhasegura/okta", "--set", "serverUrl=https://vault.example"],
    inputs: { serverUrl: "https://vault.example", appName: "senhasegura SCIM", clientId: "okta-scim" },
    // People are looked for by their e-mail address there: the second twin takes the account of the first.
    shared: ["twin.two"],
    doubted: ["ben", "long", "other", "twin.two"],
  },
])("a rehearsal of $template on people of a live org", ({ template, own, inputs, shared, doubted }) => {
  let document: SetupDocument;
  let real: RealRun;

  beforeAll(async () => {
    const flags = [...GROUPS.flatMap((name) => ["--group", name]), ...TEN.flatMap((name) => ["--preview", name])];
    const result = await runInProcess(
      ["okta", "--dry-run", "--from-tenant", "--org-url", door.url, ...own, ...flags, "--yes", "--json"],
      { env: { OKTA_CLIENT_TOKEN: live.token.reveal() } },
    );
    document = documentIn(result.stdout);
    real = await runReally(template, ownPeople(), { ...inputs, groups: GROUPS });
  }, 30_000);

  test("sends nothing but GET to the live org, and says how much", () => {
    expect(refused).toEqual([]);
    expect(live.tenantRequests().writes).toBe(0);
    const { reads = 0, ...others } = document.requests.live ?? {};
    expect(others).toEqual({ writes: 0, signIn: 0 });
    expect(reads).toBeGreaterThan(2);
    expect(reads).toBeLessThanOrEqual(passed);
  });

  test("predicts for each person of the groups what the real run then does", () => {
    const people = document.people ?? [];
    expect(people.map(({ name }) => name).sort()).toEqual(everybody().sort());
    const arrived = new Set(real.users.map(({ stored }) => stored["externalId"]));
    for (const { name, arrives, reason, payload } of people) {
      expect({ name, there: arrived.has(idOf(name)) }).toEqual({ name, there: arrives });
      if (!arrives) expect(reason).toMatch(/\w+ \w+/);
      else if (shared.map(loginOf).includes(name))
        expect(reason).toContain(`shares one account on the SCIM server with ${loginOf("twin.one")}`);
      else expect({ name, ...sent(payload) }).toEqual({ name, ...kept(payload, storedOf(name)) });
    }
    const doubts = people.filter((one) => one.doubts !== undefined);
    expect(doubts.map(({ name }) => name).sort()).toEqual(doubted.map(loginOf));
    expect(real.users).toHaveLength(people.filter(({ arrives }) => arrives).length);
  });

  test("comes to the same proof as the real run, word by word", () => {
    const told = (proof: SetupDocument["proof"] | RealRun["result"]["proof"]) => ({
      wrong: proof?.users.wrong.map(({ name, state, path, reason }) => ({ name, state, path, reason })),
      notExpected: proof?.users.notExpected,
      found: [proof?.users.found, proof?.groups.found, proof?.memberships.found],
    });
    expect(told(document.proof)).toEqual(told(real.result.proof));
    expect(document.outcome).toBe(real.result.outcome);
  });

  test("previews ten people as the target then has them, value by value, with a source for each", () => {
    expect(document.preview?.map(({ person }) => person)).toEqual(TEN);
    for (const { person, requests, values } of document.preview ?? []) {
      const created = requests.find(({ method, path }) => method === "POST" && path.endsWith("/Users"));
      expect({ person, ...sent(created?.body) }).toEqual({ person, ...kept(created?.body, storedOf(person)) });
      const seen = real.users.find(({ stored }) => stored["externalId"] === idOf(person))?.seen;
      const explained = values.filter(({ path }) => !NOT_KEPT.includes(path));
      expect(explained.length).toBeGreaterThan(7);
      for (const { path, value, source } of explained) {
        expect({ person, path, value: seen?.value(path) ?? seen?.userName }).toEqual({ person, path, value });
        expect(source).not.toBe("");
      }
      const pushed = requests.filter(({ path }) => path.includes("/Groups/")).map(({ body }) => nameIn(body));
      expect(new Set(pushed)).toEqual(new Set(groupsOf(person)));
    }
  });

  function storedOf(name: string): JsonObject | undefined {
    return real.users.find(({ stored }) => stored["externalId"] === idOf(name))?.stored;
  }

  function groupsOf(name: string): string[] {
    const id = storedOf(name)?.["id"];
    return real.groups
      .filter(({ members }) => id !== undefined && JSON.stringify(members ?? []).includes(JSON.stringify(id)))
      .map(({ displayName }) => JSON.stringify(displayName));
  }
});

/** What a target does not store, or makes itself. */
const NOT_KEPT = ["schemas", "password", "groups"];

function sent(payload: JsonValue | undefined): JsonObject {
  return Object.fromEntries(Object.entries(payload as JsonObject).filter(([key]) => !NOT_KEPT.includes(key)));
}

/** What is stored of the attributes that were sent. */
function kept(payload: JsonValue | undefined, stored: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.keys(sent(payload)).map((key) => [key, stored?.[key]]));
}

function everybody(): string[] {
  const { imported, people } = ownPeople();
  const ids = new Set(imported?.groups.filter(({ name }) => GROUPS.includes(name)).flatMap(({ members }) => members));
  return people.filter(({ id = "" }) => ids.has(id)).map(({ userName }) => userName);
}

function idOf(name: string): string | undefined {
  return ownPeople().people.find(({ userName }) => userName === name)?.id;
}

function nameIn(body: JsonValue): string {
  return JSON.stringify((body as JsonObject)["displayName"]);
}
