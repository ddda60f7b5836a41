import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SetupDocument } from "../support/document.js";
import { worldPerson } from "../support/entra-tenant-world.js";
import { oktaCommand, type OktaCommand } from "../support/okta-command.js";
import { objectsIn, startTenantWorld, text, type TenantWorld } from "../support/tenant-world.js";

const GROUP = ["--group", "TOTAL-Admin"];

let world: TenantWorld;
let command: OktaCommand;
let mapping: string;

beforeAll(async () => {
  world = await startTenantWorld({ people: [worldPerson("ada", ["TOTAL-Admin"])], groups: ["TOTAL-Admin", "Sales"] });
  command = oktaCommand(world);
  expect((await world.apply({ groups: ["TOTAL-Admin"] })).outcome).toBe("applied");
  await world.settle();
  const [app] = objectsIn(await world.admin("GET", "/api/v1/apps"));
  const mappings = `/api/v1/apps/${text(app?.["id"])}/group-push/mappings`;
  const [pushed] = objectsIn(await world.admin("GET", mappings));
  mapping = `${mappings}/${text(pushed?.["id"])}`;
});
afterAll(async () => {
  await world.close();
  command.remove();
});

/** The change of a step's field, as a document tells it. */
function fieldOf({ steps }: SetupDocument, step: string, path: string) {
  const found = steps.find(({ id }) => id === step);
  return found?.changes.flatMap(({ fields }) => fields).find((field) => field.path === path);
}

describe("a push of which an administrator has made INACTIVE what the guide wants ACTIVE", () => {
  beforeAll(() => world.admin("PATCH", mapping, { status: "INACTIVE" }));

  test("is told by verify with the guide's value as expected, and the tenant's as actual", async () => {
    const { document } = await command.json("verify", ...GROUP);
    const drift = document.steps.flatMap((step) => step.drift ?? []).find(({ path }) => path === "status");
    expect(drift).toMatchObject({ state: "changed", expected: "ACTIVE", actual: "INACTIVE", mend: "apply" });
  });

  test("is told by plan and by apply with the tenant's value before, and the guide's after", async () => {
    const wanted = { path: "status", before: "INACTIVE", after: "ACTIVE" };
    const planned = await command.json("plan", ...GROUP);
    expect(fieldOf(planned.document, "push-groups", "status")).toEqual(wanted);
    expect(planned.document.requests.tenant).toMatchObject({ writes: 0 });
    const applied = await command.json("apply", "--yes", ...GROUP);
    expect(fieldOf(applied.document, "push-groups", "status")).toEqual(wanted);
    expect(applied.document.requests.tenant.writes).toBe(applied.writes);
    expect(applied.document.requests.tenant.reads).toBeGreaterThan(applied.writes);
  });
});

test("a value at the SCIM server that is not the tenant's is told with the tenant's as expected", async () => {
  const { Resources: users } = await world.onTarget("GET", "/Users");
  const [ada] = objectsIn(users);
  await world.onTarget("PATCH", `/Users/${text(ada?.["id"])}`, {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "replace", path: "name.familyName", value: "Somebody-Else" }],
  });
  const { document } = await command.json("verify", ...GROUP);
  expect(document.proof?.users).toMatchObject({
    expected: 1,
    found: 0,
    wrong: [{ state: "value", path: "name.familyName", actual: "Somebody-Else" }],
  });
  expect(document.proof?.users.wrong[0]?.expected).toBe(worldPerson("ada", []).familyName);
});
