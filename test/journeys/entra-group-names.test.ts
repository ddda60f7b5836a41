import { afterEach, expect, test } from "vitest";
import { startEntraTenant, worldPerson, type EntraTenantWorld } from "../support/entra-tenant-world.js";

const opened: EntraTenantWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

test("groups whose names end with blanks or hold line breaks are chosen by what is seen of them, and said", async () => {
  const [admin, analyst] = ["TOTAL-Admin ", "TOTAL-Analyst\nNorth"];
  const one = await startEntraTenant({
    directory: {
      people: [worldPerson("ada", [admin]), worldPerson("cem", [analyst])],
      groups: [admin, analyst],
    },
    assign: ["TOTAL-Admin", "TOTAL-Analyst North"],
  });
  opened.push(one);
  const first = await one.run("--wait", "2h");
  expect([first.code, first.document.outcome, first.document.errors]).toEqual([0, "applied", []]);
  expect(first.document.proof).toMatchObject({ users: { found: 2 }, groups: { found: 2 }, memberships: { found: 2 } });
  const warnings = first.document.steps
    .flatMap((step) => step.warnings)
    .filter(({ code }) => code === "group-name-blanks");
  expect(warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining(JSON.stringify(admin)),
    expect.stringContaining(JSON.stringify(analyst)),
  ]);
  const second = await one.run();
  expect([second.code, second.document.outcome]).toEqual([0, "unchanged"]);
});
