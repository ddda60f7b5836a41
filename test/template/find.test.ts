import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTemplate, listTemplates } from "../../src/template/find.js";
import { failureOf } from "./errors.js";

let folder = "";
let own = "";

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), "templates-"));
  folder = join(root, "shipped");
  own = join(root, "own");
  for (const path of [
    "shipped/total/okta.yaml",
    "shipped/total/entra.yml",
    "shipped/acme/okta.yaml",
    "own/total/okta.yaml",
    "secret.yaml",
  ]) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), "template: x\n");
  }
  writeFileSync(join(folder, "total", "notes.txt"), "no template\n");
  writeFileSync(join(folder, "README.md"), "no template\n");
  mkdirSync(join(folder, "acme", "folder.yaml"));
});

afterAll(() => {
  rmSync(join(folder, ".."), { recursive: true });
});

describe("a template is found", () => {
  it("by its vendor's name, for the IdP of the command", () => {
    expect(findTemplate("total", "okta", [folder])).toEqual({
      path: join(folder, "total", "okta.yaml"),
      name: "total/okta",
    });
    expect(findTemplate("total", "entra", [folder]).path).toBe(join(folder, "total", "entra.yml"));
  });

  it("by its whole name, whatever the command's IdP", () => {
    expect(findTemplate("acme/okta", "entra", [folder]).name).toBe("acme/okta");
  });

  it("as a file, by a path", () => {
    const path = join(folder, "acme", "okta.yaml");
    expect(findTemplate(path, "okta", [])).toEqual({ path, name: path });
  });

  it("in the first folder that has it", () => {
    expect(findTemplate("total", "okta", [own, folder]).path).toBe(join(own, "total", "okta.yaml"));
    expect(findTemplate("acme", "okta", [own, folder]).path).toBe(join(folder, "acme", "okta.yaml"));
  });
});

describe("a template is not found", () => {
  it.each([
    ["totl", "okta", 'There is no template "totl/okta"', 'Did you mean "total/okta"?'],
    ["acme", "entra", 'There is no template "acme/entra"', 'Did you mean "acme/okta"'],
    [
      "zzzzzzzzzz",
      "okta",
      'There is no template "zzzzzzzzzz/okta"',
      "The templates are: acme/okta, total/entra, total/okta",
    ],
    ["total/../../secret", "okta", 'There is no template "total/../../secret"', "Did you mean"],
    ["./nowhere.yaml", "okta", 'There is no template file "./nowhere.yaml"', "Check the path"],
    ["nowhere.yml", "okta", 'There is no template file "nowhere.yml"', "Check the path"],
  ])("by %s for %s, and the nearest names are told", async (name, idp, what, fix) => {
    const error = await failureOf(() => findTemplate(name, idp, [folder]));
    expect(error.code).toBe("template-not-found");
    expect(error.what).toBe(what);
    expect(error.fix[0]).toContain(fix);
  });

  it("as a file that is a folder", async () => {
    const error = await failureOf(() => findTemplate(join(folder, "acme", "folder.yaml"), "okta", [folder]));
    expect(error.code).toBe("template-not-found");
  });
});

describe("the list of templates", () => {
  it("holds the names of all template files, sorted, and nothing else", () => {
    expect(listTemplates(folder)).toEqual(["acme/okta", "total/entra", "total/okta"]);
  });

  it("is empty where there is no folder", () => {
    expect(listTemplates(join(folder, "nowhere"))).toEqual([]);
  });

  it("holds the templates that ship with the product", () => {
    expect(listTemplates("templates")).toContain("total/okta");
  });
});
