import { Option, type Command } from "commander";
import { systemClock } from "../../../base/clock.js";
import type { ExitCode } from "../../../base/errors.js";
import type { Directory } from "../../../sandbox/people/person.js";
import { addGroup, flag } from "../../arguments/groups.js";
import { usageError } from "../../arguments/usage.js";
import { sandboxClients } from "../../rehearsal/sandbox-clients.js";
import type { Io } from "../../terminal/io.js";
import { describe } from "../describe.js";
import {
  addSandboxOptions,
  serveSandbox,
  type RunningSandbox,
  type SandboxOptions,
  type TargetPlace,
} from "./serve-sandbox.js";

interface OktaSandboxOptions extends SandboxOptions {
  readonly standIn: boolean;
  readonly serviceAppKey?: string;
}

/** Registers `sandbox okta`: a simulated Okta org as a process of its own, on real time. */
export function addOktaSandbox(parent: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = parent.command("okta");
  describe(command, {
    summary: "run a simulated Okta org",
    about: `Runs a simulated Okta org on this machine, with a console for your browser and a
SCIM server. It forgets everything when it stops.`,
    examples: [
      "total-setup sandbox okta             carry out the manual step in a browser",
      "total-setup sandbox okta --stand-in  have it carried out for each new app",
      "total-setup okta --org-url http://127.0.0.1:PORT --okta-token-file okta.txt \\",
      "  --scim-base-url http://127.0.0.1:PORT/scim/v2 --scim-token-file token.txt",
    ],
  });
  addGroup(command, "Okta:", [
    flag("--stand-in", "connect each new app to the SCIM server beside it, and confirm device codes"),
    new Option("--service-app-key <file>", "public key (JWK or PEM) of a service app that may sign in"),
  ]);
  addSandboxOptions(command);
  command.action(async () => {
    const options = command.opts<OktaSandboxOptions>();
    if (options.standIn && !options.target) {
      throw usageError(
        "--stand-in and --no-target cannot be given together: apps are connected to the SCIM server beside the sandbox",
        ["Keep one of the two."],
      );
    }
    const heading = ({ url, token }: { readonly url: string; readonly token: string }): string[] => [
      "Simulated Okta org ready",
      `  org        ${url}`,
      `  API token  ${token}`,
    ];
    finish(await serveSandbox({ io, options, start: startOkta, heading }));
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
    oauth: { clients, approveDevices: options.standIn },
    ...(options.standIn && target !== undefined
      ? {
          onAppCreated: async (app) => {
            await sandbox.console.submit(app.id, consoleValues(target));
          },
        }
      : {}),
  });
  return { ...sandbox, oauth: told };
}

/** What a person would do at the console of a new app, with the target that runs beside the sandbox. */
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
