import { expect, test } from "vitest";
import { inTemplateGroups } from "../../../src/cli/rehearsal/directory.js";
import { defaultDirectory } from "../../../src/sandbox/people/default.js";
import type { Template } from "../../../src/template/document/template.js";

function templateWith(...inputs: Template["inputs"]): Template {
  const place = (): string => "t.yaml:1:1";
  return { name: "t/okta", vendor: "T", idp: "okta", guide: "t", inputs, steps: [], file: "t.yaml", place };
}

const input = { type: "groups", name: "groups", prompt: "Groups" } as const;
const peopleBy = (group: string, { people }: ReturnType<typeof defaultDirectory>): number =>
  people.filter(({ groups }) => groups.includes(group)).length;

test("the built-in people are in the groups that the template names by itself", () => {
  const before = defaultDirectory();
  const after = inTemplateGroups(before, templateWith({ ...input, example: ["Pilot", "Everybody"] }));
  expect(after.groups).toEqual(["Pilot", "Everybody", "Sales-EMEA"]);
  expect(peopleBy("Pilot", after)).toBe(peopleBy("TOTAL-Admin", before));
  expect(peopleBy("Everybody", after)).toBe(peopleBy("TOTAL-Analyst", before));
});

test("groups that the built-in directory has stay, and so do all when a template names none", () => {
  const before = defaultDirectory();
  expect(inTemplateGroups(before, templateWith({ ...input, default: ["TOTAL-Admin"] }))).toEqual(before);
  expect(inTemplateGroups(before, templateWith({ ...input, default: "${others}" }))).toEqual(before);
  expect(inTemplateGroups(before, templateWith({ type: "text", name: "label", prompt: "Label" }))).toEqual(before);
});
