import { describe, expect, test } from "vitest";
import * as entra from "../../../src/entra/steps/kinds.js";
import { noResults as noEntraResults } from "../../../src/entra/tenant/results.js";
import * as okta from "../../../src/okta/steps/kinds.js";
import { noResults as noOktaResults } from "../../../src/okta/tenant/results.js";
import { declareResults } from "../../../src/setup/step/step-results.js";

const idps = [
  { name: "Okta", kinds: Object.values(okta).flat(), results: Object.keys(noOktaResults()) },
  { name: "Entra", kinds: Object.values(entra).flat(), results: Object.keys(noEntraResults()) },
];

describe.each(idps)("the results of $name's steps", ({ kinds, results }) => {
  test("are each declared by a kind of step, and no kind declares another", () => {
    const declared = new Set(kinds.flatMap(({ gives = [] }) => gives));
    expect([...declared].sort()).toEqual([...results].sort());
  });
});

test("what a step gives is what later steps read from then on, and nothing else changes", () => {
  const tenant: { readonly results: { readonly app: string | undefined; readonly groups: number } } = {
    results: { app: undefined, groups: 2 },
  };
  const { results } = tenant;
  const given = declareResults<typeof results, "app">(["app"]);
  expect(given.names).toEqual(["app"]);
  given.give(tenant, { app: "TOTAL" });
  expect(results).toEqual({ app: "TOTAL", groups: 2 });
  given.give(tenant, { app: undefined });
  expect(results).toEqual({ app: undefined, groups: 2 });
});
