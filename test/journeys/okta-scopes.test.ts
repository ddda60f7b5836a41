import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { oktaIdp, type OktaCommandOptions } from "../../src/cli/tenants/okta-idp.js";
import { runSetup } from "../../src/cli/actions/run-setup.js";
import type { Idp } from "../../src/cli/run/idp.js";
import { neededAccess } from "../../src/okta/access/check-access.js";
import type { OktaTenant } from "../../src/okta/tenant/tenant.js";
import type { AccessNeed } from "../../src/setup/model/rights.js";
import { loadTemplate } from "../../src/template/load.js";
import { temporaryFolder } from "../support/run-cli.js";
import { testIo } from "../support/run-in-process.js";
import { parseOptions } from "../support/parse-options.js";

/** Scopes by path, as Okta's OpenAPI description lists them under `security`. */
const SCOPES: readonly (readonly [path: RegExp, areas: readonly string[]])[] = [
  [/^\/(\.well-known|api\/v1\/users\/me)/, []],
  [/^\/api\/v1\/apps\/[^/]+\/group-push\//, ["apps", "groups"]],
  [/^\/api\/v1\/apps/, ["apps"]],
  [/^\/api\/v1\/groups/, ["groups"]],
  [/^\/api\/v1\/mappings/, ["profileMappings"]],
  [/^\/api\/v1\/meta\/schemas\//, ["schemas"]],
  [/^\/api\/v1\/logs/, ["logs"]],
];

/** What a dry run asked its simulated org for, and what its steps said that they need. */
async function scopesOf(name: string): Promise<{ readonly used: string[]; readonly declared: string[] }> {
  const path = fileURLToPath(new URL(`../../templates/${name}.yaml`, import.meta.url));
  const kinds = await oktaIdp.kinds();
  const template = loadTemplate(readFileSync(path, "utf8"), path, kinds);
  const transcript = join(temporaryFolder(), "transcript.jsonl");
  const given = parseOptions(oktaIdp, template, ["--dry-run", "--yes", "--json", "--transcript", transcript]);
  const needs: AccessNeed[] = [];
  const listening: Idp<OktaTenant, OktaCommandOptions> = {
    ...oktaIdp,
    rehearse: async (...parts) => {
      const rehearsal = await oktaIdp.rehearse(...parts);
      return {
        ...rehearsal,
        open: (parts) => {
          needs.push(...parts.access);
          return rehearsal.open(parts);
        },
      };
    },
  };
  const { io } = testIo([]);
  const code = await runSetup({ idp: listening, io, template, kinds, action: "apply", ...given });
  expect(code).toBe(0);
  return {
    used: requestsIn(transcript).flatMap(({ method, path: asked }) => {
      const [, areas] = SCOPES.find(([pattern]) => pattern.test(asked)) ?? [];
      if (areas === undefined) throw new Error(`no scope is known for ${asked}`);
      return areas.map((area) => `okta.${area}.${method === "GET" ? "read" : "manage"}`);
    }),
    declared: neededAccess(needs, { createGroups: false }).flatMap(({ anyOf }) => anyOf),
  };
}

function requestsIn(transcript: string): { readonly method: string; readonly path: string }[] {
  return (
    readFileSync(transcript, "utf8")
      .split("\n")
      .filter((line) => line.includes('"to":"tenant"'))
      .map((line) => JSON.parse(line) as { from: string; method: string; path: string })
      // The simulated administrator has a sign-in of its own.
      .filter(({ from }) => from === "total-setup")
  );
}

/** The proof reads failures there where it may; without the right, what the app itself shows stands. */
const READ_WHERE_ALLOWED = "okta.logs.read";

test.each(["holistics/okta", "senhasegura/okta", "senhasegura/okta-catalog"])(
  "the steps of %s say exactly which scopes a run of them uses",
  async (name) => {
    const { used, declared } = await scopesOf(name);
    const needed = used.filter((scope) => scope !== READ_WHERE_ALLOWED || declared.includes(scope));
    expect([...new Set(needed)].sort()).toEqual([...new Set(declared)].sort());
  },
);
