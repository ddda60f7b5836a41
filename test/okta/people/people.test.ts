import { expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../../src/base/json.js";
import { openConnectedOrg } from "../support/connected.js";
import { applyAll, person, type OpenedOrg } from "../support/org.js";
import { groupAssignments } from "../support/steps.js";

/** How a person of each status comes to be, from somebody who is active. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  ACTIVE: [],
  SUSPENDED: ["suspend"],
  DEPROVISIONED: ["deactivate"],
  PROVISIONED: ["deactivate", "activate"],
};

async function userNamesAtTarget({ scim }: OpenedOrg): Promise<unknown[]> {
  const headers = { authorization: `Bearer ${scim.token.reveal()}` };
  const body: unknown = await (await fetch(`${scim.baseUrl}/Users?count=100`, { headers })).json();
  const resources: unknown = isJsonObject(body) ? body["Resources"] : [];
  return (resources as readonly JsonObject[]).map(({ userName }) => userName);
}

test("exactly the people whom Okta provisions are expected at the target, whatever their status is", async () => {
  const statuses = Object.keys(WAYS);
  const people = statuses.map((status) => person(status.toLowerCase(), ["TOTAL-Admin"]));
  const org = await openConnectedOrg({ people, groups: ["TOTAL-Admin"] });
  for (const [status, actions] of Object.entries(WAYS))
    for (const action of actions)
      await org.admin("POST", `/api/v1/users/${status.toLowerCase()}@northwind.example/lifecycle/${action}`);
  const group = await org.session.tenant.api.groups.withName("TOTAL-Admin");
  const login = "staged@northwind.example";
  await org.admin("POST", "/api/v1/users?activate=false", {
    profile: { login, email: login, firstName: "S", lastName: "T" },
    groupIds: group.map(({ id }) => id),
  });
  await applyAll(groupAssignments("TOTAL-Admin"), org.context);
  await org.clock.sleep(60_000);

  const members = (await org.session.directory.members("TOTAL-Admin")) ?? [];
  const expected = members.filter(({ inactive }) => inactive === undefined).map(({ name }) => name);
  expect(expected).toEqual(["active@northwind.example", "provisioned@northwind.example", "staged@northwind.example"]);
  expect((await userNamesAtTarget(org)).sort()).toEqual(expected);
  expect(members.flatMap(({ inactive }) => inactive ?? [])).toEqual(["suspended in Okta", "deactivated in Okta"]);
});
