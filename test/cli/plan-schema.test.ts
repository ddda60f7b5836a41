import { readFileSync } from "node:fs";
import { test as property } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { planningSchema } from "../../src/cli/saved-plan/format/planning-options.js";
import { savedPlanSchema } from "../../src/cli/saved-plan/format/schema.js";
import { entraIdp } from "../../src/cli/tenants/entra-idp.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import { planJsonSchema } from "../../src/cli/views/output/json-schema.js";
import { anyEdit, edited } from "../support/edit-json.js";
import { startEntraTenant, worldPerson } from "../support/entra-tenant-world.js";
import { checkerOf, keptSchema } from "../support/held-document.js";
import { oktaCommand } from "../support/okta-command.js";
import { startTenantWorld } from "../support/tenant-world.js";

const kept = keptSchema("plan");
const accepts = checkerOf(kept);
const directory = { people: [worldPerson("ada", ["TOTAL-Admin"])], groups: ["TOTAL-Admin", "TOTAL-Analyst"] };

/** Whether the command line finds nothing to complain of in a plan, its digest aside. */
function applies(plan: JsonValue): boolean {
  const checked = savedPlanSchema.safeParse(plan);
  if (!checked.success) return false;
  const idp = checked.data.tenant.idp === "okta" ? oktaIdp : entraIdp;
  return planningSchema(idp).safeParse(checked.data.options).success;
}

function planIn(file: string): JsonValue {
  return JSON.parse(readFileSync(file, "utf8")) as JsonValue;
}

async function oktaPlan(): Promise<JsonValue> {
  const world = await startTenantWorld(directory);
  const command = oktaCommand(world);
  const file = command.file("plan.json");
  expect((await command.json("plan", "--out", file, "--group", "TOTAL-Admin")).code).toBe(0);
  const plan = planIn(file);
  await world.close();
  command.remove();
  return plan;
}

async function entraPlan(): Promise<JsonValue> {
  const world = await startEntraTenant({ assign: ["TOTAL-Admin"], directory });
  const file = world.file("plan.json");
  expect((await world.runWithoutToken("plan", "--out", file, "--new-app", "Second")).code).toBe(0);
  const plan = planIn(file);
  await world.close();
  return plan;
}

describe("schemas/plan.schema.json", () => {
  const plans: JsonObject[] = [];
  beforeAll(async () => {
    for (const plan of [await oktaPlan(), await entraPlan()]) plans.push(isJsonObject(plan) ? plan : {});
  });
  const plansOf = (): readonly [JsonObject, JsonObject] => [plans[0] ?? {}, plans[1] ?? {}];
  afterAll(() => {
    plans.length = 0;
  });

  test("is what the sources say: else run npm run docs", () => {
    expect(kept).toEqual(planJsonSchema([oktaIdp, entraIdp]));
  });

  test("takes the plans that were written", () => {
    for (const plan of plansOf()) expect([accepts(plan), applies(plan)]).toEqual([true, true]);
  });

  test("refuses a member that it does not know, and the other IdP's options", () => {
    const [okta, entra] = plansOf();
    expect(accepts({ ...okta, approved: true })).toBe(false);
    expect(accepts({ ...okta, options: entra["options"] })).toBe(false);
    expect(accepts({ ...entra, options: okta["options"] })).toBe(false);
  });

  property.prop([anyEdit, anyEdit], { numRuns: 400 })(
    "takes what the command line takes, whatever is edited",
    (one, two) => {
      for (const plan of plansOf()) {
        const once = edited(plan, one);
        expect(accepts(once)).toBe(applies(once));
        const twice = edited(once, two);
        expect(accepts(twice)).toBe(applies(twice));
      }
    },
  );
});
