import { addGroup, GROUP } from "../../arguments/groups.js";
import { uncheckedOption } from "../../arguments/safety-options.js";
import { runAs } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const rotateToken: SubCommand = {
  name: "rotate-token",
  group: COMMAND_GROUP.change,
  summary: "replace the SCIM token of an existing setup",
  about: "Replaces the SCIM token of an existing setup, and verifies that it works.",
  examples: ({ name, tenantExample }) => [
    `total-setup ${name} rotate-token --scim-token-file new.txt`,
    `total-setup ${name} rotate-token ${tenantExample} --yes`,
  ],
  addOptions: (command) => {
    addGroup(command, GROUP.safety, [uncheckedOption()]);
  },
  run: runAs("rotate-token"),
};
