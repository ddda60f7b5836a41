import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import { isJsonObject } from "../../src/base/json.js";
import { collectPayloads } from "../../src/cli/rehearsal/payloads.js";
import { documentIn } from "../support/document.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

const ADA = "siobhan.o'neill@northwind.example";
const GONE = "tobias.frank@northwind.example";
const MONONYM = "suharto@northwind.example";
const ELSEWHERE = "charlotte.whitmore@northwind.example";

test("a preview says why nothing is sent for whoever gets nothing, and what is sent for the others", async () => {
  const asked = [ADA.toUpperCase(), GONE, MONONYM, ELSEWHERE, ADA];
  const flags = asked.flatMap((name) => ["--preview", name]);
  const { stdout, code } = await runInProcess(["okta", "--dry-run", "--yes", "--json", ...flags]);
  const { preview = [], people = [], requests } = documentIn(stdout);
  expect(code).toBe(0);
  expect(requests.live).toBeUndefined();
  expect(preview.map(({ person }) => person)).toEqual([ADA, GONE, MONONYM, ELSEWHERE]);
  const [ada, ...others] = preview;
  expect(ada?.requests.map(({ method }) => method)).toEqual(["POST", "PUT"]);
  expect(ada?.reason).toBeUndefined();
  expect(others.map(({ reason }) => reason)).toEqual([
    "deactivated in Okta",
    "no last name (lastName)",
    "not in an assigned group, so nothing is sent for this user",
  ]);
  for (const { requests: sent, values } of others) expect([sent, values]).toEqual([[], []]);
  expect(people.find(({ name }) => name === ADA)?.payload).toEqual(ada?.requests[0]?.body);
});

test("a preview of somebody who is not there is refused with the nearest names, before anything is simulated", async () => {
  const { code, stderr, stdout } = await runInProcess([
    "okta",
    "--dry-run",
    "--yes",
    "--json",
    "--preview",
    "suhartoo@northwind.example",
  ]);
  expect(code).toBe(64);
  expect(documentIn(stdout).errors.map(({ code }) => code)).toEqual(["preview-unknown"]);
  expect(stderr).toContain(
    "--preview suhartoo@northwind.example: no user in the simulated tenant has this sign-in name",
  );
  expect(stderr).toContain(`Did you mean "${MONONYM}"?`);
});

test("a preview on a terminal is the body and a table, without what could steer the terminal", async () => {
  const file = join(temporaryFolder(), "people.csv");
  const rows = [
    "userName,givenName,familyName,email,displayName,groups",
    "eve@x.example,Eve,\u202eDrop\u001b[2J,eve@x.example,Eve,TOTAL-Admin",
  ];
  writeFileSync(file, `${rows.join("\n")}\n`);
  const { stdout, code } = await runInProcess([
    "okta",
    "--dry-run",
    "--yes",
    "--people",
    file,
    "--preview",
    "eve@x.example",
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain("Preview of eve@x.example\n  POST /scim/v2/Users\n    {\n");
  expect(stdout).toMatch(/name\.givenName = "Eve"\s+<- user\.firstName\n/);
  for (const sign of ["\u001b", "\u202e"]) expect(stdout).not.toContain(sign);
  expect(stdout).not.toContain("Your users");
});

test("of a group's body only the person's own membership is kept, in each way that an IdP sends it", () => {
  const payloads = collectPayloads({ keepGroups: true });
  const watch = payloads.watch(undefined);
  const send = (method: string, path: string, body: Exchange["body"]): void => {
    const headers = {};
    watch({
      at: "",
      from: "entra",
      to: "target",
      method,
      path,
      headers,
      status: 200,
      ...(body === undefined ? {} : { body }),
    });
  };
  const mine = { value: "u1", display: "me" };
  const other = { value: "u2", display: "somebody else" };
  const patch = (operation: Exchange["body"]) =>
    ({ schemas: [], Operations: [{ op: "replace", path: "x" }, operation] }) as Exchange["body"];
  send("PUT", "/scim/Groups/g1?a=b", { displayName: "G", members: [other, mine, other] });
  send("PUT", "/scim/Groups/g2", { displayName: "H", members: [other] });
  send("PATCH", "/scim/Groups/g3", patch({ op: "Add", path: "members", value: [mine] }));
  send("PATCH", "/scim/Groups/g4", patch({ op: "Add", value: { members: [mine, other] } }));
  send("POST", "/scim/Groups", { displayName: "G", members: [] });
  send("GET", "/scim/Groups/g5", undefined);
  const about = payloads.about({ targetId: "u1", values: [] });
  expect(about.map(({ method, path, otherMembers }) => [method, path, otherMembers])).toEqual([
    ["PUT", "/scim/Groups/g1?a=b", 2],
    ["PATCH", "/scim/Groups/g3", undefined],
    ["PATCH", "/scim/Groups/g4", 1],
  ]);
  expect(about[0]?.body).toEqual({ displayName: "G", members: [mine] });
  expect(isJsonObject(about[2]?.body) && about[2].body["Operations"]).toEqual([
    { op: "replace", path: "x" },
    { op: "Add", value: { members: [mine] } },
  ]);
  expect(payloads.about({ values: [] })).toEqual([]);
});

test("a creation that the target refused is shown as well, by its user name", () => {
  const payloads = collectPayloads({ keepGroups: false });
  const body = { userName: "ada", name: { familyName: "A" } };
  const parts = { at: "", from: "okta", to: "target", method: "POST", path: "/scim/Users", headers: {}, body } as const;
  payloads.watch(undefined)({ ...parts, status: 409, answer: { detail: "taken" } });
  const explained = { values: [{ path: "userName", value: "ada", source: "user.login" }] };
  expect(payloads.about(explained)).toEqual([{ method: "POST", path: "/scim/Users", body }]);
  expect(payloads.createdWith("")).toBeUndefined();
});
