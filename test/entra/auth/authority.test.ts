import { describe, expect, test } from "vitest";
import { authorityOf } from "../../../src/entra/auth/authority.js";
import { CLOUDS, type CloudName } from "../../../src/entra/auth/clouds.js";
import { failureOf } from "../../okta/support/failure.js";

const HERE = "http://127.0.0.1:8080";

function choose(host: string | undefined, graphUrl: string = CLOUDS.global.graph, cloud: CloudName = "global") {
  return authorityOf({ cloud, graphUrl, env: host === undefined ? {} : { AZURE_AUTHORITY_HOST: host } });
}

describe("the sign-in service", () => {
  test.each(Object.keys(CLOUDS) as CloudName[])("of the cloud %s is its own, whether named or not", (cloud) => {
    const { authority, graph } = CLOUDS[cloud];
    for (const given of [undefined, "", authority, `${authority}/`, authority.slice("https://".length)])
      expect(choose(given, graph, cloud)).toEqual({ host: authority, simulated: false });
  });

  test.each(["https://localhost:4443", "https://127.0.0.1:4443/", "https://[::1]:4443"])(
    "of a simulated tenant is on this machine: %s",
    (host) => {
      expect(choose(host, HERE)).toEqual({ host: new URL(host).origin, simulated: true });
    },
  );

  test.each([
    ["of another cloud", "https://login.microsoftonline.us", CLOUDS.global.graph, /--cloud usgov/],
    ["of somebody else", "https://login.microsoftonline.com.evil.example", CLOUDS.global.graph, /Unset/],
    ["of somebody else, for a simulated tenant", "https://evil.example", HERE, /Unset/],
    ["on this machine without https", "http://localhost:4443", HERE, /https:\/\/localhost/],
    ["on this machine, for the real Microsoft Graph", "https://localhost:4443", CLOUDS.global.graph, /--graph-url/],
    ["that is no address", "https://", CLOUDS.global.graph, /Correct or unset AZURE_AUTHORITY_HOST/],
  ])("%s is refused: no secret goes there", async (_what, host, graphUrl, fix) => {
    const error = await failureOf(Promise.resolve().then(() => choose(host, graphUrl)));
    expect(error).toMatchObject({ code: "authority-host-invalid", exitCode: 64, refused: true });
    expect(error.fix.join(" ")).toMatch(fix);
  });

  test("with a password in its address is refused, and the password is not told", async () => {
    const error = await failureOf(Promise.resolve().then(() => choose("https://me:password-of-mine@localhost:1")));
    expect(error.code).toBe("authority-host-invalid");
    expect(`${error.message} ${error.fix.join(" ")}`).not.toContain("password-of-mine");
  });

  test.each([undefined, CLOUDS.global.authority])(
    "of Microsoft gives no token to a simulated Microsoft Graph: AZURE_AUTHORITY_HOST=%s",
    async (host) => {
      const error = await failureOf(Promise.resolve().then(() => choose(host, HERE)));
      expect(error).toMatchObject({ code: "input-missing", exitCode: 64 });
      expect(error.fix.join(" ")).toMatch(/--graph-token-file.*AZURE_AUTHORITY_HOST/);
    },
  );
});
