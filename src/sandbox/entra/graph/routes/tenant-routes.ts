import type { FastifyInstance, FastifyRequest } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import type { GraphContext } from "../context.js";
import { badRequest, notFound } from "../errors.js";
import { contextOf } from "../paging.js";
import { pathValue } from "../request.js";
import { hasOneOf } from "../rights.js";
import { selection } from "../select.js";

const PROPERTIES = "id displayName assignedPlans countryLetterCode createdDateTime tenantType verifiedDomains".split(
  " ",
);
/** What a right to read oneself shows of the tenant; the rest reads null. Source: Microsoft Graph docs, organization: get. */
const OPEN = new Set(["id", "displayName", "verifiedDomains"]);
/** Stands for the user who signed in; not one of the directory. */
const ADMINISTRATOR_NAME = "Sandbox Administrator";

/** The tenant's description, and who is signed in. */
export function tenantRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, callerOf, hasPremium } = context;

  server.get("/v1.0/organization", (request) => ({
    "@odata.context": contextOf(context.root(), "organization"),
    value: [describeTenant(request)],
  }));

  server.get("/v1.0/organization/:tenant", (request) => {
    const id = pathValue(request, "tenant");
    if (id.toLowerCase() !== tenant.id) throw notFound(id);
    return {
      "@odata.context": contextOf(context.root(), "organization/$entity"),
      ...describeTenant(request),
    };
  });

  function describeTenant(request: FastifyRequest): JsonObject {
    const select = selection(request, { type: "organization", known: PROPERTIES });
    const seesAll = hasOneOf(callerOf(request), ["Organization.Read.All", "Directory.Read.All"]);
    const whole: JsonObject = {
      id: tenant.id,
      displayName: tenant.displayName,
      assignedPlans: [
        plan("exchange", "9aaf7827-d63c-4b61-89c3-182f06f82e5c"),
        ...(hasPremium ? [plan("AADPremiumService", "41781fb2-bc02-4b7c-bd55-b576c07bb09d")] : []),
      ],
      countryLetterCode: "NO",
      createdDateTime: "2019-03-04T08:00:00Z",
      tenantType: "AAD",
      verifiedDomains: [
        {
          capabilities: "Email, OfficeCommunicationsOnline",
          isDefault: true,
          isInitial: false,
          name: tenant.domain,
          type: "Managed",
        },
      ],
    };
    const seen = Object.fromEntries(
      Object.entries(whole).map(([name, value]) => [name, seesAll || OPEN.has(name) ? value : null]),
    );
    return select(seen);
  }

  server.get("/v1.0/me", (request) => {
    if (!callerOf(request).delegated)
      throw badRequest("/me request is only valid with delegated authentication flow.", "BadRequest");
    return {
      "@odata.context": contextOf(context.root(), "users/$entity"),
      businessPhones: [],
      displayName: ADMINISTRATOR_NAME,
      givenName: "Sandbox",
      jobTitle: null,
      mail: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: "Administrator",
      userPrincipalName: administratorName(tenant.domain),
      id: administratorId(tenant.id),
    };
  });
}

/** The sign-in name of the user whose token it is. */
export function administratorName(domain: string): string {
  return `administrator@${domain}`;
}

function administratorId(tenantId: string): string {
  return `${tenantId.slice(0, -4)}ad01`;
}

function plan(service: string, servicePlanId: string): JsonObject {
  return { assignedDateTime: "2019-03-04T08:00:00Z", capabilityStatus: "Enabled", service, servicePlanId };
}
