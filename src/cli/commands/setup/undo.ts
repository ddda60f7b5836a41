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
    `total-setup ${name} undo --yes --confirm "${appExample}"`,
  ],
  addOptions: (command, { name }) => {
    const deleteGroups = flag("--delete-groups", "also delete groups created on the SCIM server");
    // Entra has no pushed groups: the option has no effect there.
    addGroup(command, GROUP.safety, [listedIf(name === "okta", deleteGroups)]);
  },
  run: runAs("undo"),
};
