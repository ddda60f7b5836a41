import { Option } from "commander";
import { dryRunOptions } from "../../arguments/dry-run-options.js";
import { addGroup, GROUP, listedIf } from "../../arguments/groups.js";
import { uncheckedOption } from "../../arguments/safety-options.js";
import { runAs } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const apply: SubCommand = {
  name: "apply",
  group: COMMAND_GROUP.change,
  summary: "show the plan, ask, carry it out and verify it (default)",
  about: "Shows the plan, asks, carries it out and verifies the result on the SCIM server.",
  examples: ({ name }, { dryRun }) =>
    dryRun
      ? [
          `total-setup ${name} --dry-run`,
          `total-setup ${name} --dry-run --people people.csv --group TOTAL-Admin`,
          `total-setup ${name} --dry-run --target-url URL --target-token-file FILE`,
        ]
      : [`total-setup ${name} --inputs acme.yaml --yes --wait 15m`],
  addOptions: (command, idp, { dryRun }) => {
    addGroup(command, GROUP.safety, [
      listedIf(!dryRun, new Option("--plan <file>", "apply exactly this saved plan, without --yes")),
      listedIf(!dryRun, new Option("--confirm-plan <digest>", "approve it and its addresses by its digest")),
      uncheckedOption(),
    ]);
    addGroup(command, GROUP.dryRun, dryRunOptions({ ...idp, all: dryRun }));
  },
  run: runAs("apply"),
};
