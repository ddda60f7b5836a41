import { describe, expect, it } from "vitest";
import { loadTemplate } from "../../src/template/load.js";
import { ACME } from "./acme.js";
import { BROKEN_SECRETS } from "./broken-secrets.js";
import { BROKEN } from "./broken-templates.js";
import { failureOf } from "./errors.js";
import { kinds } from "./kinds.js";

describe("a broken template", () => {
  it.each([...BROKEN, ...BROKEN_SECRETS])(
    "with $name is told with its place and the right word",
    async ({ replace, told }) => {
      expect(ACME).toContain(replace[0]);
      const broken = ACME.replace(replace[0], () => replace[1]);
      const error = await failureOf(() => loadTemplate(broken, "acme.yaml", kinds, { okta: ["--wait"] }));

      expect(error.code).toBe("template-invalid");
      const lines = error.what.split("\n");
      expect(lines).toHaveLength(told.length);
      for (const [place, words] of told) {
        const line = lines.find((one) => one.startsWith(`acme.yaml:${place}: `));
        expect(line ?? error.what).toContain(words);
        expect(line).toBeDefined();
      }
    },
  );

  it("does not quote what stands where a secret belongs", async () => {
    const broken = ACME.replace('"${token}"', "s3cret-literal");
    const error = await failureOf(() => loadTemplate(broken, "acme.yaml", kinds));
    expect(error.message).not.toContain("s3cret");
  });

  it("tells several problems in the order of the file", async () => {
    const broken = ACME.replace("hidden: true", "hiden: true")
      .replace("userName", "username")
      .replace('${groups}", target', '${grops}", target');
    const error = await failureOf(() => loadTemplate(broken, "acme.yaml", kinds));
    expect(error.what.split("\n").map((line) => line.split(":")[1])).toEqual(["15", "22", "27"]);
  });

  it("tells of a syntax error only what comes first, since all after it may follow from it", async () => {
    const broken = ACME.replace("vendor: Acme", "vendor: !js Acme").replace("  - id: scim\n ", "  - id: scim\n\t");
    const error = await failureOf(() => loadTemplate(broken, "acme.yaml", kinds));
    expect(error.what).toBe("acme.yaml:2:9: tags are not supported. Write the plain value");
  });

  it("lists at most twenty problems and counts the rest", async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `x${String(index)}: 1`).join("\n");
    const error = await failureOf(() => loadTemplate(`${ACME}${keys}\n`, "acme.yaml", kinds));
    const lines = error.what.split("\n");
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe("and 10 more");
  });

  it("never sends control characters of the file to the terminal", async () => {
    const error = await failureOf(() => loadTemplate(`${ACME}"\\e[31mred": 1\n`, "acme.yaml", kinds));
    expect(error.what).toContain('unknown key " [31mred"');
  });
});

describe("a hostile template", () => {
  const doubling = Array.from(
    { length: 20 },
    (_, i) => `a${String(i)}: &a${String(i)} [${i === 0 ? "x" : `*a${String(i - 1)}, *a${String(i - 1)}`}]`,
  );

  it.each([
    ["larger than 1 MB", `# ${"x".repeat(1024 * 1024)}`, "larger than 1 MB"],
    ["of very many brackets", "[".repeat(100_000), "nested more than 32 levels deep"],
    ["of very many list signs", "- ".repeat(100_000), "nested more than 32 levels deep"],
    [
      "of very many keys",
      Array.from({ length: 20_000 }, (_, i) => `k${String(i)}: 1`).join("\n"),
      "more than 5000 entries",
    ],
    ["of very many aliases", `a: &a 1\nb: [${"*a,".repeat(200)}]`, "more than 100 aliases"],
    ["of aliases that multiply", doubling.join("\n"), "the aliases expand to too much"],
    ["that holds itself", "inputs: &x { a: *x }", "the aliases expand to too much"],
  ])("%s is refused", async (_name, text, words) => {
    const error = await failureOf(() => loadTemplate(text, "hostile.yaml", kinds));
    expect(error.code).toBe("template-invalid");
    expect(error.what).toContain(words);
  });

  it("cannot switch to the types of YAML 1.1", () => {
    const template = loadTemplate(`%YAML 1.1\n---\n${ACME.replace("vendor: Acme", "vendor: no")}`, "acme.yaml", kinds);
    expect(template.vendor).toBe("no");
  });
});
