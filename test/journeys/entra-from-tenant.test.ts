import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { runCli } from "../../src/cli/program.js";
import { valueAt } from "../../src/dialect/entra/values.js";
import type { EntraSandboxOptions } from "../../src/sandbox/entra/start.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { GUEST, makeOwn, OWN_NAMES, OWN_PEOPLE } from "../support/entra-own-people.js";
import { startEntraTenant, type EntraTenantWorld, type EntraWorldParts } from "../support/entra-tenant-world.js";
import { temporaryFolder } from "../support/run-cli.js";
import { testIo } from "../support/run-in-process.js";

type Request = NonNullable<SetupDocument["preview"]>[number]["requests"][number];

/** Names of a template's inputs on the command line. */
const TEMPLATES = {
  total: { baseUrl: "--scim-base-url", token: "--scim-token-file" },
  generic: { baseUrl: "--base-url", token: "--token-file" },
} as const;

const open: EntraTenantWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A tenant of our own people; every one made here is a copy of the others. */
async function startCopy(parts: EntraWorldParts = {}): Promise<{ world: EntraTenantWorld; sent: Exchange[] }> {
  const sent: Exchange[] = [];
  const world = await startEntraTenant({ directory: OWN_PEOPLE, record: (one) => void sent.push(one), ...parts });
  open.push(world);
  makeOwn(world.sandbox);
  return { world, sent };
}

async function run(
  { sandbox, scim, clock }: EntraTenantWorld,
  template: keyof typeof TEMPLATES,
  ...args: readonly string[]
) {
  const folder = temporaryFolder();
  const [graphToken, scimToken] = [join(folder, "graph.txt"), join(folder, "scim.txt")];
  writeFileSync(graphToken, sandbox.token.reveal());
  writeFileSync(scimToken, scim.token.reveal());
  const { io, written } = testIo([
    ...["entra", "--template", template, "--yes", "--no-input", "--json"],
    ...["--graph-url", sandbox.url, "--graph-token-file", graphToken],
    ...[TEMPLATES[template].baseUrl, scim.baseUrl, TEMPLATES[template].token, scimToken],
    ...["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst", ...args],
  ]);
  const code = await runCli({ ...io, clock });
  return { code, ...written };
}

async function rehearse(world: EntraTenantWorld, template: keyof typeof TEMPLATES, ...args: readonly string[]) {
  const { code, stdout, stderr } = await run(world, template, "--dry-run", "--from-tenant", ...args);
  const document = documentIn(stdout);
  const { people = [], preview = [] } = document;
  return { code, stderr, document: { ...document, people, preview } };
}

describe.each(["total", "generic"] as const)("a rehearsal of %s on the tenant's own people", (template) => {
  test("sends nothing but GET, and says person by person what a real run on a copy then does", async () => {
    const others: string[] = [];
    const { world: live } = await startCopy();
    live.breakWith(({ method, path }) => {
      if (method !== "GET") others.push(`${method} ${path}`);
      return undefined;
    });
    const { document, stderr } = await rehearse(live, template);
    expect(others).toEqual([]);
    expect(live.sandbox.tenantRequests().writes).toBe(0);
    expect(live.sandbox.tenant.servicePrincipals.size).toBe(0);
    expect(document.requests.live).toMatchObject({ writes: 0 });
    expect(document.requests.live?.reads).toBe(live.sandbox.tenantRequests().reads);
    expect(stderr).not.toContain(live.sandbox.token.reveal());

    const { world: copy } = await startCopy();
    const real = await run(copy, template, "--wait", "6h");
    const there = await readTarget(copy.scim);
    const { proof } = documentIn(real.stdout);
    expect(document.people.map(({ name, arrives }) => [name, arrives]).sort()).toEqual(
      everybody(proof, there).map((name) => [name, there.has(name)]),
    );
    for (const { name, arrives, payload } of document.people) {
      if (arrives) expect(received(payload, there.get(name))).toEqual([]);
      else expect(payload).toBeUndefined();
    }
    expect(document.proof?.users.notExpected).toEqual(proof?.users.notExpected);
    expect(document.proof?.groups).toMatchObject({ expected: 2, found: 2 });
    expect(document.proof?.memberships).toEqual(proof?.memberships);
  });

  test("previews of thirteen people are, field by field, what the target receives from a copy", async () => {
    const { world: live } = await startCopy();
    const concerned = OWN_NAMES.filter((name) => !name.startsWith("sales@"));
    const previews = concerned.flatMap((name) => ["--preview", name.toUpperCase()]);
    const { document } = await rehearse(live, template, ...previews);

    const { world: copy, sent } = await startCopy();
    await run(copy, template, "--wait", "6h");
    const there = await readTarget(copy.scim);
    expect(document.preview.map(({ person }) => person)).toEqual(concerned);
    expect(document.preview.filter(({ requests }) => requests.length > 0)).toHaveLength(10);
    for (const { person, requests, values } of document.preview) {
      const seen = there.get(person);
      const real = seen === undefined ? [] : sent.filter((one) => concerns(one, seen.id));
      expect([person, ...requests.map((one) => plain(one, live))]).toEqual([
        person,
        ...real.map((one) => plain({ ...one, body: onlyMember(one.body ?? null, seen?.id ?? "") }, copy)),
      ]);
      for (const { path, value } of values) {
        const actual = valueAt(seen?.resource ?? {}, path);
        const manager = there.get("ada@northwind.example")?.id;
        expect([path, actual]).toEqual([path, path.endsWith(":manager") ? { value: manager } : value]);
      }
    }
  });
});

describe("what a rehearsal says of people who are special", () => {
  test("names why somebody does not arrive, and where a value comes from", async () => {
    const { world } = await startCopy();
    const { code, document } = await rehearse(world, "total", "--preview", GUEST, "--preview", "cem@northwind.example");
    expect(code).toBe(0);
    const reason = (name: string) => document.people.find((one) => one.name === `${name}@northwind.example`)?.reason;
    expect(reason("cem")).toBe("disabled in Entra");
    expect(reason("dag")).toContain('nested group "Night Shift"');
    expect(reason("eve")).toContain('nested group "Night Shift"');
    expect(document.people.some(({ name }) => name.startsWith("sales@"))).toBe(false);

    const [guest, disabled] = document.preview;
    expect(guest?.values).toContainEqual({ path: "userName", value: GUEST, source: "userPrincipalName" });
    const id = [...world.sandbox.tenant.users.values()].find((one) => one.userPrincipalName === GUEST)?.id;
    expect(guest?.values).toContainEqual({ path: "externalId", value: id, source: "objectId" });
    expect(disabled).toEqual({
      person: "cem@northwind.example",
      reason: "disabled in Entra",
      requests: [],
      values: [],
    });
  });

  test("people of one alias, and one without a sign-in name, fare as they do in a real run that maps aliases", async () => {
    const nameless = { userName: "", displayName: "Nameless", active: true, groups: ["TOTAL-Analyst"] };
    const directory = { ...OWN_PEOPLE, people: [...OWN_PEOPLE.people, nameless] };
    const { world: live } = await startCopy({ directory });
    const { document } = await rehearse(live, "total", "--skip", "fix-user-id");
    const { world: copy } = await startCopy({ directory });
    const { proof } = documentIn((await run(copy, "total", "--skip", "fix-user-id", "--wait", "6h")).stdout);
    const there = await readTarget(copy.scim);

    const missing = document.people.filter(
      ({ arrives, reason }) => !arrives && reason?.includes("MandatoryFieldsMissing"),
    );
    expect(missing.map(({ name }) => name)).toEqual(
      proof?.users.wrong.filter(({ state }) => state === "missing").map(({ name }) => name),
    );
    expect(missing).toHaveLength(1);
    const sams = document.people.filter(({ name }) => name.startsWith("sam@"));
    expect(sams).toHaveLength(2);
    for (const { name, payload } of sams) {
      expect(payload).toHaveProperty("externalId", "sam");
      expect(there.get(name)?.resource["externalId"]).toBe("sam");
    }
    const arriving = document.people.filter(({ arrives }) => arrives).map(({ name }) => name);
    expect(arriving.sort()).toEqual([...there.keys()].sort());
  });

  test("the application of a real run is not asked for in the simulated tenant", async () => {
    const { world } = await startCopy();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "graph.txt"), world.sandbox.token.reveal());
    const { io, written } = testIo([
      ...["entra", "--dry-run", "--from-tenant", "--yes", "--app-id", "0f1e2d3c-4b5a-4968-8778-69a5b4c3d2e1"],
      ...["--graph-url", world.sandbox.url, "--graph-token-file", join(folder, "graph.txt"), "--group", "TOTAL-Admin"],
    ]);
    expect(await runCli({ ...io, clock: world.clock })).toBe(0);
    expect(written.stdout).toContain("--app-id is ignored: the simulated tenant starts without your application.");
    expect(written.stdout).toContain("your tenant was only read");
  });

  test("a group that the tenant does not have ends the rehearsal as it ends a run", async () => {
    const { world } = await startCopy();
    const { code, document } = await rehearse(world, "total", "--group", "TOTAL-Analysts");
    expect({ code, errors: document.errors.map((one) => one.code) }).toEqual({ code: 1, errors: ["group-not-found"] });
    expect(world.sandbox.tenantRequests().writes).toBe(0);
  });

  test("a token that may not read people's states is told before anybody is read", async () => {
    const scopes: NonNullable<EntraSandboxOptions["scopes"]> = ["GroupMember.Read.All", "User.ReadBasic.All"];
    const { world } = await startCopy({ scopes });
    const { code, stdout, stderr } = await run(world, "total", "--dry-run", "--from-tenant");
    expect(code).toBe(4);
    expect(stdout + stderr).toContain("User.Read.All");
    expect(stdout + stderr).not.toContain("Application.ReadWrite.All");
  });

  test("rights to read groups and people are all that reading takes", async () => {
    const { world } = await startCopy({ scopes: ["GroupMember.Read.All", "User.Read.All", "User.Read"] });
    const { code } = await rehearse(world, "total");
    expect(code).toBe(0);
  });
});

/** Everybody of the groups: who is on the target, and who is known not to come. */
function everybody(proof: SetupDocument["proof"], there: ReadonlyMap<string, SeenUser>): string[] {
  return [...there.keys(), ...(proof?.users.notExpected.map(({ name }) => name) ?? [])].sort();
}

/** Paths of a payload that the target holds another value of. */
function received(payload: JsonValue | undefined, seen: SeenUser | undefined): string[] {
  if (!isJsonObject(payload)) return ["no payload"];
  return Object.entries(payload)
    .filter(([name, value]) => name !== "schemas" && name !== "meta" && JSON.stringify(value) !== "[]")
    .filter(([name, value]) => JSON.stringify(seen?.resource[name]) !== JSON.stringify(value))
    .map(([name, value]) => `${name}: ${JSON.stringify(value)} / ${JSON.stringify(seen?.resource[name])}`);
}

/** A write of the service that is about this person: their own resource, or a group they are put into. */
function concerns({ from, method, path, body, answer }: Exchange, id: string): boolean {
  if (method === "GET" || from === "total-setup") return false;
  if (path.includes("/Groups")) return JSON.stringify(body ?? null).includes(id);
  return path.includes(id) || (isJsonObject(answer) && answer["id"] === id);
}

/** A body in which lists of members hold this one alone. */
function onlyMember(body: JsonValue, id: string): JsonValue {
  if (Array.isArray(body)) {
    const list = body as readonly JsonValue[];
    const mine = list.filter((one) => isJsonObject(one) && one["value"] === id);
    return mine.length > 0 ? mine : list.map((one) => onlyMember(one, id));
  }
  if (!isJsonObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, onlyMember(value ?? null, id)]));
}

/** A request in words that are the same on every target: ids that the target gave are out. */
function plain({ method, path, body }: Request, { sandbox: { tenant } }: EntraTenantWorld): string {
  const known = (id: string): boolean => tenant.users.has(id) || tenant.groups.has(id);
  return `${method} ${path} ${JSON.stringify(body)}`
    .replace(/\/[^ ]*(?=\/(?:Users|Groups))/, "")
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => (known(id) ? id : "<id>"));
}

interface SeenUser {
  readonly id: string;
  readonly resource: JsonObject;
}

/** Everybody on the target, by userName. */
async function readTarget({ baseUrl, token }: EntraTenantWorld["scim"]): Promise<ReadonlyMap<string, SeenUser>> {
  const response = await fetch(`${baseUrl}/Users?count=200`, {
    headers: { authorization: `Bearer ${token.reveal()}` },
  });
  const { Resources } = (await response.json()) as { readonly Resources: readonly JsonObject[] };
  return new Map(Resources.map((resource) => [text(resource["userName"]), { id: text(resource["id"]), resource }]));
}

function text(value: JsonValue | undefined): string {
  if (typeof value !== "string") throw new TypeError(`not a text: ${JSON.stringify(value)}`);
  return value;
}
