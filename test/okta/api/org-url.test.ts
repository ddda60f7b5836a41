import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import { adminUrl, normaliseOrgUrl } from "../../../src/okta/api/org-url.js";

describe("the address of an org", () => {
  test.each([
    ["https://acme.okta.com", "https://acme.okta.com"],
    ["https://acme.okta.com/", "https://acme.okta.com"],
    ["  https://acme.okta.com ", "https://acme.okta.com"],
    ["https://sso.acme.example", "https://sso.acme.example"],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
    ["http://localhost:4010/", "http://localhost:4010"],
    ["http://[::1]:4010", "http://[::1]:4010"],
  ])("%s is taken without a word", (given, url) => {
    expect(normaliseOrgUrl(given)).toEqual({ url });
  });

  test.each([
    ["acme.okta.com", "https://acme.okta.com"],
    ["https://acme-admin.okta.com/admin/dashboard", "https://acme.okta.com"],
    ["acme-admin.oktapreview.com/admin/apps/active?x=1#top", "https://acme.oktapreview.com"],
    ["https://acme.okta.com/app/UserHome", "https://acme.okta.com"],
    ["HTTPS://Acme.Okta.com", "https://acme.okta.com"],
    ["localhost:4010", "http://localhost:4010"],
  ])("%s is normalised, and that is said", (given, url) => {
    const result = normaliseOrgUrl(given);
    expect(result.url).toBe(url);
    expect(result.notice).toContain(url);
  });

  test.each([
    [""],
    ["acme"],
    ["https://"],
    ["https://acme okta com"],
    ["http://acme.okta.com"],
    ["ftp://acme.okta.com"],
    ["https://{yourOktaDomain}"],
    ["https://your-org.okta.com"],
    ["https://admin:secret-word@acme.okta.com"],
    ["https://acme.okta.com/oauth2/default/v1"],
    ["https://www.okta.com"],
    ["https://okta.com"],
    ["http://127.0.0.1.evil.example"],
  ])("%j is refused as no address of an org", (given) => {
    let error: unknown;
    try {
      normaliseOrgUrl(given);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SetupError);
    expect(error).toMatchObject({ code: "org-url-invalid", exitCode: 64 });
    expect((error as SetupError).message).not.toContain("secret-word");
  });

  property.prop([fc.string()])("any text gives an https or loopback origin, or one clear error", (text) => {
    try {
      const { url } = normaliseOrgUrl(text);
      expect(new URL(url).origin).toBe(url);
      expect(normaliseOrgUrl(url)).toEqual({ url });
    } catch (error) {
      expect(error).toMatchObject({ code: "org-url-invalid" });
    }
  });
});

describe("the address of the admin console", () => {
  test.each([
    ["https://acme.okta.com", "https://acme-admin.okta.com"],
    ["https://acme.oktapreview.com", "https://acme-admin.oktapreview.com"],
    ["https://acme.okta-emea.com", "https://acme-admin.okta-emea.com"],
    ["https://sso.acme.example", "https://sso.acme.example"],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
  ])("of %s is %s", (orgUrl, admin) => {
    expect(adminUrl(orgUrl)).toBe(admin);
  });
});
