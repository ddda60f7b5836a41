import { afterAll, beforeAll, expect, test } from "vitest";
import { documentIn } from "../support/document.js";
import { startProxy } from "../support/proxy.js";
import { runCli, spawnCli, type RunningServer } from "../support/run-cli.js";
import { runsAgainst, startSandbox, type SandboxReady } from "../support/sandbox-process.js";

let sandbox: RunningServer<SandboxReady>;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

test("Ctrl-C says what was done and how to go on; meanwhile another run is refused; afterwards one goes on", async () => {
  const { apply, env } = runsAgainst(sandbox.ready);
  const first = spawnCli([...apply, "--json", "--wait", "10m"], { env });
  await first.said("still missing: ");

  const second = await runCli([...apply, "--json"], { env });
  expect(second.code).toBe(1);
  expect(documentIn(second.stdout).errors[0]).toMatchObject({
    code: "tenant-locked",
    message: expect.stringContaining(String(first.pid)) as string,
  });
  const look = await runCli(
    [...apply.slice(0, 1), "plan", ...apply.slice(1).filter((word) => word !== "--yes"), "--json"],
    { env },
  );
  expect(look.code).toBe(0);

  first.signal("SIGINT");
  const { code, stdout, stderr } = await first.ended;
  expect(code).toBe(130);
  const document = documentIn(stdout);
  expect(document).toMatchObject({
    outcome: "interrupted",
    errors: [{ code: "interrupted" }],
    requests: { tenant: { writes: 1 } },
  });
  expect(document.steps.map(({ status }) => status).slice(0, 2)).toEqual(["applied", "failed"]);
  expect(stderr).toMatch(
    /Completed: 3\.1 Create the SAML app\.\nNext, to continue:\n {2}node \S+ okta --no-input --yes\b/,
  );
  expect(stderr.match(/Stopp(?:ed|ing)|Cancelled/g)).toEqual(["Stopped"]);

  const again = await runCli([...apply, "--json"], { env });
  expect(again.code).toBe(3);
  expect(documentIn(again.stdout).requests.tenant.writes).toBe(0);
});

test("a write that is on its way is let through by the first Ctrl-C, and known to be done", async () => {
  const fresh = await startSandbox();
  const { promise: released, resolve: release } = withResolvers();
  let arrived = 0;
  const proxy = await startProxy(fresh.ready.url, async ({ method }) => {
    if (method !== "POST") return false;
    arrived += 1;
    await released;
    return false;
  });
  const { apply, env } = runsAgainst(fresh.ready, proxy.url);
  const run = spawnCli([...apply, "--json"], { env });
  await expect.poll(() => arrived, { timeout: 20_000 }).toBe(1);
  run.signal("SIGINT");
  await run.said("Stopping after the current request.");
  release();
  const { code, stdout } = await run.ended;
  expect(code).toBe(130);
  expect(documentIn(stdout)).toMatchObject({ outcome: "interrupted", requests: { tenant: { writes: 1 } } });

  const again = await runCli([...apply, "--json"], { env });
  expect(again.code).toBe(3);
  expect(documentIn(again.stdout).requests.tenant.writes).toBe(0);
  await proxy.close();
  await fresh.stop();
});

test("the second Ctrl-C leaves at once", async () => {
  const fresh = await startSandbox();
  let arrived = 0;
  const proxy = await startProxy(fresh.ready.url, ({ method }) => {
    if (method === "POST") arrived += 1;
    return method === "POST";
  });
  const { apply, env } = runsAgainst(fresh.ready, proxy.url);
  const run = spawnCli(apply, { env });
  await expect.poll(() => arrived, { timeout: 20_000 }).toBe(1);
  run.signal("SIGINT");
  await run.said("Stopping after the current request.");
  run.signal("SIGINT");
  expect((await run.ended).code).toBe(130);
  await proxy.close();
  await fresh.stop();
});

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
