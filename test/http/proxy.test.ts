import { describe, expect, test } from "vitest";
import { proxiesOf, proxyFor } from "../../src/http/proxy.js";

const HTTPS_PROXY = "http://clerk:s3cret-password@proxy.example:8080";

describe("the way to an address", () => {
  test.each([
    ["https://acme.okta.com/api/v1/apps", { HTTPS_PROXY }, { proxy: "http://proxy.example:8080" }],
    ["https://acme.okta.com", { https_proxy: "proxy.example:3128" }, { proxy: "http://proxy.example:3128" }],
    ["https://acme.okta.com", { HTTPS_PROXY, NO_PROXY: "okta.com" }, { direct: "NO_PROXY lists the host" }],
    [
      "https://acme.okta.com",
      { HTTPS_PROXY, no_proxy: "example, .okta.com:443" },
      { direct: "NO_PROXY lists the host" },
    ],
    ["https://acme.okta.com", { HTTPS_PROXY, NO_PROXY: "acme.okta.co" }, { proxy: "http://proxy.example:8080" }],
    ["https://acme.okta.com", { HTTPS_PROXY: " " }, { direct: "HTTPS_PROXY is not set" }],
    ["http://scim.example", { HTTPS_PROXY }, { direct: "HTTPS_PROXY applies only to https addresses" }],
    ["https://localhost:8443", { HTTPS_PROXY }, { direct: "the host is this machine" }],
    ["https://[::1]:8443", { HTTPS_PROXY }, { direct: "the host is this machine" }],
  ])("%s with %j is told, without the proxy's password", (url, env, route) => {
    expect(proxyFor(new URL(url), env)).toEqual(route);
  });

  test("through something that is no proxy is refused, without the address", () => {
    const way = (): unknown => proxyFor(new URL("https://acme.okta.com"), { HTTPS_PROXY: "socks5://s3cret@proxy:1" });
    expect(way).toThrow(/it must be an http or https address with a host/);
    expect(way).not.toThrow(/s3cret/);
  });

  test("is read from capital letters first", () => {
    expect(proxiesOf({ HTTPS_PROXY: "http://a", https_proxy: "http://b", no_proxy: "c" })).toEqual({
      httpsProxy: "http://a",
      noProxy: "c",
    });
  });
});
