import { addGroup, flag, GROUP } from "../../arguments/groups.js";
import { runAs } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const undo: SubCommand = {
  name: "undo",
  group: COMMAND_GROUP.change,
  summary: "undo what earlier runs changed, one by one",
  about: `Undoes what earlier runs from this machine changed, one by one, and asks before
each. Whatever was there before the first run stays.`,
  examples: ({ name, tenantExample }) => [
    `total-setup ${name} undo ${tenantExample}`,
    `total-setup ${name} undo --yes --confirm "TOTAL (Provisioning)"`,
  ],
  addOptions: (command) => {
    addGroup(command, GROUP.safety, [flag("--delete-groups", "also delete pushed groups on the SCIM server")]);
  },
  run: runAs("undo"),
};
