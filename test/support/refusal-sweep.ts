import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SetupOptions } from "../../src/cli/arguments/options.js";
import { runSetup } from "../../src/cli/actions/run-setup.js";
import type { Idp } from "../../src/cli/run/idp.js";
import { REFUSAL, type TargetQuirks } from "../../src/scim-target/quirks.js";
import { loadTemplate } from "../../src/template/load.js";
import { documentIn, type SetupDocument } from "./document.js";
import { temporaryFolder } from "./run-cli.js";
import { testIo } from "./run-in-process.js";
import { parseOptions } from "./parse-options.js";

type Refusal = NonNullable<TargetQuirks["refuses"]>;

/** Every way in which a write comes to nothing. */
export const ANSWERS: readonly Refusal["with"][] = [
  ...[400, 401, 403, 404, 405, 409, 413, 429, 500, 501],
  "204-without-storing",
  "200-with-other-values",
];

/** How a group may show its members. */
export const MEMBERS = ["shown", "hidden-when-empty", "never-shown"] as const;

/** One of the dialects with the writes that a set-up makes in it. */
export interface Dialect {
  readonly name: string;
  /** Ends a dry run on a target with these quirks. */
  readonly run: (
    quirks: TargetQuirks,
    more?: readonly string[],
  ) => Promise<{ readonly code: number; readonly document: SetupDocument; readonly stderr: string }>;
  readonly writes: readonly (readonly [Refusal["method"], Refusal["resource"]])[];
  /** A group that was made wrongly is put right by the next request. */
  readonly repairsGroups?: boolean;
}

/** One group with two people; the first of them can be at the vendor already. */
const CSV = `userName,givenName,familyName,email,displayName,groups
ada@sweep.example,Ada,Berg,ada@sweep.example,Ada Berg,GROUP
bo@sweep.example,Bo,Lund,bo@sweep.example,Bo Lund,GROUP
`;
const ADA = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  userName: "ada@sweep.example",
  name: { givenName: "Ada", familyName: "Before" },
  displayName: "Ada Before",
  active: true,
};

/** A dialect as a template of an IdP brings it about. */
export async function dialect<Tenant, Options extends SetupOptions>(
  name: string,
  {
    idp,
    template: id,
    group,
    writes,
    repairsGroups = false,
    csv = CSV,
  }: {
    readonly idp: Idp<Tenant, Options>;
    readonly template: string;
    readonly group: string;
    readonly writes: Dialect["writes"];
    readonly repairsGroups?: boolean;
    /** Instead of the two people. */
    readonly csv?: string;
  },
): Promise<Dialect> {
  const path = fileURLToPath(new URL(`../../templates/${id}.yaml`, import.meta.url));
  const kinds = await idp.kinds();
  const template = loadTemplate(readFileSync(path, "utf8"), path, kinds);
  const people = join(temporaryFolder(), "people.csv");
  writeFileSync(people, csv.replaceAll("GROUP", group));
  return {
    name,
    writes,
    repairsGroups,
    run: async (quirks, more = []) => {
      const words = ["--dry-run", "--yes", "--json", "--people", people, "--set", `groups=${group}`, ...more];
      const { io, written } = testIo([]);
      const code = await runSetup({
        idp,
        io,
        template,
        kinds,
        action: "apply",
        ...parseOptions(idp, template, words),
        quirks,
      });
      return { code, document: documentIn(written.stdout), stderr: written.stderr };
    },
  };
}

/** What ended otherwise than it must, one line each, and how many combinations ran. */
export async function sweepRefusals(dialects: readonly Dialect[]): Promise<{
  readonly ran: number;
  readonly wrong: readonly string[];
}> {
  const cases = dialects.flatMap((one) =>
    one.writes.flatMap((write) =>
      ANSWERS.flatMap((answer) => MEMBERS.map((members) => ({ one, write, answer, members }))),
    ),
  );
  const wrong: string[] = [];
  for (const { one, write, answer, members } of cases) {
    const [method, resource] = write;
    const changesUser = resource === "Users" && method !== "POST";
    const quirks = { refuses: { method, resource, with: answer }, members, ...(changesUser ? { holds: [ADA] } : {}) };
    const { code, document } = await one.run(quirks);
    // A custom app's PUT and a catalog app's PATCH send the name again right after the POST; Entra's next cycle compares the name.
    const heals =
      one.repairsGroups === true && `${method} ${resource} ${String(answer)}` === "POST Groups 200-with-other-values";
    const problem = problemOf(method, answer, code, document, heals);
    if (problem !== undefined)
      wrong.push(`${one.name}, ${method} /${resource} answered ${String(answer)}, members ${members}: ${problem}`);
  }
  return { ran: cases.length, wrong };
}

/** By status: what is said of it where the IdP has words of its own, and does not pass on the vendor's. */
const WORDS: Readonly<Record<number, readonly string[]>> = {
  404: [REFUSAL, "no longer has the object"],
  429: [REFUSAL, "Too Many Requests"],
};

function problemOf(
  method: Refusal["method"],
  answer: Refusal["with"],
  code: number,
  document: SetupDocument,
  heals: boolean,
): string | undefined {
  const { outcome, proof, errors, requests } = document;
  if (requests.scim[method] === 0) return "the write was never made";
  if (code === 0 && !heals) return `ended with ${outcome}: ${JSON.stringify(proof)}`;
  if (code === 6) return `called on the way: ${JSON.stringify(proof)}`;
  if (typeof answer !== "number" || code !== 5) return undefined;
  const reasons = [proof?.users, proof?.groups, proof?.memberships].flatMap((one) =>
    (one?.wrong ?? []).map(({ reason }) => reason),
  );
  const quotes = reasons.some((reason) => (WORDS[answer] ?? [REFUSAL]).some((words) => reason.includes(words)));
  return quotes ? undefined : `no reason quotes the vendor: ${JSON.stringify(reasons)} ${JSON.stringify(errors)}`;
}
