import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import type { Warning } from "../../../src/setup/model/plan.js";
import { bindTemplate } from "../../../src/template/bind.js";
import type { InputSources } from "../../../src/template/inputs/input-sources.js";
import { resolveInputs } from "../../../src/template/inputs/inputs.js";
import { loadTemplate } from "../../../src/template/load.js";
import { ACME } from "../acme.js";
import { failureOf } from "../errors.js";
import { kinds } from "../kinds.js";

const TOKEN = `token:
    prompt: Access token
    type: oauth-token
    tokenUrl: "\${baseUrl}/oauth2/token"
    clientId: "\${clientId}"
    clientSecret: "\${clientSecret}"
    ttl: 60m
  clientId: { prompt: Client ID, type: text, example: id-1 }
  clientSecret: { prompt: Client secret, type: secret }`;
const template = loadTemplate(
  ACME.replace("token: { prompt: Token, type: secret }", () => TOKEN),
  "acme.yaml",
  kinds,
);
const baseUrl = "https://scim.acme.example/v2";
const clientSecret = new Secret("client-secret-1");
const credentials: InputSources = { flags: { baseUrl, clientId: "id-1" }, secretFiles: { clientSecret } };

describe("an input of type oauth-token", () => {
  it("is to be fetched with what the template names, when it was not given", async () => {
    const { fetches, values } = await resolveInputs(template, credentials);
    expect(values.has("token")).toBe(false);
    expect(fetches).toEqual([
      {
        input: "token",
        prompt: "Access token",
        tokenUrl: `${baseUrl}/oauth2/token`,
        clientId: "id-1",
        clientSecret,
        ttlMinutes: 60,
      },
    ]);
  });

  it("may be given ready-made, and then needs nothing to be fetched with", async () => {
    const asked: string[] = [];
    const { fetches, values } = await resolveInputs(template, {
      flags: { baseUrl },
      secretFiles: { token: new Secret("ready-token") },
      ask: ({ name }) => {
        asked.push(name);
        return Promise.resolve(undefined);
      },
    });
    expect(fetches).toEqual([]);
    expect(asked).toEqual([]);
    expect((values.get("token") as Secret).reveal()).toBe("ready-token");
  });

  it("never comes from the command line or an inputs file, as no secret does", async () => {
    const set = await failureOf(() => resolveInputs(template, { ...credentials, set: { token: "ready-token" } }));
    expect(set.code).toBe("secret-on-argv");
    expect(set.message).not.toContain("ready-token");
  });

  it("without its sources names each of them, and the ready token as the other way", async () => {
    const error = await failureOf(() => resolveInputs(template, { flags: { baseUrl } }));
    expect(error.code).toBe("input-missing");
    expect(error.what).toContain("Client ID (--client-id");
    expect(error.what).toContain("Client secret (--client-secret-file");
    expect(error.what).not.toContain("Access token");
    expect(error.fix.at(-1)).toBe("Or provide the token itself, Access token: --token-file FILE (or -).");
  });

  it("is left out of a look without secrets, which asks for none of its sources", async () => {
    const { fetches, values } = await resolveInputs(template, { flags: { baseUrl } }, { secretsOptional: true });
    expect(fetches).toEqual([]);
    expect([...values.keys()]).not.toContain("clientId");
  });

  it("cannot be sent to an address that is none", async () => {
    const odd = loadTemplate(
      ACME.replace("token: { prompt: Token, type: secret }", () => TOKEN.replace("${baseUrl}/", "http://${clientId}/")),
      "acme.yaml",
      kinds,
    );
    const error = await failureOf(() => resolveInputs(odd, credentials));
    expect(error).toMatchObject({
      code: "input-invalid",
      why: expect.stringContaining("http works only on this machine") as string,
    });
  });
});

describe("a warning about an input", () => {
  it("stands at the step that the input goes into, and a note of the template beside it", async () => {
    const noted = loadTemplate(
      ACME.replace("    console: { sharedWith: scim }", "    notes: [Look twice.]"),
      "acme.yaml",
      kinds,
    );
    const inputs = await resolveInputs(noted, { flags: { baseUrl } }, { secretsOptional: true });
    const warning: Warning = { code: "token-expires", message: "m", fix: "f" };
    const steps = bindTemplate(noted, { ...inputs, warnings: new Map([["token", warning]]) }, kinds);
    expect(steps.map(({ remarks }) => remarks?.warnings)).toEqual([undefined, [warning], undefined]);
    expect(steps.map(({ remarks }) => remarks?.notes)).toEqual([undefined, undefined, ["Look twice."]]);
  });
});
