import { addGroup, flag, GROUP, listedIf } from "../../arguments/groups.js";
import { runAs } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const undo: SubCommand = {
  name: "undo",
  group: COMMAND_GROUP.change,
  summary: "undo what earlier runs changed, one by one",
  about: `Undoes what earlier runs from this machine changed, one by one, and asks before \
each. Whatever was there before the first run stays.`,
  examples: ({ name, tenantExample, appExample }) => [
    `total-setup ${name} undo ${tenantExample}`,
    `total-setup ${name} undo --confirm "${appExample}"`,
  ],
  addOptions: (command, { pushesGroups }) => {
    const deleteGroups = flag("--delete-groups", "also delete groups created on the SCIM server");
    // Without pushed groups it has no effect.
    addGroup(command, GROUP.safety, [listedIf(pushesGroups, deleteGroups)]);
  },
  run: runAs("undo"),
};
