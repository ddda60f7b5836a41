import type { Clock } from "../base/clock.js";
import { SetupError } from "../base/errors.js";
import type { ExchangeSink } from "../http/exchange.js";
import type { JsonObject } from "../base/json.js";
import type { Emit } from "../setup/model/events.js";
import type { Directory, TenantSession } from "../setup/model/ports.js";
import type { AccessNeed } from "../setup/model/rights.js";
import type { EntraApi } from "./api/graph-api.js";
import type { EntraGroup, Organization } from "./api/schemas.js";
import { checkAccess } from "./access/check-access.js";
import type { EntraSignIn } from "./api/sign-in.js";
import { checkTenant, readToken, type TokenRights } from "./api/token-rights.js";
import { peopleOf } from "./people/directory-people.js";
import { newWatch, readProgress } from "./people/directory-progress.js";
import { rightsReport } from "./access/rights-report.js";
import { emptyCache } from "./tenant/cache.js";
import { noGroups } from "./tenant/known-groups.js";
import { noResults } from "./tenant/results.js";
import { type EntraOptions, type EntraTenant } from "./tenant/tenant.js";
import { ENTRA_WORDING } from "./wording.js";

/** What is needed to open a tenant for a run. */
export interface EntraSessionOptions {
  /** Root of Microsoft Graph, without a version. */
  readonly graphUrl: string;
  /** Address of the admin center. */
  readonly adminUrl: string;
  readonly signIn: EntraSignIn;
  /** The tenant the administrator named, by id or domain. */
  readonly wantedTenant?: string | undefined;
  /** Told which tenant the sign-in is of: before anything is sent to Microsoft Graph where the token tells; what it throws ends the run. */
  readonly onTenant?: ((tenant: { readonly url: string; readonly id: string }) => void) | undefined;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly record?: ExchangeSink | undefined;
  readonly signal: AbortSignal;
  readonly options: EntraOptions;
  readonly backUp: (name: string, content: JsonObject) => string | undefined;
  /** What the steps of this run have to be allowed. */
  readonly access: readonly AccessNeed[];
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly timeoutMs?: number | undefined;
  /** True when the tenant may only be read: anything but a GET throws SetupError `read-only` (exit 1) before it is sent. */
  readonly readOnly?: boolean | undefined;
  readonly proxies: { readonly httpsProxy?: string | undefined; readonly noProxy?: string | undefined };
}

/**
 * Opens a tenant: signs in, checks that it is the right one and that the run's steps are allowed, and reads its name.
 * Writes nothing.
 *
 * @throws SetupError with exit 4 when signing in fails, the tenant is another one, or rights are missing
 *   (`access-missing`); exit 64 when the way to sign in is not configured; exit 1 when Microsoft Graph cannot be reached
 */
export async function openEntraSession(session: EntraSessionOptions): Promise<TenantSession<EntraTenant>> {
  const { graphUrl, adminUrl, signIn, wantedTenant, clock, options, access, backUp } = session;
  const rights = readToken(await signIn.token(session.signal));
  checkTenant(wantedTenant, rights);
  if (rights?.tenantId !== undefined) session.onTenant?.({ url: graphUrl, id: rights.tenantId });
  checkAccess(rights, access);

  // The client costs time to load: only a run that gets this far pays it.
  const { openEntraApi } = await import("./api/open-api.js");
  const api = openEntraApi(session);
  const organization = await readOrganization(api);
  if (rights?.tenantId === undefined && organization !== undefined) checkTenant(wantedTenant, tokenOf(organization));
  const id = rights?.tenantId ?? organization?.id ?? "";
  const name = organization?.displayName ?? "";
  const tenant: EntraTenant = {
    api,
    id,
    graphUrl,
    adminUrl,
    options,
    cache: emptyCache(api),
    groups: noGroups(),
    results: noResults(),
    hasPremium: organization === undefined ? undefined : hasPremium(organization),
    backUp,
  };
  return {
    identity: {
      idp: "entra",
      url: graphUrl,
      ...(id === "" ? {} : { id }),
      ...(name === "" ? {} : { name }),
      ...(rights?.who === undefined ? {} : { signedInAs: rights.who }),
    },
    tenant,
    directory: directoryOf(tenant, clock),
    wording: ENTRA_WORDING,
    rights: (needs) => rightsReport(rights, needs),
    requests: () => api.requests(),
  };
}

/** Which tenant a token that cannot be read is for, as Graph's own answer tells. */
function tokenOf({ id }: Organization): TokenRights {
  return { tenantId: id, scopes: new Set(), roles: new Set(), delegated: false, advisory: false };
}

/** The tenant's name is only shown: a run works without it. */
async function readOrganization(api: EntraApi): Promise<Organization | undefined> {
  try {
    return await api.organization();
  } catch (error) {
    if (error instanceof SetupError && (error.code === "graph-forbidden" || error.code === "graph-role-missing"))
      return undefined;
    throw error;
  }
}

/** P2 holds P1, which shows under this name (Microsoft Graph: assignedPlan). `Warning` is a plan that is about to end. */
function hasPremium({ assignedPlans }: Organization): boolean | undefined {
  return assignedPlans?.some(
    ({ service, capabilityStatus }) =>
      service === "AADPremiumService" && (capabilityStatus === "Enabled" || capabilityStatus === "Warning"),
  );
}

function directoryOf(tenant: EntraTenant, clock: Clock): Directory {
  const watch = newWatch();
  return {
    members: async (name) => {
      const group = tenant.groups.get(name) ?? (await findGroup(tenant.api, name));
      return group === undefined ? undefined : peopleOf(tenant, group);
    },
    progress: (people, groups, reading = "whole") => readProgress(tenant, { people, groups, reading }, clock, watch),
  };
}

async function findGroup(api: EntraApi, name: string): Promise<EntraGroup | undefined> {
  const [group, another] = (await api.directory.groupsNamed(name)).filter(({ displayName }) => displayName === name);
  return another === undefined ? group : undefined;
}
