import { SetupError } from "../../base/errors.js";
import type { Clock } from "../../base/clock.js";
import type { Difference, FieldChange } from "../../setup/model/plan.js";
import type { ServicePrincipal } from "../api/schemas.js";
import { SETTING } from "./connection-settings.js";
import { requireJob, type EntraTenant } from "../tenant/tenant.js";

/** What Microsoft's own test says of the credentials that are saved. */
export interface ConnectionHealth {
  readonly differs: readonly Difference[];
  readonly unchecked: readonly string[];
}

/** Before a write, it is not asked for. */
export const NO_HEALTH: ConnectionHealth = { differs: [], unchecked: [] };

/**
 * Has Microsoft test the saved credentials, which changes nothing (Microsoft Graph: synchronizationJob validateCredentials,
 * `useSavedCredentials`). It needs the right to write all the same: without that, it stays unchecked.
 */
export async function testSaved(tenant: EntraTenant, clock: Clock, app: ServicePrincipal): Promise<ConnectionHealth> {
  if (tenant.results.job === undefined) return NO_HEALTH;
  try {
    await tenant.api.jobs.validate(requireJob(tenant, clock), "saved");
    return NO_HEALTH;
  } catch (error) {
    if (error instanceof SetupError && error.code === "target-test-failed")
      return { differs: [refused(app, error)], unchecked: [] };
    if (isNotAllowed(error)) return { differs: [], unchecked: [NOT_TESTED] };
    throw error;
  }
}

/** Whether the signed-in administrator may not have the credentials tested. */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof SetupError && NOT_ALLOWED.has(error.code);
}

const NOT_ALLOWED = new Set(["graph-forbidden", "graph-role-missing"]);
const NOT_TESTED =
  "The saved credentials were not tested: Test Connection needs the permission Synchronization.ReadWrite.All.";

function refused(app: ServicePrincipal, { code, what, message, fix }: SetupError): Difference {
  const isToken = /\bHTTP 40[13]\b/.test(what);
  return {
    resource: credentialsResource(app),
    ...(isToken ? { path: SETTING.token } : {}),
    expected: "accepted",
    actual: "refused",
    fixedBy: "by-hand",
    what: `The saved credentials no longer work. ${message}.`,
    fix: [...fix, ...(isToken ? ["To save a new token, use rotate-token."] : [])].join(" "),
    code,
  };
}

/** The token provided now is not the saved one; neither can be shown. */
export function otherToken(app: ServicePrincipal, fields: readonly FieldChange[]): Difference[] {
  const [only, ...more] = fields;
  if (only?.path !== SETTING.token || more.length > 0 || only.before === null) return [];
  return [
    {
      resource: credentialsResource(app),
      path: SETTING.token,
      expected: "as given now",
      actual: "another one",
      fixedBy: "apply",
      what: `The token saved in "${app.displayName}" is not the token you provided.`,
    },
  ];
}

function credentialsResource({ displayName }: ServicePrincipal): Difference["resource"] {
  return { type: "admin-credentials", name: displayName };
}
