import { writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { samlSignOn } from "../support/console-values.js";
import { documentIn } from "../support/document.js";
import { runInProcess } from "../support/run-in-process.js";
import { startServer, temporaryFolder, type RunningServer } from "../support/run-cli.js";

interface SandboxReady {
  readonly url: string;
  readonly token: string;
  readonly target: { readonly baseUrl: string; readonly token: string };
}

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const HEADER = "userName,givenName,familyName,email,displayName,title,department,active,groups\n";
const tokenFile = file("token.txt", "some-scim-token");

/** [what is wrong, arguments after `okta`, exit code, error code, words the message and its mending must hold] */
type Case = readonly [string, readonly string[], number, string, readonly string[]];

const usage: readonly Case[] = [
  ["an unknown option", ["--dry-run", "--yess"], 64, "usage", ["--yess", "--yes"]],
  ["more of the rate limit than all", ["--dry-run", "--rate-share", "150%"], 64, "usage", ["--rate-share", "100%"]],
  ["none of the rate limit", ["--dry-run", "--rate-share", "0"], 64, "usage", ["--rate-share", "1%"]],
  ["a deadline without a unit that is one", ["--dry-run", "--deadline", "5d"], 64, "usage", ["--deadline", "90s"]],
  ["an option with an underscore", ["--dry_run"], 64, "usage", ["--dry_run", "--dry-run"]],
  ["an unknown action", ["plann"], 64, "usage", ["plann", "plan"]],
  ["an unknown step to skip", ["--dry-run", "--skip", "push-group"], 64, "usage", ["push-group", "push-groups"]],
  ["an unknown step to keep", ["--dry-run", "--only", "nothing"], 64, "usage", ["nothing", "create-app"]],
  ["an unknown template", ["--dry-run", "--template", "totel"], 64, "template-not-found", ["totel", "total/okta"]],
  [
    "an unknown input",
    ["--dry-run", "--set", "scimBaseURL=https://x.example"],
    64,
    "input-unknown",
    ["scimBaseURL", "scimBaseUrl"],
  ],
  ["a --set without a value", ["--dry-run", "--set", "groups"], 64, "usage", ["--set", "name=value"]],
  [
    "a secret on the command line",
    ["--dry-run", "--set", "scimToken=hunter2-hunter2"],
    64,
    "secret-on-argv",
    ["--scim-token-file"],
  ],
  ["a duration that is none", ["--dry-run", "--wait", "soon"], 64, "usage", ["--wait", "90s"]],
  ["a dry run of a look", ["plan", "--dry-run"], 64, "usage", ["--dry-run"]],
  ["people without a dry run", ["--people", "x.csv"], 64, "usage", ["--people", "--dry-run"]],
  ["a count of groups without people", ["--dry-run", "--groups", "3"], 64, "usage", ["--groups", "--users"]],
  ["people twice", ["--dry-run", "--people", "x.csv", "--users", "3"], 64, "usage", ["--people", "--users"]],
  [
    "a people file that is not there",
    ["--dry-run", "--people", "/nowhere/x.csv"],
    64,
    "file-unreadable",
    ["--people", "/nowhere/x.csv: there is no such file (ENOENT)"],
  ],
  [
    "people without userName",
    ["--dry-run", "--people", file("a.csv", "name,groups\na,TOTAL-Admin\n")],
    64,
    "people-csv",
    ["a.csv:1", "userName"],
  ],
  [
    "the same person twice",
    ["--dry-run", "--people", file("b.csv", `${HEADER}ada@x.example,A,B,,,,,,TOTAL-Admin\nADA@x.example,A,B,,,,,,\n`)],
    64,
    "people-csv",
    ["b.csv:3", "line 2"],
  ],
  [
    "a broken quote",
    ["--dry-run", "--people", file("c.csv", `${HEADER}"ada@x.example,A,B\n`)],
    64,
    "people-csv",
    ["c.csv:2"],
  ],
  [
    "a group the people file does not have",
    ["--dry-run", "--people", file("d.csv", `${HEADER}ada@x.example,A,B,a@x.example,,,,,TOTAL-Admn\n`)],
    64,
    "group-not-in-people",
    ["TOTAL-Admin", "TOTAL-Admn"],
  ],
  [
    "nothing that is needed",
    ["plan", "--no-input"],
    64,
    "input-missing",
    ["--scim-base-url", "TOTAL_SETUP_SCIM_BASE_URL"],
  ],
  [
    "no org",
    ["plan", "--no-input", "--scim-base-url", "https://scim.example/v2"],
    64,
    "input-missing",
    ["--org-url", "OKTA_CLIENT_ORGURL"],
  ],
  [
    "no API token",
    ["plan", "--no-input", "--scim-base-url", "https://scim.example/v2", "--org-url", "https://acme.okta.com"],
    64,
    "input-missing",
    ["--okta-token-file", "OKTA_CLIENT_TOKEN"],
  ],
  [
    "an http target off this machine",
    ["plan", "--no-input", "--scim-base-url", "http://scim.example/v2", "--org-url", "https://acme.okta.com"],
    64,
    "input-invalid",
    ["--scim-base-url", "https"],
  ],
  [
    "a target address Okta refuses",
    ["plan", "--no-input", "--scim-base-url", "https://scim.example/my_app", "--org-url", "https://acme.okta.com"],
    64,
    "input-invalid",
    ["--scim-base-url", "underscore"],
  ],
  [
    "an org address that is no host",
    ["plan", "--no-input", "--scim-base-url", "https://scim.example/v2", "--org-url", "https://"],
    64,
    "org-url-invalid",
    ["https://acme.okta.com"],
  ],
  [
    "an http org off this machine",
    ["plan", "--no-input", "--scim-base-url", "https://scim.example/v2", "--org-url", "http://acme.okta.com"],
    64,
    "org-url-invalid",
    ["http"],
  ],
];

describe("before anything is contacted", () => {
  test.each(usage)("%s is refused with its place and the mending", async (_name, args, exit, code, words) => {
    await expectRefusal(["okta", ...args], {}, exit, code, words);
  });

  test("an unknown command names the commands", async () => {
    const { code, stderr } = await runInProcess(["octa"]);
    expect(code).toBe(64);
    expect(stderr).toMatch(/octa[\s\S]*okta/);
  });

  test("an unknown option before the command is refused too", async () => {
    const { code, stderr } = await runInProcess(["--jsn", "okta"]);
    expect(code).toBe(64);
    expect(stderr).toContain("--jsn");
  });
});

describe("at an org", () => {
  let org: RunningServer<SandboxReady>;
  let target: Server;
  const answer: { listener: RequestListener } = {
    listener: (_request, response) => {
      response.end();
    },
  };
  let targetUrl = "";

  beforeAll(async () => {
    org = await startServer<SandboxReady>(["sandbox", "okta", "--stand-in"]);
    target = createServer((request, response) => {
      answer.listener(request, response);
    });
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    targetUrl = `http://127.0.0.1:${String((target.address() as AddressInfo).port)}/scim/v2`;
  });
  afterAll(async () => {
    target.close();
    await org.stop();
  });

  const call = async (method: string, path: string, body: unknown): Promise<{ readonly id: string }> => {
    const { url, token } = org.ready;
    const headers = { authorization: `SSWS ${token}`, "content-type": "application/json" };
    return (await (await fetch(url + path, { method, headers, body: JSON.stringify(body) })).json()) as {
      readonly id: string;
    };
  };
  const env = (): Record<string, string> => ({ OKTA_CLIENT_ORGURL: org.ready.url, OKTA_CLIENT_TOKEN: org.ready.token });
  const inputs = (): string[] => [
    "okta",
    "--no-input",
    "--yes",
    "--scim-base-url",
    org.ready.target.baseUrl,
    "--scim-token-file",
    file("t.txt", org.ready.target.token),
  ];

  test("a wrong API token is exit 4 and says where a token is made", async () => {
    await expectRefusal(
      inputs(),
      { ...env(), OKTA_CLIENT_TOKEN: "not-the-token-of-this-org" },
      4,
      "okta-unauthorized",
      ["token"],
    );
  });

  test("a group that does not exist stops the run with the nearest names and --create-groups", async () => {
    await expectRefusal([...inputs(), "--group", "TOTAL-Analyts"], env(), 1, "group-not-found", [
      "TOTAL-Analyts",
      "TOTAL-Analyst",
      "--create-groups",
    ]);
  });

  const targets: readonly (readonly [string, RequestListener, string, readonly string[]])[] = [
    [
      "401",
      (_request, response) => void response.writeHead(401, { "content-type": "application/scim+json" }).end("{}"),
      "target-unauthorized",
      ["token"],
    ],
    [
      "404",
      (_request, response) => void response.writeHead(404, { "content-type": "application/scim+json" }).end("{}"),
      "target-not-found",
      ["/scim/v2"],
    ],
    [
      "HTML",
      (_request, response) =>
        void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Welcome"),
      "target-not-scim",
      ["HTML"],
    ],
  ];
  test.each(targets)(
    "a target that answers %s is exit 1, before anything is written",
    async (_name, listener, code, words) => {
      answer.listener = listener;
      const stdout = await expectRefusal(
        ["okta", "--no-input", "--yes", "--scim-base-url", targetUrl, "--scim-token-file", tokenFile],
        env(),
        1,
        code,
        words,
      );
      expect(documentIn(stdout).requests.tenant.writes).toBe(0);
    },
  );

  test("two apps of the label are named by their ids, and --app-id chooses", async () => {
    const app = { label: "TOTAL (Provisioning)", signOnMode: "SAML_2_0", settings: { signOn: samlSignOn() } };
    const [one, two] = [await call("POST", "/api/v1/apps", app), await call("POST", "/api/v1/apps", app)];
    await expect
      .poll(async () => (await runInProcess([...inputs(), "--json"], { env: env() })).stdout, { timeout: 20_000 })
      .toContain("app-ambiguous");
    await expectRefusal(inputs(), env(), 1, "app-ambiguous", [one.id, two.id, "--app-id"]);

    const mapping = await call("POST", `/api/v1/apps/${one.id}/group-push/mappings`, {
      sourceGroupId: await groupId("Sales-EMEA"),
      targetGroupName: "Only-In-An-App",
      status: "ACTIVE",
    });
    expect(mapping.id).toMatch(/^gPm/);
    const chosen = [...inputs(), "--app-id", two.id];
    await expectRefusal([...chosen, "--group", "Only-In-An-App"], env(), 1, "group-not-okta", ["Only-In-An-App"]);
    const { code } = await runInProcess([...chosen, "--json"], { env: env() });
    expect(code).toBe(0);
  });

  async function groupId(name: string): Promise<string> {
    const headers = { authorization: `SSWS ${org.ready.token}` };
    const groups = (await (await fetch(`${org.ready.url}/api/v1/groups?q=${name}`, { headers })).json()) as {
      readonly id: string;
    }[];
    return groups[0]?.id ?? "";
  }
});

/** Runs the command as text and as JSON; both must tell the same failure. */
async function expectRefusal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  exit: number,
  code: string,
  words: readonly string[],
): Promise<string> {
  const { code: exitCode, stdout } = await runInProcess([...args, "--json"], { env });
  const document = documentIn(stdout);
  expect([document.outcome, document.errors[0]?.code, exitCode]).toEqual([
    "failed",
    expect.stringContaining(code),
    exit,
  ]);
  const text = await runInProcess(args, { env });
  expect(text.code).toBe(exit);
  for (const word of words) {
    expect(text.stderr).toContain(word);
    expect(`${document.errors[0]?.message ?? ""} ${document.errors[0]?.fix ?? ""}`).toContain(word);
  }
  expect(text.stderr).not.toMatch(/hunter2|\n\s+at /);
  return stdout;
}
