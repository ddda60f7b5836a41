import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { readClientKey } from "../../../src/okta/auth/private-key.js";
import { failureOf } from "../support/failure.js";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (type: "pkcs1" | "pkcs8"): string => rsa.privateKey.export({ type, format: "pem" }).toString();
const ecKey = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).privateKey;
const jwkOf = (key: typeof rsa.privateKey, more: object = {}): string =>
  JSON.stringify({ ...key.export({ format: "jwk" }), ...more });

function read(text: string) {
  return readClientKey(new Secret(text), "--private-key-file key.pem");
}

describe("a private key", () => {
  test.each([
    ["PKCS#8", pem("pkcs8")],
    ["PKCS#1", pem("pkcs1")],
    ["with line breaks of Windows", pem("pkcs8").replaceAll("\n", "\r\n")],
    ["with line breaks written as \\n", pem("pkcs8").replaceAll("\n", "\\n")],
    ["with white space around", `\n  ${pem("pkcs8")}  \n`],
  ])("is read from PEM: %s", (_form, text) => {
    expect(read(text)).toMatchObject({ algorithm: "RS256", keyId: undefined });
    expect(read(text).key.equals(rsa.privateKey)).toBe(true);
  });

  test.each([
    ["RSA", jwkOf(rsa.privateKey), "RS256", undefined],
    ["RSA of another length", jwkOf(rsa.privateKey, { alg: "RS512" }), "RS512", undefined],
    ["P-256 with an id", jwkOf(ecKey("P-256"), { kid: "one" }), "ES256", "one"],
    ["P-384", jwkOf(ecKey("P-384")), "ES384", undefined],
    ["P-521", jwkOf(ecKey("P-521")), "ES512", undefined],
  ])("is read from a JWK: %s", (_form, text, algorithm, keyId) => {
    expect(read(text)).toMatchObject({ algorithm, keyId });
  });

  test("of EC is read from both kinds of PEM", () => {
    const key = ecKey("P-256");
    for (const type of ["pkcs8", "sec1"] as const)
      expect(read(key.export({ type, format: "pem" }).toString()).algorithm).toBe("ES256");
  });

  test("tells nothing of itself, and names all that must not be told", () => {
    const key = read(pem("pkcs8"));
    const lines = pem("pkcs8").split("\n").slice(1, -2);
    const secrets = key.secrets.map((secret) => secret.reveal());
    for (const line of lines.filter((one) => one.length >= 20)) expect(secrets).toContain(line);
    const shown = inspect(key, { depth: 5 }) + JSON.stringify(key);
    for (const line of lines) expect(shown).not.toContain(line);
    const { d = "", p = "" } = rsa.privateKey.export({ format: "jwk" });
    expect(read(jwkOf(rsa.privateKey)).secrets.map((secret) => secret.reveal())).toEqual(
      expect.arrayContaining([d, p]),
    );
  });

  const encrypted = rsa.privateKey.export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase: "secret",
  });
  const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  const edwards = generateKeyPairSync("ed25519").privateKey;
  test.each([
    ["nothing", "", /empty/],
    ["a path", "/home/me/key.pem", /neither PEM/],
    ["a public key", rsa.publicKey.export({ type: "spki", format: "pem" }).toString(), /public key/],
    ["a public JWK", JSON.stringify(rsa.publicKey.export({ format: "jwk" })), /public key/],
    ["a set of keys", JSON.stringify({ keys: [rsa.privateKey.export({ format: "jwk" })] }), /set of keys/],
    ["a passphrase", encrypted.toString(), /passphrase/],
    ["half of a key", pem("pkcs8").slice(0, 700) + "\n-----END PRIVATE KEY-----", /damaged/],
    ["half of a JWK", jwkOf(rsa.privateKey).slice(0, 300), /not valid JSON/],
    ["a JWK without its modulus", JSON.stringify({ kty: "RSA", d: "AQAB" }), /damaged/],
    ["a short RSA key", short.export({ type: "pkcs8", format: "pem" }).toString(), /1024 bits/],
    ["another kind of key", edwards.export({ type: "pkcs8", format: "pem" }).toString(), /RSA keys and EC keys/],
  ])("is not %s: it says so, and quotes nothing", async (_what, text, why) => {
    const error = await failureOf(Promise.resolve().then(() => read(text)));
    expect(error).toMatchObject({ code: "okta-key-unreadable", exitCode: 64 });
    expect(error.why).toMatch(why);
    expect(error.what).toContain("--private-key-file key.pem");
    const told = `${error.message} ${error.fix.join(" ")} ${String(error.cause)}`;
    for (const line of text.split(/[\s",]+/).filter((one) => one.length > 30)) expect(told).not.toContain(line);
  });
});
