import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { oktaCredentials, secretsOf, type OktaSignInOptions } from "../../../src/cli/tenants/okta-sign-in.js";
import { failureOf } from "../../okta/support/failure.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { testIo } from "../../support/run-in-process.js";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const folder = temporaryFolder();
const keyFile = join(folder, "key.pem");
const tokenFile = join(folder, "token.txt");
writeFileSync(keyFile, PEM);
writeFileSync(tokenFile, "00token-from-a-file\n");

type Options = Partial<Omit<OktaSignInOptions, "input">>;
type Env = Readonly<Record<string, string>>;

function credentials(options: Options, env: Env = {}, stdin = ""): ReturnType<typeof oktaCredentials> {
  return oktaCredentials({ io: testIo([], { env, stdin }).io, options: { input: false, ...options } });
}

const CLIENT = { OKTA_CLIENT_CLIENTID: "0oaenv" };
const KEY = { OKTA_CLIENT_PRIVATEKEY: PEM };
const TOKEN = { OKTA_CLIENT_TOKEN: "00token-of-the-environment" };

describe("how to sign in is chosen", () => {
  test.each<[string, Options, Env, object]>([
    ["by a token in the environment", {}, TOKEN, { way: "api-token" }],
    ["by a token's file", { oktaTokenFile: tokenFile }, { ...KEY, ...CLIENT }, { way: "api-token" }],
    ["by a key in the environment, also beside a token", {}, { ...TOKEN, ...KEY, ...CLIENT }, { way: "private-key" }],
    [
      "by a key's file",
      { privateKeyFile: keyFile, oktaClientId: "0oaflag" },
      TOKEN,
      { way: "private-key", clientId: "0oaflag" },
    ],
    [
      "by a client id and a key in the environment",
      { oktaClientId: "0oaflag" },
      KEY,
      { way: "private-key", clientId: "0oaflag" },
    ],
    [
      "by the mode SSWS, though there is a key",
      {},
      { ...TOKEN, ...KEY, OKTA_CLIENT_AUTHORIZATIONMODE: "SSWS" },
      { way: "api-token" },
    ],
    [
      "by the mode PrivateKey, though there is a token",
      {},
      { ...TOKEN, ...KEY, ...CLIENT, OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey" },
      { way: "private-key" },
    ],
    [
      "by a flag against the mode",
      { oktaTokenFile: tokenFile },
      { OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey" },
      { way: "api-token" },
    ],
    [
      "by --sign-in before everything else",
      { signIn: "device" },
      { ...TOKEN, ...KEY, ...CLIENT },
      { way: "device", clientId: "0oaenv" },
    ],
    [
      "with the key id of the environment",
      { signIn: "private-key" },
      { ...KEY, ...CLIENT, OKTA_CLIENT_KEYID: "kid" },
      { keyId: "kid" },
    ],
    [
      "with the flag's key id before it",
      { signIn: "private-key", keyId: "mine" },
      { ...KEY, ...CLIENT, OKTA_CLIENT_KEYID: "kid" },
      { keyId: "mine" },
    ],
  ])("%s", async (_how, options, env, expected) => {
    expect(await credentials(options, env)).toMatchObject(expected);
  });

  test("and a key comes through standard input too", async () => {
    const given = await credentials({ privateKeyFile: "-", oktaClientId: "0oaflag" }, {}, PEM);
    expect(given).toMatchObject({ way: "private-key" });
    expect(secretsOf(given).map((secret) => secret.reveal())).toContain(PEM.split("\n")[1]);
  });
});

describe("what contradicts itself, or is missing, is refused before anything is sent", () => {
  test.each<[Options, Env, RegExp]>([
    [{ signIn: "api-token", privateKeyFile: keyFile }, {}, /--sign-in api-token and --private-key-file/],
    [{ signIn: "api-token", keyId: "one" }, TOKEN, /--sign-in api-token and --key-id/],
    [{ signIn: "private-key", oktaTokenFile: tokenFile }, {}, /--sign-in private-key and --okta-token-file/],
    [{ signIn: "device", privateKeyFile: keyFile }, {}, /--sign-in device and --private-key-file/],
    [{ oktaTokenFile: tokenFile, privateKeyFile: keyFile }, {}, /--okta-token-file and --private-key-file/],
    [{ oktaTokenFile: tokenFile, oktaClientId: "one" }, {}, /--okta-token-file and --okta-client-id/],
    [{ oktaClientId: "one" }, TOKEN, /--okta-client-id needs a way to sign in/],
    [{}, { OKTA_CLIENT_AUTHORIZATIONMODE: "Bearer" }, /OKTA_CLIENT_AUTHORIZATIONMODE: "Bearer" is not valid/],
    [{}, {}, /a way to sign in to Okta/],
    [{ signIn: "api-token" }, {}, /an Okta API token/],
    [{ signIn: "device" }, {}, /the client ID/],
    [{ signIn: "private-key" }, KEY, /the client ID/],
    [{ signIn: "private-key" }, CLIENT, /the private key/],
    [{ keyId: "one" }, CLIENT, /the private key/],
    [
      { privateKeyFile: join(folder, "none.pem"), oktaClientId: "one" },
      {},
      /--private-key-file: cannot read .*none\.pem/,
    ],
    [{ privateKeyFile: tokenFile, oktaClientId: "one" }, {}, /private key from --private-key-file .*token\.txt/],
  ])("%j with %j", async (options, env, what) => {
    const error = await failureOf(credentials(options, env));
    expect(error.exitCode).toBe(64);
    expect(error.what).toMatch(what);
    expect(`${error.message}${error.fix.join("")}`).not.toMatch(/00token/);
  });
});
