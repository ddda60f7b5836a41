import { Option } from "commander";
import { addGroup, GROUP } from "../../arguments/groups.js";
import { runAs } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const plan: SubCommand = {
  name: "plan",
  group: COMMAND_GROUP.check,
  summary: "show what apply would change",
  about: "Shows what apply would change. Nothing is changed, and no SCIM token is needed.",
  examples: ({ name, tenantExample }) => [
    `total-setup ${name} plan ${tenantExample}`,
    `total-setup ${name} plan --out plan.json`,
    `total-setup ${name} apply --plan plan.json`,
  ],
  addOptions: (command) => {
    addGroup(command, GROUP.output, [new Option("--out <file>", "save the plan for apply --plan")]);
  },
  run: runAs("plan"),
};
