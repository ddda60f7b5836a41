import { addGroup, GROUP } from "../../arguments/groups.js";
import { uncheckedOption } from "../../arguments/safety-options.js";
import { runAs } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const verify: SubCommand = {
  name: "verify",
  group: COMMAND_GROUP.check,
  summary: "compare the tenant with the guide, and check the SCIM server",
  about: `Compares the tenant with the guide, and checks that the expected users and \
groups are on the SCIM server. Nothing is changed. See docs/verify.md.`,
  examples: ({ name, tenantExample }) => [
    `total-setup ${name} verify ${tenantExample}`,
    `total-setup ${name} verify --wait 10m`,
    `total-setup ${name} verify --json --no-input`,
  ],
  addOptions: (command) => {
    addGroup(command, GROUP.safety, [uncheckedOption()]);
  },
  run: runAs("verify"),
};
