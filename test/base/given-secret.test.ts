import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { readGivenSecret, type SecretUse } from "../../src/base/given-secret.js";

const TOKEN = "ey.tok-en_of~the/vendor+1=";
const SCHEME = "the word Bearer in front of it";
const QUOTES = "the quotation marks around it";

describe("a bearer token is read", () => {
  test.each<[string, readonly string[]]>([
    [TOKEN, []],
    [`  ${TOKEN}\t\r\n`, []],
    [`\r\n\r\n${TOKEN}\r\n\r\n`, []],
    [`\ufeff${TOKEN}`, []],
    [`Bearer ${TOKEN}`, [SCHEME]],
    [`bearer\t  ${TOKEN}\r\n`, [SCHEME]],
    [`"${TOKEN}"`, [QUOTES]],
    [`'${TOKEN}'`, [QUOTES]],
    [`\u201c${TOKEN}\u201d`, [QUOTES]],
    [`"Bearer ${TOKEN}"`, [QUOTES, SCHEME]],
    [`Bearer "${TOKEN}"`, [SCHEME, QUOTES]],
  ])("out of %j", (text, leftOut) => {
    expect(readGivenSecret(text, "bearer-token")).toEqual({ value: TOKEN, leftOut });
  });

  test.each([
    ["QUJDREVGR0g=", "QUJDREVGR0g="],
    ["token-of-the-vendor==", "token-of-the-vendor=="],
    ["SECRET=", "SECRET="],
    ["Bearerish-token", "Bearerish-token"],
    ["abc=def", "abc=def"],
  ])("as it is: %s", (text, value) => {
    expect(readGivenSecret(text, "bearer-token")).toEqual({ value, leftOut: [] });
  });
});

describe("what cannot be meant or sent is refused with its place", () => {
  test.each<[SecretUse, string, RegExp]>([
    ["bearer-token", "", /empty/],
    ["bearer-token", " \r\n\t", /empty/],
    ["bearer-token", "Bearer", /line 1 contains no token, only/],
    ["bearer-token", '""', /line 1 contains no token, only/],
    ["bearer-token", "abcdefgh\r\n\r\nijklmnop", /lines 1 and 3/],
    ["bearer-token", "\n# the token\nabcdefgh", /lines 2 and 3/],
    ["bearer-token", "SCIM=abcdefgh", /line 1 looks like NAME=value/],
    ["bearer-token", "\nexport scim = abcdefgh", /line 2 looks like NAME=value/],
    ["bearer-token", "scimToken=abcdefgh", /looks like NAME=value/],
    ["bearer-token", "api_key: abcdefgh", /looks like NAME=value/],
    ["bearer-token", "Authorization: Bearer abcdefgh", /looks like NAME=value/],
    ["bearer-token", "SSWS abcdefgh", /starts with SSWS/],
    ["bearer-token", "Basic abcdefgh", /starts with Basic/],
    ["bearer-token", '"abcdefgh', /one end/],
    ["bearer-token", "abcdefgh'", /one end/],
    ["bearer-token", "  abcd efgh", /character 7 of line 1 is a space/],
    ["bearer-token", "abcd\u0007efgh", /character 5 of line 1/],
    ["bearer-token", "abcd\u00e9fgh", /character 5 of line 1/],
    ["bearer-token", "abcd\u200befgh", /character 5 of line 1/],
    ["bearer-token", "x".repeat(20_000), /longer/],
    ["okta-api-token", "Bearer abcdefgh", /starts with Bearer/],
    ["okta-api-token", "OKTA_CLIENT_TOKEN=abcdefgh", /looks like NAME=value/],
    ["client-secret", "AZURE_CLIENT_SECRET=abcdefgh", /looks like NAME=value/],
    ["client-secret", "abcdefgh\nijklmnop", /lines 1 and 2/],
    ["client-secret", "abcd\u0007efgh", /character 5 of line 1/],
  ])("as %s: %j", (use, text, problem) => {
    const reading = readGivenSecret(text, use);
    if (!("problem" in reading)) throw new Error("it was taken");
    expect(reading.problem).toMatch(problem);
    for (const part of ["abcd", "efgh", "ijkl"]) expect(reading.problem).not.toContain(part);
  });

  test("and each use has its own scheme: SSWS is Okta's, and a client secret has none", () => {
    expect(readGivenSecret("SSWS 00abc", "okta-api-token")).toEqual({
      value: "00abc",
      leftOut: ["the word SSWS in front of it"],
    });
    expect(readGivenSecret("Bearer of news", "client-secret")).toEqual({ value: "Bearer of news", leftOut: [] });
    expect(readGivenSecret('"c1ient secret"', "client-secret")).toEqual({ value: "c1ient secret", leftOut: [QUOTES] });
  });

  property.prop([fc.string({ unit: "binary" })])("a token that is taken can be sent in a header", (text) => {
    const reading = readGivenSecret(text, "bearer-token");
    if ("problem" in reading) return;
    expect(reading.value).toMatch(/^[\x21-\x7e]+$/);
    expect(readGivenSecret(reading.value, "bearer-token")).toEqual({ value: reading.value, leftOut: [] });
  });
});
