import type { AppRoleAssignment } from "@microsoft/microsoft-graph-types";
import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import type { SandboxAssignment, SandboxServicePrincipal, SandboxTenant } from "../../tenant/model.js";
import { findApp, type GraphContext } from "../context.js";
import { badRequest, GraphError, notFound } from "../errors.js";
import { contextOf, page } from "../paging.js";
import { bodyObject, pathValue, textOf } from "../request.js";

const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/** Who is assigned to an application: list, assign, remove. Source: Microsoft Graph docs, appRoleAssignedTo. */
export function assignmentRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, replication, scheduler, hasPremium } = context;

  server.get("/v1.0/servicePrincipals/:app/appRoleAssignedTo", (request) => {
    const app = findApp(context, pathValue(request, "app"));
    return page(request, [...app.assignments.values()], {
      root: context.root(),
      context: `servicePrincipals('${app.id}')/appRoleAssignedTo`,
      usual: 100,
      max: 999,
      view: (assignment) => renderAssignment(assignment, app, tenant),
    });
  });

  server.post("/v1.0/servicePrincipals/:app/appRoleAssignedTo", (request, reply) => {
    const app = findApp(context, pathValue(request, "app"));
    // Source: terraform-provider-azuread tries again on this message.
    if (!replication.isReferable(app)) throw badRequest("Not a valid reference update.");
    const body = bodyObject(request);
    const [principalId, resourceId, appRoleId] = ["principalId", "resourceId", "appRoleId"].map((name) => {
      const value = textOf(body[name]);
      if (value === undefined)
        throw badRequest(`A value is required for property '${name}' of resource 'AppRoleAssignment'.`);
      return value;
    });
    if (principalId === undefined || appRoleId === undefined || resourceId !== app.id) {
      throw badRequest("The resourceId does not match the application in the URL.");
    }
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
    return reply.code(201).send({
      "@odata.context": contextOf(context.root(), `servicePrincipals('${app.id}')/appRoleAssignedTo/$entity`),
      ...renderAssignment(assignment, app, tenant),
    });
  });

  server.delete("/v1.0/servicePrincipals/:app/appRoleAssignedTo/:assignment", (request, reply) => {
    const app = findApp(context, pathValue(request, "app"));
    const id = pathValue(request, "assignment");
    if (!app.assignments.delete(id)) throw notFound(id);
    return reply.code(204).send();
  });
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

function renderAssignment(
  { id, appRoleId, createdAt, principalId, principalType }: SandboxAssignment,
  app: SandboxServicePrincipal,
  tenant: SandboxTenant,
): JsonObject {
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
