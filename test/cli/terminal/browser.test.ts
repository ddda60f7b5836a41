import { expect, test } from "vitest";
import { openInBrowser } from "../../../src/cli/terminal/browser.js";
import { fakeOpener } from "../../support/fake-opener.js";
import { temporaryFolder } from "../../support/run-cli.js";

const URL = "https://acme-admin.okta.com/admin/app/x/instance/0oa1/?a=1&b=$(touch%20x);'#tab-general";

test.each([
  ["linux", "xdg-open", {}],
  ["darwin", "open", {}],
  ["linux", "wslview", { WSL_DISTRO_NAME: "Ubuntu" }],
  ["linux", "xdg-open", { WSL_DISTRO_NAME: "Ubuntu" }],
])("on %s %s gets the address as one argument", async (platform, program, env) => {
  const opener = fakeOpener(program);
  const PATH = opener.path.split(":")[0] ?? "";
  const withTools = program === "xdg-open" ? `${PATH}:/usr/bin:/bin` : opener.path;
  expect(await openInBrowser(URL, { platform, env: { ...env, PATH: withTools } })).toEqual({ state: "opened" });
  expect(opener.called()?.args).toEqual([URL]);
});

test("the browser gets none of the run's tokens", async () => {
  const opener = fakeOpener("xdg-open");
  const secrets = {
    TOTAL_SETUP_SCIM_TOKEN: "one",
    OKTA_CLIENT_TOKEN: "two",
    AZURE_CLIENT_SECRET: "three",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "four",
    okta_client_token: "five",
    GH_TOKEN: "six",
  };
  await openInBrowser(URL, { platform: "linux", env: { PATH: opener.path, DISPLAY: ":7", ...secrets } });
  expect(opener.called()?.env).toContain("DISPLAY=:7");
  expect(opener.called()?.env).not.toMatch(/TOTAL_SETUP|OKTA_CLIENT|AZURE|TOKEN|SECRET/i);
});

test.each([
  ["exit 3", { state: "failed", reason: "xdg-open ended with code 3" }],
  ["kill -9 $$", { state: "failed", reason: "xdg-open was ended" }],
  ["exec sleep 20", { state: "running" }],
])("an opener that does %j is told as it is", async (then, opening) => {
  const opener = fakeOpener("xdg-open", then);
  expect(await openInBrowser(URL, { platform: "linux", env: { PATH: opener.path } })).toEqual(opening);
});

test("one that is not there is named", async () => {
  const env = { PATH: temporaryFolder() };
  const reason = "xdg-open not found";
  expect(await openInBrowser(URL, { platform: "linux", env })).toEqual({ state: "failed", reason });
  const wsl = { ...env, WSL_DISTRO_NAME: "Ubuntu" };
  expect(await openInBrowser(URL, { platform: "linux", env: wsl })).toMatchObject({
    reason: "wslview and xdg-open not found",
  });
});

test.each(["file:///etc/passwd", "javascript:alert(1)", "--help", ""])("%j is not opened", async (url) => {
  const opener = fakeOpener("xdg-open");
  const opening = await openInBrowser(url, { platform: "linux", env: { PATH: opener.path } });
  expect(opening).toEqual({ state: "failed", reason: "it is not a web address" });
  expect(opener.called()).toBeUndefined();
});
