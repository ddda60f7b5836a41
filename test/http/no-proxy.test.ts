import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { isListed } from "../../src/http/no-proxy.js";

/** [NO_PROXY, address, whether it is reached without the proxy]: curl's rules, and ports as Go's. */
const table: readonly (readonly [string, string, boolean])[] = [
  ["okta.com", "https://okta.com", true],
  ["okta.com", "https://acme.okta.com", true],
  [".okta.com", "https://acme.okta.com", true],
  [".okta.com", "https://okta.com", true],
  ["*.okta.com", "https://acme.okta.com", true],
  ["okta.com", "https://notokta.com", false],
  ["okta.com", "https://okta.com.example", false],
  ["OKTA.com", "https://ACME.okta.COM", true],
  ["okta.com.", "https://acme.okta.com", true],
  ["okta.com", "https://acme.okta.com.", true],
  ["example.org okta.com", "https://acme.okta.com", true],
  ["example.org,\tokta.com,,", "https://acme.okta.com", true],
  ["", "https://acme.okta.com", false],
  [" , .", "https://acme.okta.com", false],
  ["*", "https://acme.okta.com", true],
  ["example.org,*", "https://[2001:db8::1]", true],
  ["*kta.com", "https://acme.okta.com", false],

  ["okta.com:443", "https://acme.okta.com", true],
  ["okta.com:8443", "https://acme.okta.com", false],
  ["okta.com:8443", "https://acme.okta.com:8443", true],
  ["okta.com:443", "https://acme.okta.com:8443", false],
  ["okta.com:80", "http://okta.com", true],
  ["*:8443", "https://acme.okta.com:8443", true],
  ["*:8443", "https://acme.okta.com", false],

  ["192.0.2.7", "https://192.0.2.7", true],
  ["192.0.2.7", "https://192.0.2.70", false],
  ["2.7", "https://192.0.2.7", false],
  ["192.0.2.7:8443", "https://192.0.2.7:8443", true],
  ["192.0.2.7:8443", "https://192.0.2.7", false],
  ["192.0.2.0/24", "https://192.0.2.7", true],
  ["192.0.2.0/24", "https://192.0.3.7", false],
  ["192.0.2.0/24:8443", "https://192.0.2.7:8443", true],
  ["10.0.0.0/8", "https://10.255.1.1", true],
  ["10.1.2.3/8", "https://10.255.1.1", true],
  ["0.0.0.0/0", "https://198.51.100.1", true],
  ["192.0.2.7/32", "https://192.0.2.7", true],
  ["192.0.2.0/33", "https://192.0.2.7", false],
  ["192.0.2.0/", "https://192.0.2.7", false],
  ["192.0.2.0/24/8", "https://192.0.2.7", false],
  ["10.0.0.0/8", "https://10.example.com", false],

  ["2001:db8::1", "https://[2001:db8::1]", true],
  ["[2001:db8::1]", "https://[2001:db8::1]", true],
  ["2001:0DB8:0:0:0:0:0:1", "https://[2001:db8::1]", true],
  ["2001:db8::1", "https://[2001:db8::2]", false],
  ["2001:db8::1", "https://[2001:db8::1]:8443", true],
  ["[2001:db8::1]:8443", "https://[2001:db8::1]:8443", true],
  ["[2001:db8::1]:8443", "https://[2001:db8::1]", false],
  ["2001:db8::8443", "https://[2001:db8::]:8443", false],
  ["2001:db8::/32", "https://[2001:db8:1::5]", true],
  ["[2001:db8::]/32", "https://[2001:db8:1::5]", true],
  ["2001:db8::/32", "https://[2001:db9::5]", false],
  ["fd00::/8", "https://[fd12:3456::1]", true],
  ["::/0", "https://[2001:db8::1]", true],
  ["2001:db8::/129", "https://[2001:db8::1]", false],
  ["192.0.2.0/24", "https://[::ffff:192.0.2.7]", true],
];

describe("NO_PROXY", () => {
  test.each(table)("%j and %s: without the proxy is %j", (noProxy, url, direct) => {
    expect(isListed(new URL(url), noProxy)).toBe(direct);
  });

  property.prop([fc.string({ unit: "binary" }), fc.webUrl()])("never fails, whatever it holds", (noProxy, url) => {
    expect(typeof isListed(new URL(url), noProxy)).toBe("boolean");
  });

  property.prop([fc.ipV6().filter((address) => URL.canParse(`https://[${address}]`))])(
    "lists an IPv6 address in every spelling of it",
    (address) => {
      expect(isListed(new URL(`https://[${address}]:8443`), `other,${address}`)).toBe(true);
      expect(isListed(new URL(`https://[${address}]:8443`), `[${address}]:8443`)).toBe(true);
      expect(isListed(new URL(`https://[${address}]:8443`), `[${address}]:9443`)).toBe(false);
    },
  );
});
