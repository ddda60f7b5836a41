import { Option } from "commander";
import { addGroup, GROUP } from "../../arguments/groups.js";
import { runRunbook } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const runbook: SubCommand = {
  name: "runbook",
  group: COMMAND_GROUP.check,
  summary: "write the guide as Markdown, with your values filled in",
  about: `Writes the guide as Markdown, with your values filled in, for an administrator \
who works in the console. Needs no sign-in and sends no requests.`,
  examples: ({ name, tenantExample }) => [
    `total-setup ${name} runbook --out guide.md`,
    `total-setup ${name} runbook ${name === "okta" ? tenantExample : "--cloud usgov"}`,
  ],
  addOptions: (command) => {
    addGroup(command, GROUP.output, [new Option("--out <file>", "save the runbook to this file")]);
  },
  run: runRunbook,
};
