import type { StepKind } from "../../setup/step/step-kind.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { adminCredentials } from "./admin-credentials.js";
import { attributeMappings } from "./attribute-mappings.js";
import { enterpriseApp } from "./enterprise-app.js";
import { groupAssignments } from "./group-assignments.js";
import { provisionOnDemand } from "./provision-on-demand.js";
import { provisioningJob } from "./provisioning-job.js";
import { provisioningLog } from "./provisioning-log.js";
import { startProvisioning } from "./start-provisioning.js";

/** Every step kind for Microsoft Entra ID: what `uses: entra/...` in a template can name. */
export const entraKinds: readonly StepKind<EntraTenant>[] = [
  enterpriseApp,
  provisioningJob,
  adminCredentials,
  attributeMappings,
  groupAssignments,
  startProvisioning,
  provisionOnDemand,
  provisioningLog,
];
