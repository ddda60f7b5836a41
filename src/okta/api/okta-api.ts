import type { Clock } from "../../base/clock.js";
import type { ExchangeSink } from "../../base/exchange.js";
import type { Secret } from "../../base/secret.js";
import type { Emit } from "../../setup/events.js";
import { ssws } from "../auth/ssws.js";
import { appsApi, type AppsApi } from "./apps.js";
import { assignmentsApi, type AssignmentsApi } from "./assignments.js";
import { connectionApi, type ConnectionApi } from "./connection.js";
import { featuresApi, type FeaturesApi } from "./features.js";
import { groupPushApi, type GroupPushApi } from "./group-push.js";
import { groupsApi, type GroupsApi } from "./groups.js";
import { identityApi, type IdentityApi } from "./identity.js";
import { logApi, type LogApi } from "./log.js";
import { normaliseOrgUrl } from "./org-url.js";
import { openTransport } from "./transport.js";

/** The part of Okta's Management API that setting up provisioning needs, typed and checked. */
export interface OktaApi {
  readonly identity: IdentityApi;
  readonly apps: AppsApi;
  readonly groups: GroupsApi;
  readonly assignments: AssignmentsApi;
  readonly groupPush: GroupPushApi;
  readonly features: FeaturesApi;
  readonly connection: ConnectionApi;
  readonly log: LogApi;
  /** Requests sent so far, tries again included; writes are those that are not GET. */
  requests(): { readonly reads: number; readonly writes: number };
}

/** What is needed to speak with an org. */
export interface OktaApiOptions {
  readonly orgUrl: string;
  /** An administrator's API token. */
  readonly token: Secret;
  /** On which retries wait. */
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly emit?: Emit | undefined;
  /** Gets every exchange, without the token. */
  readonly record?: ExchangeSink | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For one request and its answer. Default: 30 s. */
  readonly timeoutMs?: number | undefined;
  /** Value of NO_PROXY, which the SDK ignores; HTTPS_PROXY it heeds by itself. */
  readonly noProxy?: string | undefined;
}

/**
 * Opens the API of one org. Sends nothing yet.
 *
 * @throws SetupError `org-url-invalid` or `okta-token-invalid` (exit 64)
 */
export function openOktaApi({ orgUrl, token, ...rest }: OktaApiOptions): OktaApi {
  const transport = openTransport({ ...rest, orgUrl: normaliseOrgUrl(orgUrl).url, signIn: ssws(token) });
  return {
    identity: identityApi(transport),
    apps: appsApi(transport),
    groups: groupsApi(transport),
    assignments: assignmentsApi(transport),
    groupPush: groupPushApi(transport),
    features: featuresApi(transport),
    connection: connectionApi(transport),
    log: logApi(transport),
    requests: () => transport.requests(),
  };
}
