import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { openFrontDoor, type FrontDoor } from "../support/front-door.js";
import { temporaryFolder } from "../support/run-cli.js";
import { testIo } from "../support/run-in-process.js";
import { startTenantWorld, type TenantWorld } from "../support/tenant-world.js";
import { STATES } from "./bad-tenant-states.js";

const folder = temporaryFolder();
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const TOKEN = file("token.txt", "token-of-the-other-server");
const DRY = ["--dry-run", "--no-input", "--yes"];
const URL_AND = (url: string): readonly string[] => [...DRY, "--target-url", url, "--target-token-file", TOKEN];

/** [what is wrong, arguments after `okta`, error code, words that the message and its mending must hold]; all are exit 64. */
const options: readonly (readonly [string, readonly string[], string, readonly string[]])[] = [
  ["another target without a dry run", ["--target-url", "http://127.0.0.1:1"], "usage", ["--target-url", "--dry-run"]],
  ["another target in a look", ["plan", "--target-url", "http://127.0.0.1:1"], "usage", ["--target-url", "--dry-run"]],
  [
    "another target without its token",
    [...DRY, "--target-url", "http://127.0.0.1:1"],
    "usage",
    ["--target-token-file"],
  ],
  [
    "a token without its target",
    [...DRY, "--target-token-file", TOKEN],
    "usage",
    ["--target-token-file", "--target-url"],
  ],
  ["writes accepted nowhere", [...DRY, "--accept-writes"], "usage", ["--accept-writes", "--target-url"]],
  ["another target that is no URL", URL_AND("scim.example"), "target-url-invalid", ["--target-url", "https://scim."]],
  [
    "another target over http",
    URL_AND("http://scim.example/v2"),
    "target-url-invalid",
    ["--target-url", "unencrypted"],
  ],
  [
    "a password in the address",
    URL_AND("https://me:hunter2@scim.example"),
    "target-url-invalid",
    ["--target-url", "password"],
  ],
  [
    "a fragment in the address",
    URL_AND("https://scim.example/v2#users"),
    "target-url-invalid",
    ["--target-url", "fragment"],
  ],
  ["an address Okta refuses", URL_AND("https://scim.example/my_v2"), "input-invalid", ["--target-url", "underscore"]],
  [
    "another machine, not agreed to",
    URL_AND("https://scim.example/v2"),
    "writes-not-accepted",
    ["--target-url", "--accept-writes"],
  ],
  [
    "a token file that is not there",
    [...DRY, "--target-url", "http://127.0.0.1:1", "--target-token-file", "/nowhere/token"],
    "file-unreadable",
    ["--target-token-file", "there is none at this path"],
  ],
  [
    "a token file with nothing in it",
    [...DRY, "--target-url", "http://127.0.0.1:1", "--target-token-file", file("empty.txt", "\n")],
    "input-invalid",
    ["--target-token-file", "empty"],
  ],
  [
    "a token on two lines",
    [...DRY, "--target-url", "http://127.0.0.1:1", "--target-token-file", file("lines.txt", "one\ntwo\n")],
    "input-invalid",
    ["token", "lines 1 and 2"],
  ],
];

describe("options for another target", () => {
  test.each(options)("%s is refused with its place and the mending", async (_name, args, code, words) => {
    await expectTold(args, {}, { exit: 64, code, words });
  });
});

let tenant: TenantWorld;
let org: FrontDoor;
let target: FrontDoor;

async function startTenant(): Promise<void> {
  tenant = await startTenantWorld({
    people: ["ada", "ben"].map((name) => ({
      userName: `${name}@north.example`,
      givenName: "Given",
      familyName: "Family",
      email: `${name}@north.example`,
      active: true,
      groups: ["TOTAL-Admin"],
    })),
    groups: ["TOTAL-Admin", "TOTAL-Analyst"],
  });
  org.set(undefined, tenant.sandbox.url);
  target.set(undefined, tenant.scim.url);
}

describe("a tenant or a target in a state that a run cannot go on with, or an administrator must know", () => {
  beforeAll(async () => {
    org = await openFrontDoor();
    target = await openFrontDoor();
  });
  afterAll(async () => {
    await org.close();
    await target.close();
  });
  afterEach(async () => {
    await tenant.close();
  });

  test.each(Object.entries(STATES))(
    "%s is told with its place and the mending, and nothing is written",
    async (_name, state) => {
      await startTenant();
      await state.furnish?.(tenant);
      org.set(state.orgAnswers, tenant.sandbox.url);
      target.set(state.targetAnswers, tenant.scim.url);
      const env = {
        OKTA_CLIENT_ORGURL: org.url,
        OKTA_CLIENT_TOKEN: tenant.sandbox.token.reveal(),
        TOTAL_SETUP_SCIM_TOKEN: tenant.scim.token.reveal(),
      };
      const given = state.args ?? [];
      // A state that only has to be known is looked at; a look writes nothing by construction.
      const args = [
        ...(state.exit === 0 ? ["plan"] : ["--yes"]),
        "--no-input",
        ...(given.includes("--scim-base-url") ? [] : ["--scim-base-url", `${target.url}/scim/v2`]),
        ...given,
      ];
      await expectTold(args, env, state, tenant);
    },
  );
});

/** Steps that wrote something; a document about a refused option has no steps. */
function writtenBy({ steps }: SetupDocument): string[] {
  return steps.filter(({ status }) => status === "applied").map(({ id }) => id);
}

interface Wanted {
  readonly exit: number;
  readonly code: string;
  readonly words: readonly string[];
}

/** Runs the command as text and as JSON; both must tell the same, without a stack, and without having written. */
async function expectTold(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { exit, code, words }: Wanted,
  world?: TenantWorld,
): Promise<void> {
  const run = async (more: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
    const { io, written } = testIo(["okta", ...args, ...more], { env });
    const exitCode = await runCli(world === undefined ? io : { ...io, clock: world.clock });
    return { code: exitCode, ...written };
  };
  const json = await run(["--json"]);
  expect(json.code).toBe(exit);
  const document = documentIn(json.stdout);
  const told = exit === 0 ? document.steps.flatMap((step) => step.warnings) : document.errors;
  const one = told.find((each) => each.code === code);
  const pending = document.steps.filter(({ status }) => status === "console").map((step) => step.console);
  const machine = exit === 3 ? JSON.stringify(pending) : `${one?.message ?? ""} ${one?.fix ?? ""}`;
  expect(told.map((each) => each.code)).toEqual(exit === 3 ? [] : expect.arrayContaining([code]));
  if (exit !== 3) expect(writtenBy(document)).toEqual([]);

  const text = exit === 3 ? json : await run([]);
  expect(text.code).toBe(exit);
  const human = `${text.stdout} ${text.stderr}`.replace(/\s+/g, " ");
  for (const word of words) {
    expect(machine).toContain(word);
    expect(human).toContain(word);
  }
  expect(human).not.toMatch(/hunter2| at .*\.[jt]s:\d/);
}
