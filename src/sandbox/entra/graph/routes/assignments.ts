import type { AppRoleAssignment } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../../base/json.js";
import type { SandboxAssignment, SandboxServicePrincipal, SandboxTenant } from "../../tenant/model.js";
import { findApp, type GraphContext } from "../context.js";
import { badRequest, GraphError, notFound } from "../errors.js";
import type { FilterTable } from "../filter.js";
import { textOf } from "../request.js";

const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/** An assignment with its application. */
export interface Assigned {
  readonly app: SandboxServicePrincipal;
  readonly assignment: SandboxAssignment;
}

/** Source: Microsoft Graph docs, user: list appRoleAssignments (filtered by resourceId). */
export const ASSIGNMENT_FILTERS: FilterTable<Assigned> = {
  resourceId: { operators: ["eq"], read: ({ app }) => app.id },
  principalId: { operators: ["eq"], read: ({ assignment }) => assignment.principalId },
  appRoleId: { operators: ["eq"], read: ({ assignment }) => assignment.appRoleId },
  principalType: { operators: ["eq"], read: ({ assignment }) => assignment.principalType },
};

/** Every assignment of the tenant. */
export function everyAssignment({ servicePrincipals }: SandboxTenant): readonly Assigned[] {
  return [...servicePrincipals.values()].flatMap((app) =>
    [...app.assignments.values()].map((assignment) => ({ app, assignment })),
  );
}

/**
 * Gives a group or user a role of an application, as a body asks for.
 *
 * @param wanted.resourceId, wanted.principalId - what the address names: the application, or the group or user
 * @throws GraphError (400, 403, 404)
 */
export function assign(
  context: GraphContext,
  body: JsonObject,
  wanted: { readonly resourceId?: string; readonly principalId?: string },
): Assigned {
  const { tenant, replication, scheduler, hasPremium } = context;
  const principalId = required(body, "principalId");
  const resourceId = required(body, "resourceId");
  const appRoleId = required(body, "appRoleId");
  if (wanted.resourceId !== undefined && resourceId !== wanted.resourceId)
    throw badRequest("The resourceId does not match the application in the URL.");
  if (wanted.principalId !== undefined && principalId !== wanted.principalId)
    throw badRequest("The principalId does not match the object in the URL.");
  const app = findApp(context, resourceId);
  // Source: terraform-provider-azuread tries again on this message.
  if (!replication.isReferable(app)) throw badRequest("Not a valid reference update.");
  const principalType = kindOf(tenant, principalId);
  if (principalType === "Group" && !hasPremium) throw needsLicence();
  if (tenant.groups.get(principalId)?.securityEnabled === false) throw notSecurity();
  checkRole(app, appRoleId);
  const same = [...app.assignments.values()].some(
    (one) => one.principalId === principalId && one.appRoleId === appRoleId,
  );
  if (same) throw badRequest("Permission being assigned already exists on the object");
  const assignment: SandboxAssignment = {
    id: assignmentId(tenant),
    appRoleId,
    principalId,
    principalType,
    createdAt: scheduler.now(),
  };
  app.assignments.set(assignment.id, assignment);
  return { app, assignment };
}

function required(body: JsonObject, name: string): string {
  const value = textOf(body[name]);
  if (value === undefined)
    throw badRequest(`A value is required for property '${name}' of resource 'AppRoleAssignment'.`);
  return value;
}

function kindOf(tenant: SandboxTenant, principalId: string): "Group" | "User" {
  if (tenant.groups.has(principalId)) return "Group";
  if (tenant.users.get(principalId)?.softDeleted === false) return "User";
  throw notFound(principalId);
}

/** "Default access" is there only where an application has no role of its own for users. */
function checkRole({ appRoles }: SandboxServicePrincipal, appRoleId: string): void {
  const forPeople = appRoles.filter(
    ({ isEnabled, allowedMemberTypes }) =>
      isEnabled === true && Array.isArray(allowedMemberTypes) && allowedMemberTypes.includes("User"),
  );
  const known = appRoleId === DEFAULT_ACCESS ? forPeople.length === 0 : forPeople.some(({ id }) => id === appRoleId);
  if (!known) throw badRequest("Permission being assigned was not found on application");
}

/** A guess: Microsoft documents that the licence is needed, and not how Graph refuses without it. */
function needsLicence(): GraphError {
  return new GraphError(
    403,
    "Authorization_RequestDenied",
    "Groups can be assigned to an application only with a Microsoft Entra ID P1 or P2 license, which this tenant does not have.",
  );
}

/** A guess, as the one above. */
function notSecurity(): GraphError {
  return badRequest("Only security groups can be assigned to an application.");
}

/** Looks like Graph's: 32 bytes in base64url. */
function assignmentId(tenant: SandboxTenant): string {
  return Buffer.from((tenant.newId() + tenant.newId()).replaceAll("-", ""), "hex").toString("base64url");
}

/** An assignment as Graph shows it, on whichever side. */
export function renderAssignment({ app, assignment }: Assigned, tenant: SandboxTenant): JsonObject {
  const { id, appRoleId, createdAt, principalId, principalType } = assignment;
  const principal = tenant.groups.get(principalId) ?? tenant.users.get(principalId);
  return {
    id,
    deletedDateTime: null,
    appRoleId,
    createdDateTime: new Date(createdAt).toISOString(),
    principalDisplayName: principal?.displayName ?? null,
    principalId,
    principalType,
    resourceDisplayName: app.displayName,
    resourceId: app.id,
  } satisfies AppRoleAssignment;
}
