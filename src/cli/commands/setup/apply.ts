import { Option } from "commander";
import { dryRunOptions } from "../../arguments/dry-run-options.js";
import { addGroup, GROUP, listedIf } from "../../arguments/groups.js";
import { uncheckedOption } from "../../arguments/safety-options.js";
import { runAs } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const apply: SubCommand = {
  name: "apply",
  group: COMMAND_GROUP.change,
  summary: "show the plan, ask, apply it and verify the result (default)",
  about: "Shows the plan, asks, applies it and verifies the result on the SCIM server.",
  aboutDryRun: ({ tenantWord }) => `Rehearses the whole guide on a simulated ${tenantWord} on this machine. \
Your ${tenantWord} is not contacted, unless --from-tenant reads it, and no credentials are needed.`,
  examples: ({ name, tenantExample }, { dryRun }) =>
    dryRun
      ? [
          `total-setup ${name} --dry-run`,
          `total-setup ${name} --dry-run --people people.csv --group TOTAL-Admin`,
          `total-setup ${name} --dry-run --target-url URL --target-token-file F --changes`,
        ]
      : [`total-setup ${name} ${tenantExample} --scim-token-file token.txt`],
  addOptions: (command, idp, { dryRun }) => {
    const [rehearse, ...details] = dryRunOptions({ ...idp, all: dryRun });
    if (rehearse !== undefined) addGroup(command, dryRun ? GROUP.dryRun : GROUP.safety, [rehearse]);
    addGroup(command, GROUP.safety, [
      listedIf(!dryRun, new Option("--plan <file>", "apply exactly this saved plan, without --yes")),
      listedIf(!dryRun, new Option("--confirm-plan <digest>", "approve the plan and its addresses by digest")),
      uncheckedOption(),
    ]);
    addGroup(command, GROUP.dryRun, details);
  },
  run: runAs("apply"),
};
