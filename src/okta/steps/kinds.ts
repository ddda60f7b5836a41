import type { StepKind } from "../../setup/step.js";
import type { OktaTenant } from "../tenant.js";
import { groupAssignments } from "./group-assignments.js";
import { groupPush } from "./group-push.js";
import { provisioningActions } from "./provisioning-actions.js";
import { samlApp } from "./saml-app.js";
import { scimConnection } from "./scim-connection.js";
import { systemLog } from "./system-log.js";

/** Every step kind for Okta: what `uses: okta/...` in a template can name. */
export const oktaKinds: readonly StepKind<OktaTenant>[] = [
  samlApp,
  scimConnection,
  provisioningActions,
  groupAssignments,
  groupPush,
  systemLog,
];
