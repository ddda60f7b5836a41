import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { splitTenantUrl } from "../../../src/dialect/entra/tenant-url.js";

describe("the flags in a tenant URL", () => {
  test.each([
    ["https://x.example/scim", "https://x.example/scim", "default"],
    ["https://x.example/scim?aadOptscim062020", "https://x.example/scim", "aadOptscim062020"],
    ["https://x.example/scim/?aadOptscim062020", "https://x.example/scim/", "aadOptscim062020"],
    ["https://x.example/scim?aadOptscim062020=", "https://x.example/scim", "aadOptscim062020"],
    ["https://x.example/scim?a=1&aadOptscim062020", "https://x.example/scim?a=1", "aadOptscim062020"],
    ["https://x.example/scim?aadOptscim062020&a=1&b=%20", "https://x.example/scim?a=1&b=%20", "aadOptscim062020"],
    ["https://x.example/scim?a=1?aadOptscim062020", "https://x.example/scim?a=1", "aadOptscim062020"],
    ["https://x.example/scim?AzureAdScimPatch2017", "https://x.example/scim", "default"],
    ["https://x.example/scim?aadOptscim062020&AzureAdScimPatch2017", "https://x.example/scim", "default"],
    ["https://x.example/scim?api-version=2?x&y", "https://x.example/scim?api-version=2?x&y", "default"],
    ["https://x.example/scim?aadOptscim062020#part", "https://x.example/scim#part", "aadOptscim062020"],
    ["https://x.example/scim?note=aadOptscim062020", "https://x.example/scim?note=aadOptscim062020", "default"],
    ["https://aadOptscim062020.example/scim", "https://aadOptscim062020.example/scim", "default"],
  ])("%s goes to %s in the style %s", (tenantUrl, baseUrl, style) => {
    expect(splitTenantUrl(tenantUrl)).toEqual({ baseUrl, style });
  });

  property.prop([fc.array(fc.stringMatching(/^[a-z]{1,5}(=[a-z0-9]{0,5})?$/)), fc.nat()])(
    "the flag goes wherever it stands, and every other parameter stays in its place",
    (parameters, at) => {
      const place = at % (parameters.length + 1);
      const withFlag = [...parameters.slice(0, place), "aadOptscim062020", ...parameters.slice(place)];
      const rest = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
      expect(splitTenantUrl(`https://x.example/scim?${withFlag.join("&")}`)).toEqual({
        baseUrl: `https://x.example/scim${rest}`,
        style: "aadOptscim062020",
      });
    },
  );
});
