import { createPublicKey } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { virtualClock } from "../../src/base/clock.js";
import type { JsonObject } from "../../src/base/json.js";
import { startEntraSandbox } from "../../src/sandbox/entra/start.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import type { Directory, DirectoryPerson } from "../../src/sandbox/people/person.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { serveClock } from "./clock-server.js";
import { formValues, samlSignOn } from "./console-values.js";
import { makeKey, TOTAL_SCOPES } from "./okta-oauth-world.js";
import type { DocumentedCommand } from "./documented-commands.js";
import { runProgram, temporaryFolder, type CliResult } from "./run-cli.js";

const ON_TEST_CLOCK = fileURLToPath(new URL("on-test-clock.mjs", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../docs/json-example.json", import.meta.url));
const AT_CONSOLE_MS = 12_000;

/** Every group that a page names. */
const GROUPS = ["TOTAL-Admin", "TOTAL-Analyst", "Acme-Users", "EasyDMARC-Users"];

const DIRECTORY: Directory = { people: [user("ada"), user("zoe.lefevre")], groups: GROUPS };

function user(name: string): DirectoryPerson {
  const userName = `${name}@northwind.example`;
  const profile = {
    givenName: "Given",
    familyName: "Name",
    displayName: "Given Name",
    title: "Lead",
    department: "IT",
  };
  return { userName, ...profile, email: userName, active: true, groups: GROUPS };
}

/** Somebody's machine with the files that a page names, an org, a tenant and a SCIM server that its addresses lead to. */
export interface DocumentedWorld {
  /** Where the files are. */
  readonly folder: string;
  /** Runs a command of the page in the folder with its files; a live one on the org or tenant, approved beforehand. */
  run(command: DocumentedCommand): Promise<CliResult>;
  close(): Promise<void>;
}

/** @param template - what the page has the reader write into `mine.yaml` */
export async function startDocumentedWorld(template: string | undefined): Promise<DocumentedWorld> {
  const clock = virtualClock(Date.UTC(2026, 10, 2, 9, 0, 0));
  const [scim, scimOfEntra] = await Promise.all([
    startTarget({ now: () => clock.now() }),
    startTarget({ now: () => clock.now() }),
  ]);
  const { privateKey, publicJwk } = await makeKey("rsa", "of-a-page");
  const okta: OktaSandbox = await startOktaSandbox({
    directory: DIRECTORY,
    scheduler: clock,
    oauth: {
      clients: [{ kind: "service", clientId: "0oa1exampleClientId", keys: [publicJwk], scopes: TOTAL_SCOPES }],
    },
    onAppCreated: ({ id }) => {
      clock.schedule(AT_CONSOLE_MS, async () => {
        await okta.console.submit(id, formValues(scim.baseUrl, scim.token));
      });
      return Promise.resolve();
    },
  });
  const entra = await startEntraSandbox({ directory: DIRECTORY, scheduler: clock });
  const time = await serveClock(clock);
  const folder = temporaryFolder();
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  file(
    "people.csv",
    `userName,givenName,familyName,email,groups\nada@acme.example,Ada,Berg,ada@acme.example,${GROUPS.join(";")}\n`,
  );
  file("run.json", readFileSync(EXAMPLE, "utf8"));
  if (template !== undefined) file("mine.yaml", template);
  file("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  file("public.pem", createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString());
  const graphToken = file("graph.txt", entra.token.reveal());
  mkdirSync(join(folder, "state"));
  await makeSignInApp(okta);
  // Searches have caught up by then.
  await clock.sleep(60_000);

  let digest = "";
  const serverOf = (idp: string | undefined): RunningTarget => (idp === "entra" ? scimOfEntra : scim);
  const real = (word: string, idp: string | undefined): string =>
    word
      .replaceAll("https://acme.okta.com", okta.url)
      .replaceAll("acme.okta.com/", `${new URL(okta.url).host}/`)
      .replaceAll(/https:\/\/scim\.[a-z]+\.example\/[a-z0-9/]*/g, serverOf(idp).baseUrl)
      .replaceAll("http://127.0.0.1:8080/scim/v2", serverOf(idp).baseUrl)
      .replaceAll("sha256:<digest>", digest);

  return {
    folder,
    run: async ({ words, env }) => {
      const [idp] = words;
      const rehearses = words.includes("--dry-run");
      const live = (idp === "okta" || idp === "entra") && !rehearses;
      for (const name of ["token.txt", "new.txt"]) file(name, `${serverOf(idp).token.reveal()}\n`);
      const args = [
        ...words.map((word) => real(word, idp)),
        ...(live ? liveArguments(words, entra.url, graphToken) : []),
        ...(live && isUnnamed(words, env) ? ["--remember"] : []),
      ];
      const result = await runProgram(ON_TEST_CLOCK, args, {
        cwd: folder,
        env: {
          TEST_CLOCK: time.url,
          XDG_STATE_HOME: join(folder, "state"),
          OKTA_CLIENT_TOKEN: okta.token.reveal(),
          ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, real(value, idp)])),
        },
      });
      digest = /sha256:[0-9a-f]+/.exec(result.stdout + result.stderr)?.[0] ?? digest;
      return result;
    },
    close: async () => {
      time.close();
      await okta.close();
      await entra.close();
      await scim.close();
      await scimOfEntra.close();
    },
  };
}

/** What a person answers at the terminal, and how one gets into a simulated Entra tenant. */
function liveArguments(words: readonly string[], graphUrl: string, graphToken: string): string[] {
  const [idp, action = ""] = words;
  const asks = !["plan", "verify", "doctor", "runbook"].includes(action) && !words.includes("--plan");
  return [
    ...(asks && !words.includes("--yes") ? ["--yes"] : []),
    ...(asks && !words.includes("--wait") ? ["--wait", "2h"] : []),
    ...(idp === "entra" ? ["--graph-url", graphUrl, "--graph-token-file", graphToken] : []),
  ];
}

/** Whether the org of a command is the one of a set-up: of a simulated org, that needs a flag. */
function isUnnamed([idp, ...words]: readonly string[], env: Readonly<Record<string, string>>): boolean {
  return idp === "okta" && !words.includes("--org-url") && env["OKTA_CLIENT_ORGURL"] === undefined;
}

/** The app that docs/templates.md presupposes. */
async function makeSignInApp({ url, token }: OktaSandbox): Promise<void> {
  const body: JsonObject = { label: "EasyDMARC", signOnMode: "SAML_2_0", settings: { signOn: samlSignOn() } };
  const headers = { authorization: `SSWS ${token.reveal()}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1/apps`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}
