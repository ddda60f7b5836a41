import { describe, expect, test } from "vitest";
import { changeSummary } from "../../../src/okta/steps/change-summary.js";
import { openConnectedOrg } from "../support/connected.js";
import { openOrg, targetWith } from "../support/org.js";
import { bindStep, groupPush, SAML } from "../support/steps.js";

const SWA = { label: "Vendor", loginUrl: "https://vendor.example" };
const CATALOG = { label: "Vendor", signOnMode: "AUTO_LOGIN" };

describe("the summary of a change", () => {
  test.each([
    ["okta/saml-app", SAML, ["SAML 2.0, hidden from users"]],
    ["okta/saml-app", { ...SAML, hidden: false }, ["SAML 2.0"]],
    ["okta/swa-app", SWA, ["SWA"]],
    ["okta/swa-app", { ...SWA, hidden: true }, ["SWA, hidden from users"]],
    ["okta/catalog-app", { ...CATALOG, name: "scim2headerauth" }, ["SCIM 2.0 Test App (Header Auth)"]],
    ["okta/catalog-app", { ...CATALOG, name: "datadog", hidden: true }, ["datadog, hidden from users"]],
    [
      "okta/profile-attributes",
      {
        attributes: [
          { name: "vendor", type: "boolean" },
          { name: "code", type: "string array", externalName: "codes" },
        ],
      },
      ["boolean", "string array, sent as codes"],
    ],
    [
      "okta/attribute-mappings",
      {
        mappings: {
          department: "user.department",
          vendor: '"yes"',
          title: 'String.replace(user.title, "Sr.", "Senior")',
        },
      },
      ["from user.department", 'always "yes"', 'from String.replace(user.title, "Sr."...'],
    ],
    ["okta/group-assignments", { groups: ["TOTAL-Admin", "Sales"] }, ["2 users", "1 user"]],
    [
      "okta/group-assignments",
      { groups: ["TOTAL-Admin", "Sales"], rollout: "pilot" },
      ["2 users, pilot", "1 user, after the pilot"],
    ],
    ["okta/group-assignments", { groups: ["Sales"], profile: { vendor: true } }, ["1 user, vendor = true"]],
    ["okta/group-push", { groups: ["Sales"], target: "create" }, ["new, or linked if the group exists"]],
  ])("%s %j: %j", async (uses, input, expected) => {
    const { context } = await openOrg({ options: { createGroups: true } });
    const { changes } = await bindStep(uses, input).look(context);
    expect(changes.map(({ summary }) => summary)).toEqual(expected);
  });

  test("a group that --create-groups makes", async () => {
    const { context } = await openOrg({ options: { createGroups: true } });
    const { changes } = await bindStep("okta/group-assignments", { groups: ["New"] }).look(context);
    expect(changes.map(({ summary }) => summary)).toEqual(["new in Okta, without members", "0 users"]);
  });

  test.each([
    [["Sales"], "linked to the existing group"],
    [[], "new on the SCIM server"],
  ])("a push where the SCIM server has the groups %j", async (groups, expected) => {
    const { context } = await openOrg({ target: targetWith({ groups }) });
    const { changes } = await groupPush(["Sales"]).look(context);
    expect(changes.map(({ summary }) => summary)).toEqual([expected]);
  });

  test("a push that is inactive", async () => {
    const org = await openConnectedOrg();
    const push = groupPush(["TOTAL-Admin"]);
    for (const change of (await push.look(org.context)).changes) await push.apply(org.context, change);
    const mapping = (await org.context.tenant.api.groupPush.list(org.app.id))[0];
    await org.context.tenant.api.groupPush.deactivate(org.app.id, mapping?.id ?? "");
    expect((await push.look(org.context)).changes.map(({ summary }) => summary)).toEqual(["push activated again"]);
  });
});

describe("changeSummary", () => {
  test.each([
    [["7 users"], "7 users"],
    [["7 users", "pilot"], "7 users, pilot"],
    [["7 users", "a".repeat(31)], `7 users, ${"a".repeat(31)}`],
    [["7 users", "a".repeat(32), "pilot"], "7 users, pilot"],
    [["a".repeat(40)], "a".repeat(40)],
    [["a".repeat(41)], `${"a".repeat(37)}...`],
    [["👩‍💻".repeat(41)], `${"👩‍💻".repeat(37)}...`],
  ] as const)("%j: %j", ([first, ...others], expected) => {
    expect(changeSummary(first, ...others)).toBe(expected);
  });
});
