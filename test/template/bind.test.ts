import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Secret } from "../../src/base/secret.js";
import { defineStepKind } from "../../src/setup/step/step-kind.js";
import { bindTemplate } from "../../src/template/bind.js";
import { resolveInputs } from "../../src/template/inputs/inputs.js";
import type { InputSources } from "../../src/template/inputs/input-sources.js";
import { loadTemplate } from "../../src/template/load.js";
import { ACME } from "./acme.js";
import { failureOf } from "./errors.js";
import { boundTo, kinds } from "./kinds.js";

const token = new Secret("tok-12345678");
const given: InputSources = { flags: { baseUrl: "https://scim.acme.example/v2" }, secretFiles: { token } };

async function bound(text: string, sources: InputSources, options: { secretsOptional?: boolean } = {}) {
  const template = loadTemplate(text, "acme.yaml", kinds);
  return bindTemplate(template, await resolveInputs(template, sources, options), kinds);
}

describe("bindTemplate", () => {
  it("puts each input's value in its own type where the whole value refers to it", async () => {
    const steps = await bound(ACME, { ...given, set: { groups: "Staff,Guests" } });
    const [app, scim, push] = await boundTo(steps);
    expect(app?.with).toEqual({ label: "Acme", ssoUrl: "https://acme.example/sso", audience: "acme", hidden: true });
    expect(scim?.with).toMatchObject({ baseUrl: "https://scim.acme.example/v2", actions: ["push-new-users"] });
    const secret = (scim?.with as { token?: unknown }).token;
    expect(secret instanceof Secret && secret.reveal()).toBe("tok-12345678");
    expect(push?.with).toEqual({ groups: ["Staff", "Guests"], target: "create" });
  });

  it("gives steps their place in the guide, the template's title or the kind's, and the stop they share", async () => {
    const steps = await bound(ACME.replace('guide: "1.1"', 'guide: "1.1"\n    title: Make it'), given);
    expect(
      steps.map(({ id, guide, title, console: part }) => ({ id, guide, title, sharedWith: part?.sharedWith })),
    ).toEqual([
      { id: "app", guide: "1.1", title: "Make it", sharedWith: undefined },
      { id: "scim", guide: "1.2", title: "Title of okta/scim-connection", sharedWith: undefined },
      { id: "push", guide: "1.3", title: "Title of okta/group-push", sharedWith: "scim" },
    ]);
  });

  it("puts text into longer text, and leaves the escaped characters of a reference alone", async () => {
    const text = ACME.replace("label: Acme", () => 'label: "Acme ${mode} $${user.login}"');
    const [app] = await boundTo(await bound(text, given));
    expect(app?.with).toMatchObject({ label: "Acme create ${user.login}" });
  });

  it("leaves out the key of a secret that was not given", async () => {
    const { flags } = given;
    const [, scim] = await boundTo(await bound(ACME, flags === undefined ? {} : { flags }, { secretsOptional: true }));
    expect(Object.keys(scim?.with as object)).toEqual(["baseUrl", "uniqueIdentifier", "actions"]);
  });

  it("names the template's place and the source of a value that a step cannot use", async () => {
    const error = await failureOf(() => bound(ACME, { ...given, set: { mode: "crate" } }));
    expect(error.code).toBe("input-invalid");
    expect(error.what).toBe(
      'acme.yaml:27:42: "target" must be one of create, link, not "crate". Did you mean "create"? (mode, from --set mode)',
    );
  });

  it("leaves a rule over several values to the time when the administrator's are known", async () => {
    const schema = z
      .strictObject({ from: z.string(), to: z.string() })
      .refine(({ from, to }) => from !== to, "must be two different words");
    const apart = defineStepKind({
      uses: "okta/apart",
      title: "Apart",
      schema,
      create: () => ({
        look: () => Promise.resolve({ changes: [] }),
        apply: () => Promise.resolve({}),
        expects: () => ({}),
      }),
    });
    const text = `template: acme/okta
vendor: Acme
idp: okta
guide: none
inputs:
  one: { prompt: One, type: text }
  two: { prompt: Two, type: text }
steps:
  - { id: a, guide: "1", uses: okta/apart, with: { from: "\${one}", to: "\${two}" } }
`;
    const template = loadTemplate(text, "apart.yaml", [apart]);
    const different = await resolveInputs(template, { set: { one: "a", two: "b" } });
    expect(bindTemplate(template, different, [apart])).toHaveLength(1);
    const same = await resolveInputs(template, { set: { one: "a", two: "a" } });
    const error = await failureOf(() => bindTemplate(template, same, [apart]));
    expect(error.code).toBe("input-invalid");
    expect(error.what).toBe(
      'apart.yaml:9:50: "with" must be two different words (one, from --set one; two, from --set two)',
    );
  });

  it("names the source of a value that is wrong as part of a longer text", async () => {
    const text = ACME.replace("label: Acme", 'label: "Acme ${mode}"');
    const error = await failureOf(() => bound(text, { ...given, env: { TOTAL_SETUP_MODE: "x".repeat(200) } }));
    expect(error.code).toBe("input-invalid");
    expect(error.what).toMatch(/^acme\.yaml:15:20: "label".*\(mode, from TOTAL_SETUP_MODE\)$/);
  });

  it("binds templates/total/okta.yaml from the inputs of a dry run", async () => {
    const template = loadTemplate(readFileSync("templates/total/okta.yaml", "utf8"), "okta.yaml", kinds);
    const inputs = await resolveInputs(template, { secretFiles: { scimToken: token } }, { exampleFirst: true });
    const steps = await boundTo(bindTemplate(template, inputs, kinds));
    const named = Object.fromEntries(steps.map((step) => [step.uses, step.with]));
    expect(named["okta/scim-connection"]).toMatchObject({ baseUrl: "https://scim.total.example/scim/v2" });
    expect(named["okta/group-assignments"]).toEqual({ groups: ["TOTAL-Admin", "TOTAL-Analyst"] });
    expect(named["okta/group-push"]).toEqual({ groups: ["TOTAL-Admin", "TOTAL-Analyst"], target: "create" });
  });
});
