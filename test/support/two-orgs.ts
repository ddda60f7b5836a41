import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { virtualClock } from "../../src/base/clock.js";
import { runCli } from "../../src/cli/program.js";
import type { Io } from "../../src/cli/terminal/io.js";
import type { DirectoryPerson } from "../../src/sandbox/people/person.js";
import { startOktaSandbox } from "../../src/sandbox/okta/start.js";
import { seededRandom } from "../../src/sandbox/people/random.js";
import { startTarget } from "../../src/scim-target/http.js";
import { temporaryFolder } from "./run-cli.js";
import { holdPrinted } from "./held-document.js";
import { testIo } from "./run-in-process.js";
import { objectsIn, startTenantWorld, text, type TenantWorld } from "./tenant-world.js";

/** How a run on one of two orgs ended. */
export interface OrgsRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The questions that were asked, in their order. */
  readonly questions: readonly string[];
  /** Requests that could have changed the org, by its name. */
  readonly writes: Readonly<Record<OrgName, number>>;
}

export type OrgName = "a" | "b";

interface OrgsRunOptions {
  /** The folder of what is remembered. */
  readonly state: string;
  /** Whose credentials the environment has: an API token and a SCIM token. */
  readonly signIn?: OrgName;
  readonly env?: Readonly<Record<string, string>>;
  /** What a person types who is asked for a name; without it there is no terminal. */
  readonly typed?: string;
}

/** Two simulated orgs with SCIM servers of their own, and the command line of one administrator. */
export interface TwoOrgs {
  readonly a: TenantWorld;
  readonly b: TenantWorld;
  /** The org's address. */
  url(org: OrgName): string;
  /** What the org is called in questions. */
  host(org: OrgName): string;
  /** The flags that set an org up, with its address and that of its SCIM server. */
  flags(org: OrgName): readonly string[];
  /** An empty state folder, or a copy of one. */
  folder(from?: string): string;
  run(args: readonly string[], options: OrgsRunOptions): Promise<OrgsRun>;
  /** Sets an org up with the TOTAL guide, and connects the app. */
  setUp(org: OrgName, state: string, ...args: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

function person(name: string, groups: readonly string[]): DirectoryPerson {
  const userName = `${name}@northwind.example`;
  return { userName, givenName: name, familyName: "Berg", email: userName, active: true, groups };
}

const DIRECTORY = {
  people: [person("ada", ["TOTAL-Admin", "A"]), person("ben", ["TOTAL-Admin", "B"]), person("cem", ["Sales"])],
  groups: ["TOTAL-Admin", "A", "B", "Sales"],
};

/** @param seed - of the IDs: no two orgs have the same */
async function startOrg(seed: number): Promise<TenantWorld> {
  const clock = virtualClock(Date.UTC(2026, 10, 2, 9, 0, 0));
  const scim = await startTarget({ now: () => clock.now(), unknownAttributes: "kept" });
  const sandbox = await startOktaSandbox({ directory: DIRECTORY, scheduler: clock, random: seededRandom(seed) });
  return startTenantWorld(DIRECTORY, { template: "total/okta" }, { clock, sandbox, scim });
}

export async function startTwoOrgs(): Promise<TwoOrgs> {
  const worlds = { a: await startOrg(1), b: await startOrg(2) };
  const root = temporaryFolder();
  const host = (org: OrgName): string => new URL(worlds[org].sandbox.url).host;
  const count = (read: (world: TenantWorld) => number): Record<OrgName, number> => ({
    a: read(worlds.a),
    b: read(worlds.b),
  });
  const since = (now: Record<OrgName, number>, before: Record<OrgName, number>) => ({
    a: now.a - before.a,
    b: now.b - before.b,
  });
  const writes = ({ sandbox }: TenantWorld): number => sandbox.tenantRequests().writes;
  let folders = 0;

  const run: TwoOrgs["run"] = async (args, { state, signIn = "a", env = {}, typed }) => {
    const { sandbox, scim, clock } = worlds[signIn];
    const made = testIo(args, {
      env: {
        XDG_STATE_HOME: state,
        OKTA_CLIENT_TOKEN: sandbox.token.reveal(),
        TOTAL_SETUP_SCIM_TOKEN: scim.token.reveal(),
        ...env,
      },
    });
    const { io, questions } = typed === undefined ? { io: made.io, questions: [] } : atTerminal(made, typed);
    const before = count(writes);
    const code = await runCli({ ...io, clock });
    holdPrinted(args, made.written.stdout);
    return {
      code,
      ...made.written,
      questions,
      writes: since(count(writes), before),
    };
  };

  const flags = (org: OrgName): readonly string[] => [
    ...["--org-url", worlds[org].sandbox.url],
    ...["--scim-base-url", worlds[org].scim.baseUrl],
  ];

  return {
    ...worlds,
    url: (org) => worlds[org].sandbox.url,
    host,
    flags,
    folder: (from) => {
      folders += 1;
      const folder = join(root, `state-${String(folders)}`);
      if (from !== undefined) cpSync(from, folder, { recursive: true, preserveTimestamps: true });
      return folder;
    },
    run,
    setUp: async (org, state, ...args) => {
      const given = ["okta", "--remember", "--yes", "--no-input", ...flags(org), ...args];
      const first = await run(given, { state, signIn: org });
      if (first.code !== 3) throw new Error(`${String(first.code)}: ${first.stderr}`);
      const [app] = objectsIn(await worlds[org].admin("GET", "/api/v1/apps")).slice(-1);
      await worlds[org].connect(text(app?.["id"]));
      const second = await run([...given, "--wait", "1h"], { state, signIn: org });
      if (second.code !== 0) throw new Error(`${String(second.code)}: ${second.stderr}`);
    },
    close: async () => {
      await worlds.a.close();
      await worlds.b.close();
      rmSync(root, { recursive: true });
    },
  };
}

/** A terminal where a name is typed for a question that wants one, and y for any other. */
function atTerminal(
  { io, written }: ReturnType<typeof testIo>,
  typed: string,
): { readonly io: Io; readonly questions: readonly string[] } {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const questions: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const shown = stripVTControlCharacters(chunk.toString());
      written.stderr += chunk.toString();
      // A question is drawn anew with every key.
      const question = /\? (.+?(?:type the name of the \w+|\(y\/N\)|\(q\)uit))/s.exec(shown)?.[1]?.replace(/\s+/g, " ");
      if (question !== undefined && !questions.includes(question)) {
        questions.push(question);
        const answer = question.includes("type the name") ? typed : question.includes("(q)uit") ? "q" : "y";
        setImmediate(() => stdin.write(`${answer}\n`));
      }
      done();
    },
  });
  // A prompt ends its output; the terminal of a process stays.
  stream.end = () => stream;
  return { io: { ...io, stdin, stderr: { ...io.stderr, isTTY: true, stream } }, questions };
}
