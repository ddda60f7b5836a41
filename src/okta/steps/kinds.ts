import type { StepKind } from "../../setup/step/step-kind.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { attributeMappings } from "./attribute-mappings.js";
import { catalogApp } from "./catalog-app.js";
import { existingApp } from "./existing-app.js";
import { groupAssignments } from "./group-assignments.js";
import { groupPush } from "./group-push.js";
import { importSafeguards } from "./import-safeguards.js";
import { profileAttributes } from "./profile-attributes.js";
import { provisioningActions } from "./provisioning-actions.js";
import { samlApp } from "./saml-app.js";
import { scimConnection } from "./scim-connection.js";
import { swaApp } from "./swa-app.js";
import { systemLog } from "./system-log.js";

/** Every step kind for Okta: what `uses: okta/...` in a template can name. */
export const oktaKinds: readonly StepKind<OktaTenant>[] = [
  samlApp,
  swaApp,
  catalogApp,
  existingApp,
  scimConnection,
  provisioningActions,
  importSafeguards,
  profileAttributes,
  attributeMappings,
  groupAssignments,
  groupPush,
  systemLog,
];
