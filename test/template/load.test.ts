import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadTemplate } from "../../src/template/load.js";
import { ACME } from "./acme.js";
import { failureOf } from "./errors.js";
import { kinds } from "./kinds.js";

describe("a good template", () => {
  it("is read with its inputs and steps in order, and knows its places", () => {
    const template = loadTemplate(ACME, "acme.yaml", kinds);
    expect(template.name).toBe("acme/okta");
    expect(template.inputs.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      "baseUrl: url",
      "token: secret",
      "groups: groups",
      "assign: groups",
      "mode: text",
    ]);
    expect(template.steps.map(({ id, sharedWith }) => [id, sharedWith])).toEqual([
      ["app", undefined],
      ["scim", undefined],
      ["push", "scim"],
    ]);
    expect(template.place(["steps", 1, "with", "token"])).toBe("acme.yaml:21:14");
    expect(template.place(["steps", 1, "with", "nowhere"])).toBe("acme.yaml:20:7");
  });

  it("may have a byte order mark and Windows line ends", () => {
    const template = loadTemplate(`\ufeff${ACME.replaceAll("\n", "\r\n")}`, "acme.yaml", kinds);
    expect(template.steps).toHaveLength(3);
    expect(template.place(["steps", 1, "with", "token"])).toBe("acme.yaml:21:14");
  });

  it("may use anchors, whose places are those of the anchored value", async () => {
    const shared = ACME.replace("actions: [push-new-users]", "actions: &actions [push-new-users]").replace(
      'with: { groups: "${groups}", target: "${mode}" }',
      "with: { groups: *actions, target: crate }",
    );
    const error = await failureOf(() => loadTemplate(shared, "acme.yaml", kinds));
    expect(error.what).toBe(
      'acme.yaml:27:39: "target" must be one of create, link, not "crate". Did you mean "create"?',
    );
  });

  it("may write the characters of a reference", () => {
    const template = loadTemplate(
      ACME.replace("label: Acme", () => 'label: "$${user.login}"'),
      "acme.yaml",
      kinds,
    );
    expect(template.steps[0]?.with["label"]).toBe("$${user.login}");
  });
});

describe("templates/total/okta.yaml", () => {
  const template = loadTemplate(readFileSync("templates/total/okta.yaml", "utf8"), "templates/total/okta.yaml", kinds);

  it("carries out every section of the guide, assigning before it pushes", () => {
    expect(template.name).toBe("total/okta");
    expect(template.steps.map(({ id, guide, uses }) => [id, guide, uses])).toEqual([
      ["create-app", "3.1", "okta/saml-app"],
      ["enable-scim", "3.2", "okta/scim-connection"],
      ["provisioning-actions", "3.3", "okta/provisioning-actions"],
      ["assign-groups", "3.5", "okta/group-assignments"],
      ["push-groups", "3.4", "okta/group-push"],
      ["check-log", "3.5", "okta/system-log"],
    ]);
  });

  it("makes the app of the guide, hidden, and shares one console visit for 3.2 and 3.3", () => {
    expect(template.steps[0]?.with).toEqual({
      label: "TOTAL (Provisioning)",
      ssoUrl: "https://total.invalid/saml/acs",
      audience: "https://total.invalid/saml/metadata",
      hidden: true,
    });
    expect(template.steps[2]?.sharedWith).toBe("enable-scim");
  });
});
