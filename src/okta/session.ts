import type { Clock } from "../base/clock.js";
import type { Secret } from "../base/secret.js";
import type { Emit } from "../setup/model/events.js";
import type { Directory, Progress, TenantSession } from "../setup/model/ports.js";
import type { AccessNeed } from "../setup/model/rights.js";
import { adminUrl, isOktaDomain, normaliseOrgUrl } from "./api/org-url.js";
import type { OktaGroup } from "./api/schemas.js";
import type { OktaCredentials } from "./auth/credentials.js";
import { checkAccess, neededAccess, rightsReport } from "./access/check-access.js";
import { readSettledMembers } from "./people/members.js";
import { personOf } from "./people/people.js";
import { eventsWithFailures, withFailures, withPushFailures } from "./people/log-failures.js";
import { markUnassigned, readProgress } from "./people/progress.js";
import { readPushes } from "./groups/push-progress.js";
import { emptyCache } from "./tenant/cache.js";
import { noGroups } from "./tenant/known-groups.js";
import { noResults } from "./tenant/results.js";
import { readApp, type OktaOptions, type OktaTenant } from "./tenant/tenant.js";
import type { OrgWay } from "./api/transport.js";
import { OKTA_WORDING } from "./wording.js";

/** What opening an org for a run needs. */
export interface OktaSessionOptions extends OrgWay {
  readonly credentials: OktaCredentials;
  /** The rights that the steps of this run need; an access token is requested for exactly these. */
  readonly access?: readonly AccessNeed[] | undefined;
  /** Called with every secret of the sign-in as soon as it exists. */
  readonly onSecret?: ((secret: Secret) => void) | undefined;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly options: OktaOptions;
  /** From above 0 to 1: the part of each of the org's rate limits that may be used in a minute; 1 when absent. */
  readonly rateShare?: number | undefined;
  /** Sends only GET, apart from signing in: anything else is refused with `read-only` before a socket is opened. */
  readonly readOnly?: boolean | undefined;
}

/**
 * Opens an org: signs in, checks the rights of the run's steps where the access token shows them, and reads the org's ID and the
 * signed-in user. Writes nothing.
 *
 * @throws SetupError with exit 64 for an invalid address or token, exit 4 when signing in fails or scopes are missing
 *   (`access-missing`), exit 1 when the org cannot be reached
 */
export async function openOktaSession({
  options,
  credentials,
  access = [],
  onSecret,
  ...connection
}: OktaSessionOptions): Promise<TenantSession<OktaTenant>> {
  const url = normaliseOrgUrl(connection.orgUrl).url;
  const needs = neededAccess(access, options);
  const { openSignIn } = await import("./auth/open-sign-in.js");
  const signIn = await openSignIn(credentials, needs, { ...connection, orgUrl: url, onSecret });
  checkAccess(signIn, needs);
  // Only a run that gets this far loads the API and its schemas.
  const { openOktaApi } = await import("./api/okta-api.js");
  const api = openOktaApi({ ...connection, orgUrl: url, signIn });
  const { orgId, organizationUrl, signedInAs } = await api.identity.read();
  const tenant: OktaTenant = {
    api,
    adminUrl: consoleOf(url, organizationUrl),
    options,
    cache: emptyCache(api),
    groups: noGroups(),
    results: noResults(),
  };
  return {
    identity: { idp: "okta", url, id: orgId, ...(signedInAs === undefined ? {} : { signedInAs }) },
    tenant,
    directory: directoryOf(tenant, connection),
    wording: OKTA_WORDING,
    rights: (wanted) => rightsReport(signIn, neededAccess(wanted, options)),
    requests: () => api.requests(),
  };
}

/** The console of a custom domain's org is on Okta's own domain. */
function consoleOf(url: string, organizationUrl: string | undefined): string {
  return adminUrl(organizationUrl !== undefined && isOktaDomain(organizationUrl) ? organizationUrl : url);
}

function directoryOf(
  tenant: OktaTenant,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Directory {
  const { api } = tenant;
  return {
    members: async (name) => {
      const group = tenant.groups.get(name) ?? (await findGroup(tenant, name));
      if (group === undefined) return undefined;
      const members = await readSettledMembers(group.id, { groups: api.groups, clock, signal });
      return members.map(personOf);
    },
    progress: async (people, groups) => {
      const app = await readApp(tenant);
      if (app === undefined) return { people: new Map(), groups: new Map() };
      const progress = await markUnassigned(await readProgress(api, app, people), tenant, app);
      const pushes = groups.length === 0 ? new Map<string, Progress>() : await readPushes(tenant, app, groups);
      const events = await eventsWithFailures({ api, app, clock });
      return {
        people: withFailures(progress, people, events),
        groups: withPushFailures(pushes, (name) => tenant.groups.get(name)?.id, events),
      };
    },
  };
}

async function findGroup({ api }: OktaTenant, name: string): Promise<OktaGroup | undefined> {
  return (await api.groups.withName(name)).find(({ type }) => type !== "APP_GROUP");
}
