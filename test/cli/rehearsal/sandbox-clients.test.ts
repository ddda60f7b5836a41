import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import { runCli } from "../../../src/cli/program.js";
import { documentIn } from "../../support/document.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess, testIo } from "../../support/run-in-process.js";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const publicFile = file("public.pem", publicKey.export({ type: "spki", format: "pem" }).toString());
const privateFile = file("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }).toString());

interface Ready {
  readonly url: string;
  readonly oauth: { readonly clientId?: string; readonly deviceClientId: string };
  readonly target: { readonly baseUrl: string };
}

test("a simulated org names the apps to sign in as: with a key that it was given, or with a code that its stand-in confirms", async () => {
  const { io } = testIo(["sandbox", "okta", "--json", "--stand-in", "--service-app-key", publicFile]);
  let stop = (): void => undefined;
  let ended: Promise<number> = Promise.resolve(1);
  const said = await new Promise<string>((resolve) => {
    const onInterrupt = (handler: () => void) => {
      stop = handler;
      return () => undefined;
    };
    ended = runCli({ ...io, stdout: { ...io.stdout, write: resolve }, onInterrupt });
  });
  const { url, oauth, target } = JSON.parse(said) as Ready;
  const plan = ["okta", "plan", "--json", "--no-input", "--org-url", url, "--scim-base-url", target.baseUrl];
  for (const signIn of [
    ["--private-key-file", privateFile, "--okta-client-id", oauth.clientId ?? ""],
    ["--sign-in", "device", "--okta-client-id", oauth.deviceClientId],
  ]) {
    const run = testIo([...plan, ...signIn]);
    // Nobody waits for the next poll in real time.
    await runCli({ ...run.io, clock: virtualClock(Date.now()) });
    expect(documentIn(run.written.stdout)).toMatchObject({ outcome: "changes-pending", errors: [] });
    expect(run.written.stderr.includes(`${url}/activate`)).toBe(signIn.includes("device"));
  }
  stop();
  expect(await ended).toBe(0);
});

test.each([
  ["okta", ["--service-app-key", file("none.txt", "nothing")], "service-app-key-unreadable"],
  ["okta", ["--service-app-key", join(folder, "missing.pem")], "file-unreadable"],
  ["entra", ["--service-app-key", publicFile], "usage"],
])("sandbox %s with %j is refused (%s)", async (idp, args, code) => {
  const { code: exitCode, stderr } = await runInProcess(["sandbox", idp, ...args]);
  expect(exitCode).toBe(64);
  expect(stderr).toContain(`(${code})`);
});
