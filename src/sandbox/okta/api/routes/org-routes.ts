import type { FastifyInstance } from "fastify";
import type { Org } from "../../org/org.js";

/** Source: recorded traffic, 2025 and 2026; every org has others of these. */
const SETTINGS = {
  analyticsCollectionEnabled: false,
  bugReportingEnabled: true,
  omEnabled: false,
  pssoEnabled: false,
  desktopMFAEnabled: false,
  itpEnabled: false,
};

/** The org's own description. */
export function orgRoutes(
  server: FastifyInstance,
  { org, customDomain }: { readonly org: Org; readonly customDomain: string | undefined },
): void {
  // Source: Okta Management API, OrgSetting, well-known org metadata: `alternate` is the custom domain.
  server.get("/.well-known/okta-organization", () => ({
    id: org.id,
    cell: "op3",
    pipeline: org.kind.pipeline,
    settings: SETTINGS,
    _links: {
      organization: { href: org.url() },
      ...(customDomain === undefined ? {} : { alternate: { href: `https://${customDomain}` } }),
    },
  }));
}
