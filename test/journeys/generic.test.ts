import { createServer } from "node:http";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../src/base/clock.js";
import { startOktaSandbox } from "../../src/sandbox/okta/start.js";
import { defaultDirectory } from "../../src/sandbox/people/default.js";
import { startTarget } from "../../src/scim-target/http.js";
import { documentIn } from "../support/document.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { unwrapped } from "../support/unwrapped.js";

const QUIET = ["--no-input", "--yes", "--json"];

describe.each(["okta", "entra"])("generic/%s", (idp) => {
  test("is rehearsed with nothing else given, and proven", async () => {
    const { code, stdout } = await runInProcess([idp, "--dry-run", ...QUIET, "--template", `generic/${idp}`]);
    const { outcome, proof, steps } = documentIn(stdout);
    expect([code, outcome]).toEqual([0, "applied"]);
    for (const tally of [proof?.users, proof?.groups, proof?.memberships]) {
      expect(tally?.found).toBe(tally?.expected);
      expect(tally?.found).toBeGreaterThan(0);
    }
    expect(JSON.stringify(steps)).toContain("must be able to reach the vendor's SCIM server");
  });

  test("takes its inputs by their own flags, and shows its notes in the plan", async () => {
    const given = ["--label", "Acme (Provisioning)", "--group", "TOTAL-Analyst"];
    const command = [idp, "--dry-run", "--yes", "--template", `generic/${idp}`, ...given];
    const { code, stdout } = await runInProcess(command);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\+ (enterprise )?app +Acme \(Provisioning\)/);
    expect(stdout).toMatch(/The guide has \d+ notes? for you\. To read (it|them), add --details\./);
    expect(stdout).not.toContain("TOTAL-Admin");
    const { stdout: details } = await runInProcess([...command, "--details"]);
    expect(unwrapped(details)).toMatch(/ note (Okta|Microsoft) must be able to reach the vendor's SCIM server/);
    expect(details).toContain('"Acme (Provisioning)"');
  });
});

const TEMPLATE = `template: acme/okta
vendor: Acme
idp: okta
guide: acme.example
inputs:
  server: { prompt: Server, type: url }
  tokens: { prompt: Token server, type: url }
  clientId: { prompt: Client ID, type: text }
  clientSecret: { prompt: Client secret, type: secret }
  token:
    prompt: Access token
    type: oauth-token
    tokenUrl: "\${tokens}/oauth2/token"
    clientId: "\${clientId}"
    clientSecret: "\${clientSecret}"
    ttl: 60m
steps:
  - id: app
    guide: "1"
    uses: okta/saml-app
    with: { label: Acme, ssoUrl: https://acme.invalid/sso, audience: acme }
  - id: connect
    guide: "2"
    uses: okta/scim-connection
    with: { baseUrl: "\${server}", token: "\${token}", uniqueIdentifier: userName, actions: [push-new-users] }
`;

test("a token that the vendor issues for an hour is fetched, used for asking the target, warned of, and shown nowhere", async () => {
  const scheduler = systemClock();
  const target = await startTarget({});
  const sandbox = await startOktaSandbox({ directory: defaultDirectory(), scheduler });
  const forms: string[] = [];
  const tokens = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => forms.push(chunk.toString()));
    request.on("end", () => {
      const answer = { access_token: target.token.reveal(), token_type: "Bearer", expires_in: 3600 };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  }).listen(0, "127.0.0.1");
  await once(tokens, "listening");
  const path = join(temporaryFolder(), "acme.yaml");
  writeFileSync(path, TEMPLATE);

  try {
    const tokenServer = `http://127.0.0.1:${String((tokens.address() as AddressInfo).port)}`;
    const env = { OKTA_CLIENT_TOKEN: sandbox.token.reveal(), TOTAL_SETUP_CLIENT_SECRET: "s3cret-of-the-client" };
    const given = ["--server", target.baseUrl, "--tokens", tokenServer, "--client-id", "acme-okta"];
    const run = ["okta", "plan", "--json", "--no-input", "--template", path, "--org-url", sandbox.url, ...given];
    const { code, stdout, stderr } = await runInProcess(run, { env });

    expect(code).toBe(0);
    expect(forms).toHaveLength(1);
    const { steps, requests } = JSON.parse(stdout) as {
      readonly steps: readonly { readonly id: string; readonly warnings: readonly { readonly code: string }[] }[];
      readonly requests: { readonly target: { readonly reads: number } };
    };
    expect(steps.find(({ id }) => id === "connect")?.warnings.map((one) => one.code)).toEqual(["token-expires"]);
    expect(requests.target.reads).toBeGreaterThan(0);
    for (const secret of [target.token.reveal(), "s3cret-of-the-client"]) expect(stdout + stderr).not.toContain(secret);
  } finally {
    tokens.close();
    await Promise.all([sandbox.close(), target.close()]);
  }
});
