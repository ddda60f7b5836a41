import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, useChromium } from "../support/browser.js";
import { documentIn } from "../support/document.js";
import { spawnCli, type CliProcess, type RunningServer } from "../support/run-cli.js";
import { runsAgainst, startSandbox, type SandboxReady } from "../support/sandbox-process.js";

interface OktaReady extends SandboxReady {
  readonly oauth: { readonly deviceClientId: string };
}

const visit = useChromium();
let server: RunningServer<SandboxReady>;
let ready: OktaReady;

beforeAll(async () => {
  server = await startSandbox();
  ready = server.ready as OktaReady;
});
afterAll(() => server.stop());

/** The address in a run's output that continues like this. */
async function addressIn(run: CliProcess, path: string): Promise<string> {
  const start = ready.url + path;
  const said = await run.said(start);
  return said.slice(said.indexOf(start)).split(/\s/, 1)[0] ?? "";
}

describe("a run that waits for an administrator with a browser", () => {
  test("continues and is verified once the forms of the console are filled in, tested and saved", async () => {
    const { apply, env } = runsAgainst(ready);
    const run = spawnCli([...apply, "--json", "--wait", "3m"], { env });
    const { page, complaints } = await visit();
    await page.goto(ready.console);
    await page.goto(await addressIn(run, "/admin/app/"));

    const edit = (title: string) => page.getByRole("link", { name: `Edit ${title}` }).click();
    const save = (title: string) =>
      page.getByRole("region", { name: title }).getByRole("button", { name: "Save" }).click();
    const said = (text: string) => page.getByRole("status").getByText(text, { exact: true }).waitFor();
    await edit("App Settings");
    await page.getByRole("group", { name: "Provisioning" }).getByLabel("SCIM", { exact: true }).check();
    await save("App Settings");
    await said("Saved");

    await page.getByRole("link", { name: "Provisioning", exact: true }).click();
    await edit("SCIM Connection");
    await page.getByLabel("SCIM connector base URL").fill(ready.target.baseUrl);
    await page.getByLabel("Unique identifier field for users").fill("userName");
    for (const action of ["Push New Users", "Push Profile Updates", "Push Groups"])
      await page.getByRole("checkbox", { name: action }).check();
    await page.getByLabel("HTTP Header").check();
    await page.getByLabel("Authorization", { exact: true }).fill(ready.target.token);
    await page.getByRole("button", { name: "Test Connector Configuration" }).click();
    await said("Connector configured successfully");
    // Nothing has to be typed again.
    await save("SCIM Connection");
    await said("Saved");
    expect(await page.content()).not.toContain(ready.target.token);

    await page.getByRole("link", { name: "To App" }).click();
    await edit("Provisioning to App");
    for (const name of ["Create Users", "Update User Attributes", "Deactivate Users"])
      await page.getByLabel(name).check();
    await save("Provisioning to App");
    await said("Saved");
    await expectAccessible(page);
    expect(complaints).toEqual([]);

    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect(documentIn(stdout)).toMatchObject({ outcome: "applied", proof: { users: { found: 19, wrong: [] } } });
  });
});

describe("a device sign-in that waits for a user with a browser", () => {
  const device = (): CliProcess => {
    const { plan, env } = runsAgainst(ready);
    const { OKTA_CLIENT_ORGURL, XDG_STATE_HOME } = env;
    const signIn = ["--sign-in", "device", "--okta-client-id", ready.oauth.deviceClientId];
    return spawnCli([...plan, "--json", ...signIn], { env: { OKTA_CLIENT_ORGURL, XDG_STATE_HOME } });
  };

  test("continues once the user has signed in", async () => {
    const run = device();
    const { page, complaints } = await visit();
    await page.goto(ready.console);
    await page.goto(await addressIn(run, "/activate"));
    expect(await page.getByLabel("Activation code").inputValue()).toMatch(/^[B-Z]{8}$/);
    await page.getByRole("button", { name: "Sign in as the administrator" }).click();
    await page.getByRole("status").getByText("Signed in.").waitFor();
    expect(complaints).toEqual([]);
    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect(documentIn(stdout).errors).toEqual([]);
  });

  test("ends once the user has declined, and no code is answered twice", async () => {
    const run = device();
    const { page } = await visit();
    await page.goto(ready.console);
    const address = await addressIn(run, "/activate");
    await page.goto(address);
    await page.getByRole("button", { name: "Decline" }).click();
    await page.getByRole("status").getByText("Declined.").waitFor();
    await page.goto(address);
    await page.getByRole("button", { name: "Sign in as the administrator" }).click();
    await page.getByRole("alert").getByText("No sign-in is waiting for this code.").waitFor();
    const { code } = await run.ended;
    expect(code).toBe(4);
  });
});
