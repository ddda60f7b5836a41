import type { FastifyInstance } from "fastify";
import type { Org } from "../../org/org.js";
import { resourceTime } from "../../org/time.js";
import { USER_TYPE_ID } from "../../org/user.js";

/** The org's own description, and its one type of users. */
export function orgRoutes(
  server: FastifyInstance,
  { org, customDomain }: { readonly org: Org; readonly customDomain: string | undefined },
): void {
  // Source: Okta Management API, OrgSetting, well-known org metadata: `alternate` is the custom domain.
  server.get("/.well-known/okta-organization", () => ({
    id: org.id,
    pipeline: "idx",
    settings: { analyticsCollectionEnabled: false, bugReportingEnabled: true, omEnabled: true },
    _links: {
      organization: { href: org.url() },
      ...(customDomain === undefined ? {} : { alternate: { href: `https://${customDomain}` } }),
    },
  }));

  server.get("/api/v1/meta/types/user", () => {
    const founded = resourceTime(org.everyone.created);
    const schema = { href: `${org.url()}/api/v1/meta/schemas/user/osc0000000000000000a` };
    return [
      {
        id: USER_TYPE_ID,
        displayName: "User",
        name: "user",
        description: "Okta user profile template with default permission settings",
        createdBy: "spr0000000000000000a",
        lastUpdatedBy: "spr0000000000000000a",
        created: founded,
        lastUpdated: founded,
        default: true,
        _links: { self: { href: `${org.url()}/api/v1/meta/types/user/${USER_TYPE_ID}` }, schema },
      },
    ];
  });
}
