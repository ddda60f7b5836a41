import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import type { DirectoryPerson } from "../../src/sandbox/people/person.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { changeUserMappings } from "../support/entra-schemas.js";
import { startEntraTenant, WORLD, worldPerson, type EntraTenantWorld } from "../support/entra-tenant-world.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function world(...parts: Parameters<typeof startEntraTenant>): Promise<EntraTenantWorld> {
  const started = await startEntraTenant(...parts);
  opened.push(started);
  return started;
}

/** Somebody the vendor made before anybody provisioned, as the first administrator. */
async function addAccount({ baseUrl, token }: RunningTarget, account: JsonObject): Promise<void> {
  const answer = await fetch(`${baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${token.reveal()}`, "content-type": "application/scim+json" },
    body: JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], active: true, ...account }),
  });
  if (!answer.ok) throw new Error(`the target refused: ${await answer.text()}`);
}

async function account(scim: RunningTarget, userName: string): Promise<JsonObject> {
  const filter = encodeURIComponent(`userName eq "${userName}"`);
  const answer = await fetch(`${scim.baseUrl}/Users?filter=${filter}`, {
    headers: { authorization: `Bearer ${scim.token.reveal()}` },
  });
  const { Resources: found = [] } = (await answer.json()) as { Resources?: JsonObject[] };
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

/** Paths of the fields that a run provisioned on demand. */
function onDemand({ steps }: SetupDocument): string[] {
  const changes = steps.flatMap((step) => step.changes);
  return changes
    .filter(({ resource }) => resource.type === "on-demand-provisioning")
    .flatMap(({ fields }) => fields.map(({ path }) => path));
}

describe("the first administrator, who is at the vendor before anybody provisions", () => {
  test.each([
    ["without an externalId", {}],
    ["with another externalId", { externalId: "owner-1" }],
    ["with another externalId and a name in capitals", { externalId: "owner-1", userName: "ADA@NORTHWIND.EXAMPLE" }],
  ])("%s: the plan shows the repair, the same run ends proven, and the next is unchanged", async (_, more) => {
    const one = await world();
    await addAccount(one.scim, { userName: "ada@northwind.example", ...more });
    const plan = await one.run("plan");
    expect(onDemand(plan.document)).toContain("members[ada@northwind.example]");
    const [change] = plan.document.steps.find(({ id }) => id === "provision-admins")?.changes ?? [];
    expect(change?.note).toContain(
      "already on the SCIM server with a different externalId or none, which Entra replaces: ada@",
    );

    const first = await one.run("--wait", "2h");
    expect([first.code, first.document.outcome, first.document.errors]).toEqual([0, "applied", []]);
    const ada = [...one.sandbox.tenant.users.values()].find((user) => user.userPrincipalName.startsWith("ada"));
    expect((await account(one.scim, "ada@northwind.example"))["externalId"]).toBe(ada?.id);

    const second = await one.run();
    expect([second.code, second.document.outcome, second.writes]).toEqual([0, "unchanged", 0]);
  });

  test("is on the way, not wrong, until the first cycle has ended", async () => {
    const one = await world({ times: { firstCycleMs: 20 * 60_000 } });
    await addAccount(one.scim, { userName: "cem@northwind.example", externalId: "owner-1" });
    const first = await one.run("--on-demand", "none");
    expect([first.code, first.document.outcome]).toEqual([6, "arriving"]);
    expect(first.document.proof?.users.wrong.map(({ name, state }) => [name, state])).toContainEqual([
      "cem@northwind.example",
      "waiting",
    ]);
    await one.clock.sleep(60 * 60_000);
    const second = await one.run();
    expect([second.code, second.document.outcome]).toEqual([0, "unchanged"]);
  });

  test("is rehearsed by a dry run against a server that holds the account", async () => {
    const scim = await startTarget();
    opened.push(scim);
    await addAccount(scim, { userName: "ada@northwind.example", externalId: "owner-1" });
    const folder = temporaryFolder();
    const [people, token] = [join(folder, "people.csv"), join(folder, "token.txt")];
    writeFileSync(
      people,
      "userName,givenName,familyName,email,groups\n" +
        ["ada", "ben"]
          .map((name) => `${name}@northwind.example,Given,${name},${name}@x.example,TOTAL-Admin\n`)
          .join(""),
    );
    writeFileSync(token, scim.token.reveal());
    const { code, stdout } = await runInProcess([
      ...["entra", "--dry-run", "--json", "--people", people],
      ...["--target-url", scim.baseUrl, "--target-token-file", token, "--accept-writes"],
    ]);
    const document = documentIn(stdout);
    expect([code, document.outcome, document.errors]).toEqual([0, "applied", []]);
    expect(onDemand(document)).toContain("members[ada@northwind.example]");
    expect((await account(scim, "ada@northwind.example"))["externalId"]).not.toBe("owner-1");
  });
});

describe("people who are matched by another attribute than their sign-in name", () => {
  const people = WORLD.people.map((one) => ({ ...one, email: one.userName.replace("@northwind", "@mail.northwind") }));

  test.each(["[mail]", "ToLower([mail])"])(
    "userName <- %s: proven, and the second run is unchanged",
    async (source) => {
      const one = await world({ directory: { ...WORLD, people } });
      const app = one.makeApp("TOTAL");
      const job = one.makeJob(app);
      changeUserMappings(job, (mappings) =>
        mappings.map((item) =>
          item["targetAttributeName"] === "userName" ? { ...item, source: sourceOf(source) } : item,
        ),
      );
      const first = await one.run("--wait", "2h");
      expect([first.code, first.document.outcome, first.document.errors]).toEqual([0, "applied", []]);
      expect((await account(one.scim, "ada@mail.northwind.example"))["userName"]).toBe("ada@mail.northwind.example");
      const second = await one.run();
      expect([second.code, second.document.outcome, second.writes]).toEqual([0, "unchanged", 0]);
    },
  );

  test("somebody without that attribute is named as not expected, with the attribute", async () => {
    const one = await world({
      directory: { ...WORLD, people: [...people, withoutMail(worldPerson("eve", ["TOTAL-Analyst"]))] },
    });
    const app = one.makeApp("TOTAL");
    const job = one.makeJob(app);
    changeUserMappings(job, (mappings) =>
      mappings.map((item) =>
        item["targetAttributeName"] === "userName" ? { ...item, source: sourceOf("[mail]") } : item,
      ),
    );
    const first = await one.run("--wait", "2h");
    expect(first.document.proof?.users.notExpected).toEqual([
      { name: "eve@northwind.example", reason: expect.stringContaining("mail") as string },
    ]);
    expect([first.code, first.document.outcome]).toEqual([0, "applied"]);
  });
});

function withoutMail(person: DirectoryPerson): DirectoryPerson {
  return Object.fromEntries(Object.entries(person).filter(([key]) => key !== "email")) as unknown as DirectoryPerson;
}

function sourceOf(expression: string): JsonObject {
  const mail = { expression: "[mail]", name: "mail", type: "Attribute", parameters: [] };
  if (expression === "[mail]") return mail;
  return { expression, name: "ToLower", type: "Function", parameters: [{ key: "source", value: mail }] };
}
