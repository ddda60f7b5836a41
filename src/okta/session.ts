import type { Clock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { Secret } from "../base/secret.js";
import type { Emit } from "../setup/events.js";
import type { Directory, TenantSession } from "../setup/ports.js";
import { adminUrl, isOktaDomain, normaliseOrgUrl } from "./api/org-url.js";
import type { OktaGroup } from "./api/schemas.js";
import { personOf } from "./people.js";
import { addFailuresFromLog, markUnassigned, readProgress } from "./progress.js";
import { readPushes } from "./push-progress.js";
import { noFacts, readApp, type OktaOptions, type OktaTenant } from "./tenant.js";

/** What is needed to open an org for a run. */
export interface OktaSessionOptions {
  readonly orgUrl: string;
  /** An administrator's API token. */
  readonly token: Secret;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly record?: ExchangeSink | undefined;
  readonly signal: AbortSignal;
  readonly options: OktaOptions;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly timeoutMs?: number | undefined;
  /** Value of NO_PROXY. */
  readonly noProxy?: string | undefined;
}

/**
 * Opens an org: signs in, and reads which org it is and who is signed in. Writes nothing.
 *
 * @throws SetupError with exit 64 for an address or token that cannot be one, exit 4 for a token that is not accepted,
 *   exit 1 when the org cannot be reached
 */
export async function openOktaSession({
  options,
  ...connection
}: OktaSessionOptions): Promise<TenantSession<OktaTenant>> {
  const url = normaliseOrgUrl(connection.orgUrl).url;
  // The SDK costs half a second to load: only a run that gets this far pays it.
  const { openOktaApi } = await import("./api/okta-api.js");
  const api = openOktaApi(connection);
  const { orgId, organizationUrl, signedInAs } = await api.identity.read();
  const facts = noFacts();
  const tenant: OktaTenant = { api, adminUrl: consoleOf(url, organizationUrl), options, facts };
  return {
    identity: { idp: "okta", url, id: orgId, ...(signedInAs === undefined ? {} : { signedInAs }) },
    tenant,
    directory: directoryOf(tenant, connection.clock),
    requests: () => api.requests(),
  };
}

/** The console of a custom domain's org is on Okta's own domain. */
function consoleOf(url: string, organizationUrl: string | undefined): string {
  return adminUrl(organizationUrl !== undefined && isOktaDomain(organizationUrl) ? organizationUrl : url);
}

function directoryOf(tenant: OktaTenant, clock: Clock): Directory {
  const { api, facts } = tenant;
  return {
    members: async (name) => {
      const group = facts.groups.get(name) ?? (await findGroup(tenant, name));
      return group === undefined ? undefined : (await api.groups.members(group.id)).map(personOf);
    },
    progress: async (people) => {
      const app = await readApp(tenant);
      if (app === undefined) return new Map();
      const progress = await markUnassigned(await readProgress(api, app, people), tenant, app);
      return addFailuresFromLog(progress, { api, app, clock });
    },
    pushes: async (names) => {
      const app = await readApp(tenant);
      return app === undefined ? new Map() : readPushes(tenant, app, names);
    },
  };
}

async function findGroup({ api }: OktaTenant, name: string): Promise<OktaGroup | undefined> {
  return (await api.groups.withName(name)).find(({ type }) => type !== "APP_GROUP");
}
