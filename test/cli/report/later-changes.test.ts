import { expect, test } from "vitest";
import { renderReport } from "../../../src/cli/report/page.js";
import { APPLIED, COMPLETE } from "../../support/report-documents.js";

const CHANGE = {
  change: "attribute",
  name: "ada@x.example",
  id: "1",
  state: "missing",
  reason: "the SCIM server removed ada@x.example",
  seen: "In Okta you would see nothing",
} as const;

function headings(lost: { readonly lostMemberships?: string[] }): readonly string[] {
  const changes = { expected: 1, found: 0, made: [], notMade: [], wrong: [{ ...CHANGE, ...lost }] };
  const page = renderReport({ ...APPLIED, outcome: "unproven", proof: { ...COMPLETE, changes } });
  return [...page.matchAll(/<h3>(.*?)<\/h3>/gs)].map(([, text = ""]) => text.replace(/<[^>]*>/g, ""));
}

test("a change that cost memberships is told from one that did not arrive", () => {
  expect(headings({})).toContain("Did not arrive: changed value of a user, ada@x.example");
  expect(headings({ lostMemberships: ["Staff / ada@x.example"] })).toContain(
    "Group memberships lost: changed value of a user, ada@x.example",
  );
});
