import { Option, type Command } from "commander";
import { systemClock } from "../../../base/clock.js";
import type { ExitCode } from "../../../base/errors.js";
import { RATE_PROFILES, type RateProfileName } from "../../../sandbox/okta/api/rate-profiles.js";
import { habitsNamed, ORG_HABITS } from "../../../sandbox/okta/org/habits.js";
import { ORG_ENGINES, type OrgEngine } from "../../../sandbox/okta/org/org-kind.js";
import type { Directory } from "../../../sandbox/people/person.js";
import { faultNameOf } from "../../arguments/fault-option.js";
import { addGroup, flag } from "../../arguments/groups.js";
import { usageError } from "../../arguments/usage.js";
import { quirksNamed, TARGET_FAULTS } from "../../../scim-target/target-faults.js";
import { sandboxClients } from "../../rehearsal/sandbox-clients.js";
import type { Io } from "../../terminal/io.js";
import { describe } from "../describe.js";
import type { CommandPart } from "./ready-command.js";
import {
  addSandboxOptions,
  serveSandbox,
  type RunningSandbox,
  type SandboxOptions,
  type TargetPlace,
} from "./serve-sandbox.js";

interface OktaSandboxOptions extends SandboxOptions {
  readonly autoConsole: boolean;
  /** The older name of the same. */
  readonly standIn: boolean;
  readonly serviceAppKey?: string;
  readonly rateProfile?: RateProfileName;
  readonly engine: OrgEngine;
  readonly fault: readonly string[];
}

/** What of Okta is simulated, for the help; lines of at most 80 columns. */
export const OKTA_SIMULATES = `  Admin Console  apps with the tabs General, Sign On, Provisioning, Import,
                 Assignments and Push Groups; users, groups, System Log
  Okta API       users, groups, apps, assignments, group push mappings, app
                 schemas, profile mappings, System Log
  Sign-in        API token, service app with a private key, device code
  Provisioning   creates, updates and deactivates users, pushes groups, and
                 imports, with the SCIM requests that Okta sends
  Catalog        SCIM 2.0 Test App (Header Auth); without provisioning: OpenID
                 Connect, Bookmark, the SWA and Basic Auth templates, others
For apps with SCIM, the API for the features of an app answers 501 (E0000060), \
and the API does not save a connection: both are set in the Admin Console.
Operations that are not simulated answer 501 with a list of those that are.`;

/** Registers `sandbox okta`: a simulated Okta org as a process of its own, on real time. */
export function addOktaSandbox(parent: Command, io: Io, finish: (code: ExitCode) => void): void {
  const sandbox = parent.command("okta");
  describe(sandbox, {
    summary: "run a simulated Okta org",
    about: `Runs a simulated Okta org and a SCIM server on this machine. On start, it prints \
a command that sets up provisioning in it. It forgets everything when it \
stops.

Simulated:
${OKTA_SIMULATES}`,
    examples: [
      "total-setup sandbox okta                   do the manual step in a browser",
      "total-setup sandbox okta --auto-console    let the sandbox do it for each app",
      "total-setup sandbox okta --engine classic  act as an org with Classic Engine",
    ],
  });
  addGroup(sandbox, "Okta:", [
    flag("--auto-console", "connect each new app to the SCIM server, and confirm device codes"),
    flag("--stand-in", "the older name of --auto-console").hideHelp(),
    new Option("--service-app-key <file>", "public key (JWK or PEM) of a service app that may sign in"),
    new Option("--rate-profile <name>", "enforce the rate limits of such an org").choices(Object.keys(RATE_PROFILES)),
    new Option("--engine <name>", "Identity Engine or Classic Engine").choices(ORG_ENGINES).default("identity"),
    new Option("--fault <name>", "act as some orgs or SCIM servers do (repeatable)")
      .choices([...Object.keys(ORG_HABITS), ...Object.keys(TARGET_FAULTS)])
      .argParser(faultNameOf([...Object.keys(ORG_HABITS), ...Object.keys(TARGET_FAULTS)]))
      .default([]),
  ]);
  addSandboxOptions(sandbox);
  sandbox.action(async () => {
    const given = sandbox.opts<OktaSandboxOptions>();
    const options = { ...given, autoConsole: given.autoConsole || given.standIn };
    if (options.autoConsole && !options.target) {
      throw usageError(
        "--auto-console and --no-target cannot be given together: apps are connected to the SCIM server beside the sandbox",
        ["Remove one of the two flags."],
      );
    }
    const command = ({ url, token }: RunningSandbox): CommandPart[] => [
      ["okta"],
      ["--org-url", url],
      ["--okta-token-file", token],
    ];
    const quirks = quirksNamed(options.fault);
    finish(await serveSandbox({ io, options, start: startOkta, quirks, name: "Simulated Okta org", command }));
  });
}

async function startOkta(
  options: OktaSandboxOptions,
  directory: Directory,
  target: TargetPlace | undefined,
): Promise<RunningSandbox> {
  const { clients, told } = await sandboxClients(options.serviceAppKey);
  const { startOktaSandbox } = await import("../../../sandbox/okta/start.js");
  const sandbox = await startOktaSandbox({
    directory,
    scheduler: systemClock(),
    port: options.port,
    random: Math.random,
    engine: options.engine,
    ...habitsNamed(options.fault),
    ...(options.rateProfile === undefined ? {} : { rateLimits: options.rateProfile }),
    oauth: { clients, approveDevices: options.autoConsole },
    ...(options.autoConsole && target !== undefined
      ? {
          onAppCreated: async (app) => {
            await sandbox.console.submit(app.id, consoleValues(target));
          },
        }
      : {}),
  });
  return { ...sandbox, oauth: told };
}

/** What an administrator would enter in the console of a new app, with the SCIM server that runs beside the sandbox. */
function consoleValues(target: TargetPlace) {
  return {
    Provisioning: "SCIM",
    "SCIM connector base URL": target.baseUrl,
    "Unique identifier field for users": "userName",
    "Supported provisioning actions": "Push New Users, Push Profile Updates, Push Groups",
    "Authentication Mode": "HTTP Header",
    Authorization: target.token,
    "Create Users": "Enable",
    "Update User Attributes": "Enable",
    "Deactivate Users": "Enable",
  };
}
