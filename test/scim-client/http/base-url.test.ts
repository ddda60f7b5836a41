import { describe, expect, test } from "vitest";
import { checkBaseUrl, oktaBaseUrlProblem, pathUnder } from "../../../src/scim-client/http/base-url.js";

describe("a SCIM base URL", () => {
  test.each([
    "https://scim.example.com/scim/v2",
    " https://scim.example.com/scim/v2/ ",
    "https://scim.example.com:8443?aadOptscim062020",
    "http://localhost:8080/scim",
    "http://127.0.0.1:1/scim/v2",
    "http://127.8.9.1/scim",
    "http://[::1]:99/scim",
  ])("%s is taken", (text) => {
    expect(checkBaseUrl(text).href).toBe(new URL(text).href);
  });

  test.each([
    ["", "not a URL"],
    ["scim.example.com/scim/v2", "not a URL"],
    ["ftp://scim.example.com", "ftp:"],
    ["http://scim.example.com/scim/v2", "unencrypted"],
    ["http://localhost.example.com/scim", "unencrypted"],
    ["http://128.0.0.1/scim", "unencrypted"],
    ["https://scim.example.com/scim#users", "fragment"],
  ])("%j is refused with exit 64 and the reason", (text, why) => {
    expect(() => checkBaseUrl(text)).toThrow(
      expect.objectContaining({
        code: "target-url-invalid",
        exitCode: 64,
        why: expect.stringContaining(why) as string,
      }),
    );
  });

  test("one with a password is refused without showing it", () => {
    for (const url of ["https://admin:hunter2@scim.example.com", "https://hunter2@scim.example.com"]) {
      expect(() => checkBaseUrl(url)).toThrow(
        expect.not.objectContaining({ what: expect.stringContaining("hunter2") as string }),
      );
      expect(() => checkBaseUrl(url)).toThrow(/user name or a password/);
    }
  });

  test.each([
    ["https://scim.example.com/scim/v2", undefined],
    ["https://scim.example.com/scim?my_flag", undefined],
    ["https://my_scim.example.com/scim", "host"],
    ["https://scim.example.com/my_tenant/scim", "path"],
  ])("Okta's opinion of %s", (url, part) => {
    if (part === undefined) expect(oktaBaseUrlProblem(url)).toBeUndefined();
    else expect(oktaBaseUrlProblem(url)).toContain(`underscore in a base URL, and there is one in the ${part}`);
  });

  test.each([
    ["https://x.example/scim/v2", "/Users", "/scim/v2/Users"],
    ["https://x.example/scim/v2/", "/Users?count=1", "/scim/v2/Users?count=1"],
    ["https://x.example", "/Users", "/Users"],
    ["https://x.example/", "/Users/1", "/Users/1"],
    ["https://x.example/scim?flag", "/Users?filter=a", "/scim/Users?filter=a&flag"],
    ["https://x.example/scim/?a=1&b=%20", "/Users/1", "/scim/Users/1?a=1&b=%20"],
  ])("%s and %s make %s", (base, path, wire) => {
    expect(pathUnder(new URL(base))(path)).toBe(wire);
  });
});
