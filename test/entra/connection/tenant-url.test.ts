import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { tenantUrlProblem } from "../../../src/entra/connection/tenant-url.js";

const MICROSOFT = { localGraph: false };
const SANDBOX = { localGraph: true };

describe("a Tenant URL", () => {
  test.each([
    "https://scim.total.example/scim/v2",
    "https://scim.total.example/scim/v2/?aadOptscim062020",
    "https://total.example:8443/api/SCIM?tenant=4711&aadOptscim062020",
    "https://scim.example/directories/scim-users",
  ])("that Microsoft's service can use: %s", (url) => {
    expect(tenantUrlProblem(url, MICROSOFT)).toBeUndefined();
  });

  test.each<[url: string, said: RegExp]>([
    ["scim.total.example", /not a valid URL/],
    ["http://scim.total.example/scim", /requires https/],
    ["ftp://scim.total.example/scim", /requires https/],
    ["https://localhost/scim", /this machine/],
    ["https://127.0.0.1:8080/scim", /this machine/],
    ["http://[::1]/scim", /this machine/],
    ["https://scim.total.example/scim/scim", /"\/scim" twice/],
    ["https://scim.total.example/scim/v2/Scim/", /"\/scim" twice/],
    ["https://scim.total.example/scim/v2/Users", /\/users/],
    ["https://scim.total.example/scim#part", /fragment/],
    ["https://admin:pass-word-1@scim.total.example/scim", /user name or a password/],
    ["https://scim.total.example/scim?access_token=pass-word-1", /"access_token"/],
    ["https://scim.total.example/scim?a=1&SIG=pass-word-1", /"SIG"/],
    ["https://scim.total.example/scim?key=pass-word-1", /"key"/],
    ["https://scim.total.example/scim?api-key=pass-word-1", /"api-key"/],
  ])("that it cannot use, or that gives a secret away: %s", (url, said) => {
    const problem = tenantUrlProblem(url, MICROSOFT);
    expect(problem).toMatch(said);
    expect(problem).not.toContain("pass-word-1");
  });

  test("may be on this machine, and plain http there, when Microsoft Graph is simulated here too", () => {
    expect(tenantUrlProblem("http://127.0.0.1:8080/scim/v2?aadOptscim062020", SANDBOX)).toBeUndefined();
    expect(tenantUrlProblem("http://scim.total.example/scim", SANDBOX)).toMatch(/requires https/);
  });

  test("must fit into 1 KB with its token in the government clouds only", () => {
    const url = "https://scim.total.example/scim";
    const long = { token: new Secret("t".repeat(1000)) };
    expect(tenantUrlProblem(url, { ...MICROSOFT, ...long })).toBeUndefined();
    expect(tenantUrlProblem(url, { ...MICROSOFT, ...long, government: true })).toMatch(/1031 bytes.*1 KB/);
    expect(
      tenantUrlProblem(url, { ...MICROSOFT, government: true, token: new Secret("t".repeat(900)) }),
    ).toBeUndefined();
  });
});
