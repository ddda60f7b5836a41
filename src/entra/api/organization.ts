import { EXIT, SetupError } from "../../base/errors.js";
import { readTenant } from "./access.js";
import { query } from "./graph-call.js";
import { organizationSchema, type Organization } from "./schemas.js";
import type { GraphTransport } from "./transport.js";

/** The tenant itself (Microsoft Graph v1.0: organization, list; a tenant has exactly one). */
export async function readOrganization(transport: GraphTransport): Promise<Organization> {
  const path = `/organization${query({ $select: "id,displayName,assignedPlans" })}`;
  const call = { method: "GET", path, purpose: "read which tenant this is", needs: readTenant } as const;
  const [organization] = await transport.askAll(call, organizationSchema, 1);
  if (organization !== undefined) return organization;
  throw new SetupError({
    code: "graph-answer-unexpected",
    exitCode: EXIT.failed,
    what: "Microsoft Graph's answer names no tenant",
    why: "the list of organizations, which has one entry in every tenant, is empty",
    fix: ["Run again with --transcript FILE, and report what the file shows to the makers of total-setup."],
  });
}
