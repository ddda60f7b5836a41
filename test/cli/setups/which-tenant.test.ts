import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTwoOrgs, type OrgName, type TwoOrgs } from "../../support/two-orgs.js";

let orgs: TwoOrgs;
/** State folders by what is remembered in them. */
let states: Readonly<Record<"nothing" | "a" | "b" | "a and b" | "a twice", string>>;

beforeAll(async () => {
  orgs = await startTwoOrgs();
  const nothing = orgs.folder();
  mkdirSync(nothing);
  const a = orgs.folder();
  await orgs.setUp("a", a, "--group", "TOTAL-Admin", "--group", "A");
  const both = orgs.folder(a);
  await orgs.setUp("b", both, "--group", "TOTAL-Admin", "--group", "B");
  const b = orgs.folder();
  await orgs.run(["okta", "--remember", "--yes", ...orgs.flags("b"), "--group", "B"], { state: b, signIn: "b" });
  const twice = orgs.folder(a);
  const second = ["--template", "generic/okta", "--base-url", orgs.a.scim.baseUrl, "--group", "A"];
  await orgs.run(["okta", "--remember", "--yes", "--org-url", orgs.url("a"), ...second], {
    state: twice,
    env: { TOTAL_SETUP_TOKEN: orgs.a.scim.token.reveal() },
  });
  states = { nothing, a, b, "a and b": both, "a twice": twice };
});
afterAll(() => orgs.close());

interface Row {
  /** The sub-command and its flags. */
  readonly command: string;
  /** How the tenant is named in this call. */
  readonly given: "nothing" | `flag ${OrgName}` | `variable ${OrgName}`;
  readonly remembered: keyof typeof states;
  /** What is typed at the terminal; there is none when absent. */
  readonly typed?: OrgName | "something else";
  /** The tenant that is used. */
  readonly used: OrgName | "none";
  /** What is asked before anything is sent. */
  readonly asks?: OrgName;
  readonly code: number;
  /** The code of the error. */
  readonly error?: string;
  /** Whether the tenant is written to. */
  readonly writes?: true;
}

// Each apply wants a group of its own, which it creates: a run that may write does.
const APPLY = "apply --create-groups --group TOTAL-Admin --wait 1h";

const ROWS: readonly Row[] = [
  // Nothing is remembered: as on a new machine.
  {
    command: `${APPLY} --yes`,
    given: "nothing",
    remembered: "nothing",
    used: "none",
    code: 64,
    error: "input-missing",
  },
  { command: `${APPLY} --yes`, given: "flag a", remembered: "nothing", used: "a", code: 64, error: "input-missing" },
  // Reading uses the only set-up by itself.
  { command: "plan", given: "nothing", remembered: "a", used: "a", code: 0 },
  { command: "verify", given: "nothing", remembered: "a", used: "a", code: 0 },
  { command: "doctor", given: "nothing", remembered: "a", used: "a", code: 0 },
  { command: "verify", given: "flag b", remembered: "a and b", used: "b", code: 0 },
  { command: "verify", given: "variable b", remembered: "a and b", used: "b", code: 0 },
  { command: "verify", given: "nothing", remembered: "a and b", used: "none", code: 64, error: "setup-ambiguous" },
  { command: "plan", given: "nothing", remembered: "a twice", used: "none", code: 64, error: "setup-ambiguous" },
  { command: "plan", given: "flag a", remembered: "a twice", used: "none", code: 64, error: "setup-ambiguous" },
  // A tenant that is named takes no value of another one.
  { command: "plan", given: "flag b", remembered: "a", used: "b", code: 64, error: "input-missing" },
  { command: "plan", given: "variable b", remembered: "a", used: "b", code: 64, error: "input-missing" },
  // Writing needs the tenant's name: in the call,
  { command: `${APPLY} --yes`, given: "flag a", remembered: "a", used: "a", code: 0, writes: true },
  { command: `${APPLY} --yes`, given: "variable b", remembered: "a and b", used: "b", code: 0, writes: true },
  { command: `${APPLY} --yes`, given: "nothing", remembered: "a", used: "none", code: 64, error: "tenant-not-named" },
  {
    command: `${APPLY} --yes`,
    given: "nothing",
    remembered: "a and b",
    used: "none",
    code: 64,
    error: "tenant-not-named",
  },
  { command: APPLY, given: "nothing", remembered: "a", used: "none", code: 64, error: "tenant-not-named" },
  { command: "undo --yes", given: "nothing", remembered: "a", used: "none", code: 64, error: "tenant-not-named" },
  {
    command: "rotate-token --yes",
    given: "nothing",
    remembered: "a",
    used: "none",
    code: 64,
    error: "tenant-not-named",
  },
  // or typed at a terminal,
  { command: APPLY, given: "nothing", remembered: "a", typed: "a", used: "a", asks: "a", code: 0, writes: true },
  { command: APPLY, given: "nothing", remembered: "b", typed: "b", used: "b", asks: "b", code: 0, writes: true },
  {
    command: APPLY,
    given: "nothing",
    remembered: "a",
    typed: "b",
    used: "none",
    asks: "a",
    code: 1,
    error: "declined",
  },
  {
    command: APPLY,
    given: "nothing",
    remembered: "a",
    typed: "something else",
    used: "none",
    asks: "a",
    code: 1,
    error: "declined",
  },
  {
    command: "undo",
    given: "nothing",
    remembered: "a",
    typed: "b",
    used: "none",
    asks: "a",
    code: 1,
    error: "declined",
  },
  { command: "undo", given: "nothing", remembered: "a", typed: "a", used: "a", asks: "a", code: 1, error: "declined" },
  {
    command: "rotate-token",
    given: "nothing",
    remembered: "a",
    typed: "b",
    used: "none",
    asks: "a",
    code: 1,
    error: "declined",
  },
  // where --yes and --json answer no question of this kind.
  {
    command: `${APPLY} --yes`,
    given: "nothing",
    remembered: "a",
    typed: "a",
    used: "none",
    code: 64,
    error: "tenant-not-named",
  },
  {
    command: `${APPLY} --json`,
    given: "nothing",
    remembered: "a",
    typed: "a",
    used: "none",
    code: 64,
    error: "tenant-not-named",
  },
  {
    command: `${APPLY} --no-input`,
    given: "nothing",
    remembered: "a",
    typed: "a",
    used: "none",
    code: 64,
    error: "tenant-not-named",
  },
  {
    command: APPLY,
    given: "nothing",
    remembered: "a and b",
    typed: "a",
    used: "none",
    code: 64,
    error: "setup-ambiguous",
  },
  { command: APPLY, given: "flag b", remembered: "a and b", typed: "a", used: "b", code: 0, writes: true },
];

function described({ command, given, remembered, typed }: Row): string {
  const terminal = typed === undefined ? "no terminal" : `a terminal where ${typed} is typed`;
  return `${command}, ${given} given, ${remembered} remembered, ${terminal}`;
}

describe("which tenant a command uses", () => {
  test.each(ROWS.map((row, index) => [described(row), row, index] as const))("%s", async (_name, row, index) => {
    const { command, given, remembered, typed, used, asks, code, error } = row;
    const [how, org] = given.split(" ") as ["nothing" | "flag" | "variable", OrgName | undefined];
    const group = command.startsWith("apply") ? ["--group", `Row ${String(index)}`] : [];
    const { questions, writes, ...run } = await orgs.run(
      [
        ...["okta", ...command.split(" "), "--remember", ...group],
        ...(how === "flag" && org !== undefined ? ["--org-url", orgs.url(org)] : []),
      ],
      {
        state: orgs.folder(states[remembered]),
        signIn: used === "none" ? (org ?? "a") : used,
        env: how === "variable" && org !== undefined ? { OKTA_CLIENT_ORGURL: orgs.url(org) } : {},
        ...(typed === undefined ? {} : { typed: typed === "something else" ? typed : orgs.host(typed) }),
      },
    );

    const said = `${run.stdout}\n${run.stderr}`;
    expect(run.code, said).toBe(code);
    if (error !== undefined) expect(said).toContain(error);
    const first = questions[0] ?? "";
    if (asks === undefined) expect(first).not.toContain("type the name");
    else {
      expect(first).toBe(`To run ${command.split(" ")[0] ?? ""} there, type the name of the org`);
      expect(run.stderr).toContain(
        `The remembered set-up ${orgs.host(asks)}/total/okta is for the org\n  ${orgs.host(asks)} (ID `,
      );
    }
    if (used !== "none" && code === 0) expect(run.stdout).toContain(orgs.host(used));
    const wrote = { a: writes.a > 0, b: writes.b > 0 };
    expect(wrote).toEqual({ a: row.writes === true && used === "a", b: row.writes === true && used === "b" });
    // Whatever a row expects: nothing is written to a tenant that was neither named nor confirmed.
    const allowed = [org, asks !== undefined && typed === asks ? asks : undefined];
    for (const name of ["a", "b"] as const) if (!allowed.includes(name)) expect(writes[name]).toBe(0);
  });
});
