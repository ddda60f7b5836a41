import { runDoctor } from "./call.js";
import { COMMAND_GROUP, type SubCommand } from "./sub-command.js";

export const doctor: SubCommand = {
  name: "doctor",
  group: COMMAND_GROUP.check,
  summary: "find what is missing before a run, and who can fix it",
  about: `Checks the network, the sign-in, its rights, the inputs and the SCIM server, and \
says who can fix what is missing. Nothing is changed.`,
  examples: ({ name, tenantExample }) => [
    `total-setup ${name} doctor ${tenantExample}`,
    `total-setup ${name} doctor --json --no-input`,
  ],
  run: runDoctor,
};
