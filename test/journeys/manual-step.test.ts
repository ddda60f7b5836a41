import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fakeOpener } from "../support/fake-opener.js";
import { temporaryFolder, type RunningServer } from "../support/run-cli.js";
import { runsAgainst, startSandbox, type SandboxReady } from "../support/sandbox-process.js";
import { expectNowhere } from "../support/secret-sweep.js";
import { startOnTerminal, type TerminalProcess } from "../support/terminal-process.js";

const WAITING = "Press o to open the page";
// oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
const COPY = /\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/g;

let sandbox: RunningServer<SandboxReady>;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

interface Started {
  readonly run: TerminalProcess;
  readonly state: string;
  readonly transcript: string;
}

/** A run that has come to its manual step. */
async function atManualStep(
  more: { readonly args?: readonly string[]; readonly PATH?: string } = {},
): Promise<Started> {
  const { env, apply, folder } = runsAgainst(sandbox.ready);
  const transcript = join(temporaryFolder(), "transcript.jsonl");
  const args = [...apply.filter((arg) => arg !== "--no-input"), "--transcript", transcript, ...(more.args ?? [])];
  const run = startOnTerminal(args, { env: { ...env, ...(more.PATH === undefined ? {} : { PATH: more.PATH }) } });
  await run.shows("Manual step 1 of 1: connect provisioning");
  return { run, state: join(folder, "total-setup"), transcript };
}

function handedOut(state: string): string[] {
  const folder = join(state, "handout");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function filesUnder(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return Object.fromEntries(
    names.filter((name) => statSync(name).isFile()).map((name) => [name, readFileSync(name, "utf8")]),
  );
}

describe("at a manual step on a terminal", () => {
  test("c copies the token, as often as it is pressed, and it stands nowhere else", async () => {
    const { run, state, transcript } = await atManualStep();
    await run.shows(WAITING);
    run.press("c");
    await run.shows("Copied the complete value for Authorization, if your terminal allows it (OSC 52)");
    run.press("C");
    await run.shows("If nothing arrives, press s.", 2);
    run.press("\u0003");
    expect(await run.ended).toBe(130);

    const { token } = sandbox.ready.target;
    const copies = [...run.written().matchAll(COPY)].map(([, base64 = ""]) => Buffer.from(base64, "base64").toString());
    expect(copies).toEqual([token, token]);
    expectNowhere([token], {
      "the terminal": run.written().replaceAll(COPY, ""),
      "the transcript": readFileSync(transcript, "utf8"),
      ...filesUnder(state),
    });
  });

  test("keys that were pressed before the step is reached do nothing", async () => {
    const { env, apply, folder } = runsAgainst(sandbox.ready);
    const run = startOnTerminal(
      apply.filter((arg) => arg !== "--no-input"),
      { env },
    );
    run.press("csog");
    await run.shows(WAITING);
    run.press("?");
    await run.shows("copy the token to the clipboard");
    run.press("\u0003");
    expect(await run.ended).toBe(130);
    expect(run.written()).not.toMatch(/Copied|private|only you can read|Opened|Opening|Continuing without waiting/);
    expect([...run.written().matchAll(COPY)]).toEqual([]);
    expect(handedOut(join(folder, "total-setup"))).toEqual([]);
  });

  test.each(["s", "t"])("%s saves the token to a private file, once, until the step ends", async (key) => {
    const { run, state } = await atManualStep();
    await run.shows(WAITING);
    run.press(key);
    await run.shows("It is deleted when this step ends:");
    run.press(key);
    await run.shows("It is deleted when this step ends:", 2);
    const files = handedOut(state);
    expect(files.map((path) => [readFileSync(path, "utf8"), statSync(path).mode & 0o777])).toEqual([
      [`${sandbox.ready.target.token}\n`, 0o600],
    ]);
    await run.shows(files[0] ?? "?", 2);
    run.press("\u0003");
    expect(await run.ended).toBe(130);
    expect(handedOut(state)).toEqual([]);
    expectNowhere([sandbox.ready.target.token], { "the terminal": run.written() });
  });

  test("o opens the app's own page, without a token in sight", async () => {
    const opener = fakeOpener("xdg-open");
    const { run } = await atManualStep({ PATH: opener.path });
    await run.shows(WAITING);
    run.press("o");
    await run.shows("Opened the page in your browser.");
    run.press("\u0003");
    expect(await run.ended).toBe(130);
    const { args = [], env = "" } = opener.called() ?? {};
    expect(args).toHaveLength(1);
    expect(args[0]).toMatch(new RegExp(`^${sandbox.ready.url}/admin/app/\\w+/instance/0oa\\w{17}/#tab-general$`));
    expectNowhere([sandbox.ready.token, sandbox.ready.target.token], { "the browser's environment": env });
  });

  test("o names the address when there is no browser", async () => {
    const { run } = await atManualStep({ PATH: fakeOpener("xdg-open", "exit 3").path });
    await run.shows(WAITING);
    run.press("o");
    await run.shows("The browser did not open (xdg-open ended with code 3). Open this address: http://127.0.0.1:");
    run.press("\u0003");
    expect(await run.ended).toBe(130);
  });

  test("? shows the keys, g continues without waiting, once, and the run says what is missing", async () => {
    const { run } = await atManualStep();
    await run.shows(WAITING);
    run.press("?");
    for (const line of [
      "c copy the token to the clipboard",
      "s save the token to a temporary file (deleted when this step ends)",
      "o open the page in your browser",
      "g continue without waiting",
      "Ctrl-C stop here",
    ])
      await run.shows(line);
    run.press("xg");
    run.press("g");
    await run.shows("Continuing without waiting.");
    expect(await run.ended).toBe(5);
    expect(run.written().split("Continuing without waiting")).toHaveLength(2);
    expect(run.written()).not.toMatch(COPY);
  });

  test("with --no-input there are no keys, and nothing is copied", async () => {
    const { run } = await atManualStep({ args: ["--no-input"] });
    await run.shows("Still missing: ");
    run.press("cs");
    expect(await run.ended).toBe(3);
    await run.shows("your SCIM token (not shown)");
    expect(run.written()).not.toMatch(COPY);
    expect(run.written()).not.toContain(WAITING);
  });

  test("with --json a token is saved, and never copied", async () => {
    const { run, state } = await atManualStep({ args: ["--json"] });
    await run.shows(WAITING);
    run.press("c");
    await run.shows("With --json nothing is copied. Press s to save the token to a file.");
    run.press("s");
    await run.shows("It is deleted when this step ends:");
    expect(handedOut(state)).toHaveLength(1);
    run.press("\u0003");
    expect(await run.ended).toBe(130);
    expect(run.written()).not.toMatch(COPY);
  });
});

test("an answer that was typed before the plan was shown approves nothing", async () => {
  const fresh = await startSandbox();
  const { env, apply } = runsAgainst(fresh.ready);
  const run = startOnTerminal(
    apply.filter((arg) => !["--no-input", "--yes"].includes(arg)),
    { env },
  );
  run.press("y\r");
  await run.shows("Apply this plan to");
  run.press("n\r");
  expect(await run.ended).toBe(1);
  const headers = { authorization: `SSWS ${fresh.ready.token}` };
  expect(await (await fetch(`${fresh.ready.url}/api/v1/apps`, { headers })).json()).toEqual([]);
  await fresh.stop();
});
