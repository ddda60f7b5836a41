import { oktaArguments } from "../arguments/okta-options.js";
import { oktaIdp } from "../tenants/okta-idp.js";
import { setupCommand } from "./setup-command.js";

/** Registers `total-setup okta`. */
export const register = setupCommand(oktaIdp, oktaArguments);
