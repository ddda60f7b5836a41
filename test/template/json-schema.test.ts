import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { entraIdp } from "../../src/cli/tenants/entra-idp.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import { readDocument } from "../../src/template/document/document.js";
import { listTemplates } from "../../src/template/find.js";
import { templateJsonSchema } from "../../src/template/json-schema.js";
import { readTemplate } from "../../src/template/load.js";
import type { KindShape } from "../../src/template/document/template.js";
import { ACME } from "./acme.js";
import { BROKEN_SECRETS } from "./broken-secrets.js";
import { BROKEN } from "./broken-templates.js";
import { kinds } from "./kinds.js";

const ROWS = [...BROKEN, ...BROKEN_SECRETS];

function accepts(schema: object, text: string): boolean {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  ajv.addFormat("uri", (address: string) => URL.canParse(address));
  const read = readDocument(text);
  return read.problems === undefined && ajv.validate(schema, read.document.value);
}

describe("the JSON Schema of templates", () => {
  const toy = templateJsonSchema(kinds);

  it("accepts what the command line accepts", () => {
    expect(accepts(toy, ACME)).toBe(true);
    expect(accepts(toy, ACME.replace("hidden: true", 'hidden: "${mode}"'))).toBe(true);
    expect(accepts(toy, ACME.replace("ssoUrl: https://acme.example/sso", 'ssoUrl: "${baseUrl}/sso"'))).toBe(true);
    expect(accepts(toy, ACME.replace("    console: { sharedWith: scim }", "    notes: [Look twice.]"))).toBe(true);
  });

  it.each(ROWS.filter(({ beyondSchema }) => beyondSchema === undefined))("rejects $name", ({ replace }) => {
    expect(
      accepts(
        toy,
        ACME.replace(replace[0], () => replace[1]),
      ),
    ).toBe(false);
  });

  it.each(ROWS.filter(({ beyondSchema }) => beyondSchema !== undefined && beyondSchema !== "syntax"))(
    "cannot know of $name, which the command line finds",
    ({ replace }) => {
      const broken = ACME.replace(replace[0], () => replace[1]);
      expect(accepts(toy, broken)).toBe(true);
      expect(readTemplate(broken, "acme.yaml", kinds, { okta: ["--wait"] }).problems).not.toEqual([]);
    },
  );

  it("has nothing to see where the file is no YAML", () => {
    for (const { replace } of ROWS.filter(({ beyondSchema }) => beyondSchema === "syntax"))
      expect(readDocument(ACME.replace(replace[0], () => replace[1])).problems, replace[1]).toBeDefined();
  });

  it("does not take a literal where a secret belongs, nor a secret within a text", () => {
    expect(accepts(toy, ACME.replace('"${token}"', "literal"))).toBe(false);
    expect(accepts(toy, ACME.replace('"${token}"', '"Bearer ${token}"'))).toBe(false);
  });
});

describe("schemas/template.schema.json", async () => {
  const all: readonly KindShape[] = [...(await oktaIdp.kinds()), ...(await entraIdp.kinds())];
  const kept = JSON.parse(readFileSync("schemas/template.schema.json", "utf8")) as object;

  it("is what the sources say: else run npm run docs", () => {
    expect(kept).toEqual(templateJsonSchema(all));
  });

  it("accepts every template, as the command line does, and each names it for editors", () => {
    const names = listTemplates("templates");
    expect(names).toContain("generic/okta");
    for (const name of names) {
      const text = readFileSync(`templates/${name}.yaml`, "utf8");
      expect(readTemplate(text, name, all).problems, name).toBeUndefined();
      expect(accepts(kept, text), name).toBe(true);
      expect(text.split("\n")[0], name).toBe("# yaml-language-server: $schema=../../schemas/template.schema.json");
    }
  });

  it("rejects a step kind of the other IdP, and a key that a kind does not take", () => {
    const text = readFileSync("templates/total/okta.yaml", "utf8");
    expect(accepts(kept, text.replace("uses: okta/system-log", "uses: entra/provisioning-log"))).toBe(false);
    expect(accepts(kept, text.replace("target: create", "target: create\n      also: this"))).toBe(false);
    expect(accepts(kept, text.replace("target: create", "target: crate"))).toBe(false);
  });

  it("says what each kind and each of its fields means", () => {
    for (const { uses, schema } of all) {
      expect(schema.description, uses).toMatch(/\.$/);
      if (!(schema instanceof z.ZodObject)) throw new Error(`${uses} takes no map`);
      for (const [field, value] of Object.entries<z.core.$ZodType>(schema.shape))
        expect(z.globalRegistry.get(value)?.description, `${uses} ${field}`).toBeTruthy();
    }
  });
});
