import { entraArguments } from "../arguments/entra-options.js";
import { entraIdp } from "../tenants/entra-idp.js";
import { setupCommand } from "./setup-command.js";

/** Registers `total-setup entra`. */
export const register = setupCommand(entraIdp, entraArguments);
