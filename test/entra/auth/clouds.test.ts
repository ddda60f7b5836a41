import { describe, expect, test } from "vitest";
import { CLOUDS, graphRootOf } from "../../../src/entra/auth/clouds.js";
import { failureOf } from "../../okta/support/failure.js";

describe("the root of Microsoft Graph", () => {
  test.each(Object.entries(CLOUDS))("of the cloud %s is its own", (name, { graph }) => {
    expect(graphRootOf({ cloud: name as keyof typeof CLOUDS })).toBe(graph);
    expect(graphRootOf({ cloud: name as keyof typeof CLOUDS, graphUrl: `${graph}/v1.0/` })).toBe(graph);
  });

  test.each([
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:8080/", "http://localhost:8080"],
    ["https://[::1]:8443/v1.0", "https://[::1]:8443"],
    [" HTTPS://GRAPH.MICROSOFT.COM:443 ", "https://graph.microsoft.com"],
  ])("%s is taken as %s", (graphUrl, root) => {
    expect(graphRootOf({ cloud: "global", graphUrl })).toBe(root);
  });

  test.each([
    ["", /not a valid address/],
    ["graph.microsoft.com", /not a valid address/],
    ["http://graph.microsoft.com", /only to Microsoft Graph itself/],
    ["https://graph.microsoft.com.evil.example", /only to Microsoft Graph itself/],
    ["https://graph.microsoft.com@evil.example", /user name/],
    ["http://127.0.0.1.evil.example", /only to Microsoft Graph itself/],
    ["ftp://127.0.0.1", /only to Microsoft Graph itself/],
    ["https://graph.microsoft.com/beta", /must end with the host name/],
    ["http://127.0.0.1:80/?x", /must end with the host name/],
  ])("%s is refused", async (graphUrl, why) => {
    const error = await failureOf(Promise.resolve().then(() => graphRootOf({ cloud: "global", graphUrl })));
    expect(error).toMatchObject({ code: "graph-url-invalid", exitCode: 64 });
    expect(error.why).toMatch(why);
  });

  test("of another cloud than the one named is refused, with the cloud to name", async () => {
    const root = Promise.resolve().then(() => graphRootOf({ cloud: "global", graphUrl: CLOUDS.china.graph }));
    expect((await failureOf(root)).fix).toEqual(["Use --cloud china instead."]);
  });

  test("is never quoted with a password", async () => {
    const root = Promise.resolve().then(() => graphRootOf({ cloud: "dod", graphUrl: "http://u:s3cret@127.0.0.1" }));
    expect((await failureOf(root)).message).not.toContain("s3cret");
  });
});
