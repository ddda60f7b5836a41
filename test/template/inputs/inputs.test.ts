import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { envName, flagName } from "../../../src/template/inputs/input-names.js";
import type { InputSources } from "../../../src/template/inputs/input-sources.js";
import { readInputsFile } from "../../../src/template/inputs/inputs-file.js";
import { resolveInputs } from "../../../src/template/inputs/inputs.js";
import type { TemplateInput } from "../../../src/template/document/schema.js";
import { failureOf } from "../errors.js";

const inputs: readonly TemplateInput[] = [
  { name: "scimBaseUrl", prompt: "SCIM Base URL", type: "url", example: "https://example.invalid/scim" },
  { name: "scimToken", prompt: "SCIM Token", type: "secret" },
  {
    name: "groups",
    prompt: "Groups to push",
    type: "groups",
    default: ["Admin"],
    includes: ["Admin"],
    example: ["Admin", "Analyst"],
  },
  { name: "assign", prompt: "Groups to assign", type: "groups", default: "${groups}" },
];
const template = { inputs, steps: [] };
const URL_INPUT = "https://flag.example/scim";
const token = new Secret("tok-flag-12345");
const file = readInputsFile("scimBaseUrl: https://file.example/scim\ngroups: [FromFile]\n", "in.yaml");

async function resolve(sources: InputSources, options: Parameters<typeof resolveInputs>[2] = {}) {
  return resolveInputs(template, sources, options);
}

const complete: InputSources = { flags: { scimBaseUrl: URL_INPUT }, secretFiles: { scimToken: token } };

describe("names", () => {
  it.each([
    ["scimBaseUrl", "url", "--scim-base-url", "TOTAL_SETUP_SCIM_BASE_URL"],
    ["scimToken", "secret", "--scim-token-file", "TOTAL_SETUP_SCIM_TOKEN"],
    ["groups", "groups", "--group", "TOTAL_SETUP_GROUPS"],
    ["adminGroups", "groups", "--admin-group", "TOTAL_SETUP_ADMIN_GROUPS"],
    ["assign", "groups", "--assign", "TOTAL_SETUP_ASSIGN"],
    ["address", "text", "--address", "TOTAL_SETUP_ADDRESS"],
  ] as const)("of the input %s, of type %s, are %s and %s", (name, type, flag, env) => {
    expect(flagName({ name, type })).toBe(flag);
    expect(envName({ name })).toBe(env);
  });
});

describe("sources", () => {
  const env = { TOTAL_SETUP_SCIM_BASE_URL: "https://env.example/scim" };

  it.each([
    [
      "the flag beats the environment and the file",
      { flags: { scimBaseUrl: URL_INPUT }, env, file },
      URL_INPUT,
      "--scim-base-url",
    ],
    [
      "--set beats the environment and the file",
      { set: { scimBaseUrl: "https://set.example" }, env, file },
      "https://set.example",
      "--set scimBaseUrl",
    ],
    ["the environment beats the file", { env, file }, "https://env.example/scim", "TOTAL_SETUP_SCIM_BASE_URL"],
    [
      "an empty variable is not set",
      { env: { TOTAL_SETUP_SCIM_BASE_URL: "" }, file },
      "https://file.example/scim",
      "in.yaml:1:14",
    ],
    [
      "the file beats asking",
      { file, ask: () => Promise.resolve("https://ask.example") },
      "https://file.example/scim",
      "in.yaml:1:14",
    ],
    [
      "a person is asked last",
      { ask: () => Promise.resolve("https://ask.example") },
      "https://ask.example",
      "your answer",
    ],
  ])("%s", async (_name, sources, value, from) => {
    const resolved = await resolve({ secretFiles: { scimToken: token }, ...sources });
    expect(resolved.values.get("scimBaseUrl")).toBe(value);
    expect(resolved.from.get("scimBaseUrl")).toBe(from);
  });

  it("prefer a default to asking, and ask for nothing that was given", async () => {
    const asked: string[] = [];
    const resolved = await resolve({
      secretFiles: { scimToken: token },
      ask: (input) => {
        asked.push(input.name);
        return Promise.resolve("https://ask.example");
      },
    });
    expect(asked).toEqual(["scimBaseUrl"]);
    expect(resolved.values.get("groups")).toEqual(["Admin"]);
    expect(resolved.from.get("groups")).toBe("the template's default");
  });

  it("ask for nothing when what was given is wrong", async () => {
    const asked: string[] = [];
    const error = await failureOf(() =>
      resolve({
        flags: { groups: [""] },
        ask: (input) => {
          asked.push(input.name);
          return Promise.resolve(undefined);
        },
      }),
    );
    expect(error.code).toBe("input-invalid");
    expect(asked).toEqual([]);
  });

  it("take an example before a default only where that is wanted, and never before what was given", async () => {
    const wanted = await resolve({ secretFiles: { scimToken: token } }, { exampleFirst: true });
    expect(wanted.values.get("groups")).toEqual(["Admin", "Analyst"]);
    expect(wanted.values.get("assign")).toEqual(["Admin", "Analyst"]);
    expect(wanted.values.get("scimBaseUrl")).toBe("https://example.invalid/scim");
    const given = await resolve({ ...complete, set: { groups: "Admin" } }, { exampleFirst: true });
    expect(given.values.get("groups")).toEqual(["Admin"]);
  });

  it("that give one input by its flag and by --set are refused", async () => {
    const error = await failureOf(() => resolve({ ...complete, set: { scimBaseUrl: URL_INPUT } }));
    expect(error.code).toBe("input-twice");
    expect(error.what).toContain("--scim-base-url and with --set scimBaseUrl");
  });

  it("name every missing input with its flag and its variable", async () => {
    const error = await failureOf(() => resolve({}));
    expect(error.code).toBe("input-missing");
    expect(error.what).toBe(
      "2 inputs are missing: SCIM Base URL (--scim-base-url or TOTAL_SETUP_SCIM_BASE_URL), SCIM Token (--scim-token-file or TOTAL_SETUP_SCIM_TOKEN)",
    );
  });

  it.each([
    [
      "--set scimBaseURL: the template has no input",
      { set: { scimBaseURL: "https://x.example" } },
      'Did you mean "scimBaseUrl"?',
    ],
    [
      "--set constructor: the template has no input",
      { set: { constructor: "x" } },
      "The inputs are: scimBaseUrl, scimToken, groups, assign",
    ],
    [
      "in.yaml:1:8: the template has no input",
      { file: readInputsFile("group: [A]", "in.yaml") },
      'Did you mean "groups"?',
    ],
  ])("with a name the template does not have end in: %s", async (what, sources, fix) => {
    const error = await failureOf(() => resolve({ ...complete, ...sources }));
    expect(error.code).toBe("input-unknown");
    expect(error.what).toContain(what);
    expect(error.fix).toEqual([fix]);
  });
});

describe("an input named like something every object has", () => {
  it("takes no value from there", async () => {
    const odd: readonly TemplateInput[] = [{ name: "constructor", prompt: "Maker", type: "text" }];
    const error = await failureOf(() =>
      resolveInputs({ inputs: odd, steps: [] }, { flags: {}, set: {}, env: {}, secretFiles: {} }),
    );
    expect(error.code).toBe("input-missing");
    const given = await resolveInputs({ inputs: odd, steps: [] }, { set: { constructor: "Acme" } });
    expect(given.values.get("constructor")).toBe("Acme");
  });
});

describe("groups", () => {
  it.each([
    ["a repeated flag", { flags: { groups: ["Admin", "A, with comma", "Admin"] } }, ["Admin", "A, with comma"]],
    ["--set with commas", { set: { groups: "Admin, B,B ,C" } }, ["Admin", "B", "C"]],
    ["a variable with commas", { env: { TOTAL_SETUP_GROUPS: "Admin,B" } }, ["Admin", "B"]],
    ["names as the tenant has them", { flags: { groups: ["Admin", "B ", "C\nD"] } }, ["Admin", "B ", "C\nD"]],
    ["the required name with a blank", { flags: { groups: ["Admin "] } }, ["Admin "]],
    ["one name in the file", { file: readInputsFile('groups: "Admin"', "in.yaml") }, ["Admin"]],
  ])("from %s are names without doubles", async (_name, sources, names) => {
    const resolved = await resolve({ secretFiles: { scimToken: token }, env: {}, ...sources }, { exampleFirst: true });
    expect(resolved.values.get("groups")).toEqual(names);
    expect(resolved.notices).toEqual([]);
  });

  it("that the guide requires are put first when missing, and it is said", async () => {
    const resolved = await resolve({ ...complete, set: { groups: "B" } });
    expect(resolved.values.get("groups")).toEqual(["Admin", "B"]);
    expect(resolved.values.get("assign")).toEqual(["Admin", "B"]);
    expect(resolved.from.get("assign")).toBe("the value of groups");
    expect(resolved.notices).toEqual(["Added Admin: the guide requires it."]);
  });

  it.each([
    ["an empty name", { flags: { groups: ["Admin", "  "] } }, "a group name is empty"],
    ["a doubled comma", { set: { groups: "Admin,,B" } }, "a group name is empty"],
    ["nothing", { set: { groups: "" } }, "a group name is empty"],
    ["an empty list", { file: readInputsFile("groups: []", "in.yaml") }, "it does not name a group"],
    ["an escape", { flags: { groups: ["Ad\u001bmin"] } }, "a group name contains a control character"],
  ])("with %s are refused", async (_name, sources, why) => {
    const error = await failureOf(() =>
      resolve({ secretFiles: { scimToken: token }, flags: { scimBaseUrl: URL_INPUT }, ...sources }),
    );
    expect(error.code).toBe("input-invalid");
    expect(error.why).toContain(why);
  });
});

describe("an address", () => {
  it.each([
    ["  https://scim.example/scim/v2/ \n", "https://scim.example/scim/v2"],
    ["https://scim.example", "https://scim.example"],
    ["https://scim.example/scim//?tenant=a/", "https://scim.example/scim?tenant=a/"],
    ["HTTPS://SCIM.example:443/v2", "https://scim.example/v2"],
    ["http://localhost:8080/scim", "http://localhost:8080/scim"],
    ["http://127.0.0.2/scim", "http://127.0.0.2/scim"],
    ["http://[::1]:80/scim/", "http://[::1]/scim"],
  ])("%j is taken as %s", async (given, value) => {
    const resolved = await resolve({ ...complete, flags: { scimBaseUrl: given } });
    expect(resolved.values.get("scimBaseUrl")).toBe(value);
  });

  it.each([
    ["", "it is empty"],
    ["scim.example/v2", "must start with https://"],
    ["ftp://scim.example", "must start with https://"],
    ["https:scim.example", "must start with https://"],
    ["https:///v2", "must start with https://"],
    ["http://scim.example/v2", "http works only on this machine, and scim.example is another"],
    ["http://127.0.0.1.evil.example/", "http works only on this machine"],
    ["http://localhost@evil.example/", "user name or password"],
    ["https://user:hunter2@scim.example/", "user name or password"],
    ["https://scim.example/#users", "fragment"],
    ["https://scim.example/a b", "spaces"],
    ["https://scim.example\\@evil.example/", "backslashes"],
    ["https://scim.exa\tmple/", "control character"],
    ["https://[::1/", "not a valid address"],
  ])("%j is refused: %s", async (given, why) => {
    const error = await failureOf(() => resolve({ ...complete, flags: { scimBaseUrl: given } }));
    expect(error.code).toBe("input-invalid");
    expect(error.what).toBe("SCIM Base URL from --scim-base-url is not valid");
    expect(error.why).toContain(why);
    expect(error.message).not.toContain("hunter2");
  });
});

describe("a secret", () => {
  async function revealed(sources: InputSources): Promise<string | undefined> {
    const value = (await resolve({ flags: { scimBaseUrl: URL_INPUT }, ...sources })).values.get("scimToken");
    return value instanceof Secret ? value.reveal() : undefined;
  }

  it("comes from its file before the environment, and loses the file's last line end", async () => {
    const env = { TOTAL_SETUP_SCIM_TOKEN: " tok-env-12345 " };
    expect(await revealed({ secretFiles: { scimToken: new Secret("tok-file-12345\r\n") }, env })).toBe(
      "tok-file-12345",
    );
    expect(await revealed({ env })).toBe("tok-env-12345");
    expect(await revealed({ ask: () => Promise.resolve(new Secret("tok-ask-12345")) })).toBe("tok-ask-12345");
  });

  it.each([
    ["--set", { set: { scimToken: "s3cret-value" } }, "secret-on-argv", "--set scimToken"],
    ["a flag of its own", { flags: { scimToken: "s3cret-value" } }, "secret-on-argv", "(--scim-token)"],
    [
      "the inputs file",
      { file: readInputsFile("scimToken: s3cret-value", "in.yaml") },
      "secret-in-file",
      "in.yaml:1:12",
    ],
  ])("given by %s is refused and not shown", async (_name, sources, code, place) => {
    const error = await failureOf(() => resolve({ secretFiles: { scimToken: token }, ...sources }));
    expect(error.code).toBe(code);
    expect(error.what).toContain(place);
    expect(error.fix.join(" ")).toContain("--scim-token-file FILE");
    expect(JSON.stringify([error.message, error.fix])).not.toContain("s3cret");
  });

  it.each([
    ["empty", " \n"],
    ["of two lines", "s3cret-a\ns3cret-b"],
  ])("that is %s is refused and not shown", async (_name, text) => {
    const error = await failureOf(() => resolve({ ...complete, secretFiles: { scimToken: new Secret(text) } }));
    expect(error.code).toBe("input-invalid");
    expect(error.what).toContain("--scim-token-file");
    expect(error.message).not.toContain("s3cret");
  });

  it("is neither needed nor asked for where secrets are optional", async () => {
    const asked: string[] = [];
    const ask = (input: TemplateInput): Promise<string> => {
      asked.push(input.name);
      return Promise.resolve(URL_INPUT);
    };
    const resolved = await resolve({ ask }, { secretsOptional: true });
    expect(asked).toEqual(["scimBaseUrl"]);
    expect(resolved.values.has("scimToken")).toBe(false);
    expect((await resolve(complete, { secretsOptional: true })).values.has("scimToken")).toBe(true);
  });
});

describe("an inputs file", () => {
  it("may be JSON", () => {
    const { values } = readInputsFile('{\n  "scimBaseUrl": "https://x.example",\n  "groups": ["A", "B"]\n}', "in.json");
    expect(values).toEqual({ scimBaseUrl: "https://x.example", groups: ["A", "B"] });
  });

  it.each([
    ["a number", "a: x\nb: 12345678", '2:4: "b" must be text, not a number'],
    ["a number in a list", "a: [x, 12345678]", "1:8: entry 2 in a must be text, not a number"],
    ["a map", "a: { s3cret: x }", '1:4: "a" must be text, not a map'],
    ["a doubled key", "a: s3cret\na: s3cret", "2:1: this key appears twice"],
    ["broken syntax", 'a: "s3cret\n', "2:1: a closing quotation mark"],
    ["nothing", "", "1:1: the file is empty"],
    ["no map", "s3cret", "1:1: the file must be a map of keys and values, not text"],
  ])("with %s is refused with its place, and no value is shown", async (_name, text, what) => {
    const error = await failureOf(() => readInputsFile(text, "in.yaml"));
    expect(error.code).toBe("inputs-file-invalid");
    expect(error.what).toContain(`in.yaml:${what}`);
    expect(error.what).not.toMatch(/s3cret|12345678/);
  });
});
