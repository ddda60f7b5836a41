import { Option, type Command } from "commander";
import { systemClock } from "../../../base/clock.js";
import type { ExitCode } from "../../../base/errors.js";
import { NAMED_VARIANTS, type VariantName, type Variants } from "../../../sandbox/entra/engine/variants.js";
import type { Directory } from "../../../sandbox/people/person.js";
import { addGroup } from "../../arguments/groups.js";
import { milliseconds } from "../../arguments/values.js";
import type { Io } from "../../terminal/io.js";
import { describe } from "../describe.js";
import type { CommandPart } from "./ready-command.js";
import { addSandboxOptions, serveSandbox, type RunningSandbox, type SandboxOptions } from "./serve-sandbox.js";

/** What a simulated tenant can be started as. */
const START_STATES = ["empty", "oidc-app", "provisioning-app"] as const;

interface EntraSandboxOptions extends SandboxOptions {
  readonly start?: (typeof START_STATES)[number];
  /** Milliseconds. */
  readonly cycle?: number;
  readonly variant: readonly VariantName[];
}

/** What of Microsoft Entra is simulated, for the help; lines of at most 80 columns. */
export const ENTRA_SIMULATES = `  Portal           read-only pages for each enterprise application: Overview,
                   Users and groups, Provisioning, Provisioning logs, Provision
                   on demand (a preview); Users, Groups
  Microsoft Graph  organization, users, groups, applications, service
                   principals, assignments, provisioning jobs and their
                   credentials, schemas, provisioning on demand, logs
  Sign-in          an access token
  Provisioning     initial and incremental cycles, scope, attribute mappings,
                   quarantine, with the SCIM requests that Microsoft sends
Other requests to Microsoft Graph answer 400 (BadRequest).`;

/** Registers `sandbox entra`: a simulated Entra tenant as a process of its own, on real time. */
export function addEntraSandbox(parent: Command, io: Io, finish: (code: ExitCode) => void): void {
  const sandbox = parent.command("entra");
  describe(sandbox, {
    summary: "run a simulated Microsoft Entra tenant",
    about: `Runs a simulated Microsoft Entra tenant and a SCIM server on this machine. On \
start, it prints a command that sets up provisioning in it. It forgets \
everything when it stops.

Simulated:
${ENTRA_SIMULATES}`,
    examples: [
      "total-setup sandbox entra",
      "total-setup sandbox entra --start oidc-app --cycle 1m",
      "total-setup sandbox entra --variant microsoft-group-schema",
    ],
  });
  addGroup(sandbox, "Entra:", [
    new Option(
      "--start <state>",
      "no application, one that users only sign in with, or one that can provision",
    ).choices(START_STATES),
    new Option("--cycle <duration>", "time between provisioning cycles (40m in a real tenant)").argParser(milliseconds),
    new Option("--variant <name...>", "behave otherwise where Microsoft's pages disagree")
      .choices(Object.keys(NAMED_VARIANTS))
      .default([]),
  ]);
  addSandboxOptions(sandbox);
  sandbox.action(async () => {
    const command = ({ url, token }: RunningSandbox): CommandPart[] => [
      ["entra"],
      ["--graph-url", url],
      ["--graph-token-file", token],
    ];
    const options = sandbox.opts<EntraSandboxOptions>();
    finish(await serveSandbox({ io, options, start: startEntra, name: "Simulated Microsoft Entra tenant", command }));
  });
}

/** Soon enough for a user who waits at a terminal; everything else takes its real time. */
const QUICK_TIMES = { firstCycleMs: 3_000, perObjectMs: 50, logDelayMs: 2_000, inEffectMs: 2_000 };

async function startEntra(options: EntraSandboxOptions, directory: Directory): Promise<RunningSandbox> {
  const { startEntraSandbox } = await import("../../../sandbox/entra/start.js");
  const { cycle, start, port, variant } = options;
  return startEntraSandbox({
    directory,
    scheduler: systemClock(),
    port,
    random: Math.random,
    variants: Object.assign({}, ...variant.map((name) => NAMED_VARIANTS[name])) as Partial<Variants>,
    times: { ...QUICK_TIMES, ...(cycle === undefined ? {} : { cycleMs: cycle }) },
    ...(start === undefined ? {} : { startState: start }),
  });
}
