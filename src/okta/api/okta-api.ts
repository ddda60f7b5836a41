import { appProfileApi, type AppProfileApi } from "./app-profile.js";
import { appsApi, type AppsApi } from "./apps.js";
import { assignmentsApi, type AssignmentsApi } from "./assignments.js";
import { connectionApi, type ConnectionApi } from "./connection.js";
import { featuresApi, type FeaturesApi } from "./features.js";
import { groupPushApi, type GroupPushApi } from "./group-push.js";
import { groupsApi, type GroupsApi } from "./groups.js";
import { identityApi, type IdentityApi } from "./identity.js";
import { logApi, type LogApi } from "./log.js";
import { normaliseOrgUrl } from "./org-url.js";
import { profileMappingsApi, type ProfileMappingsApi } from "./profile-mappings.js";
import { openTransport, type OktaTransportOptions } from "./transport.js";

/** The part of Okta's Management API that setting up provisioning needs, typed and checked. */
export interface OktaApi {
  readonly identity: IdentityApi;
  readonly apps: AppsApi;
  readonly groups: GroupsApi;
  readonly assignments: AssignmentsApi;
  readonly groupPush: GroupPushApi;
  readonly features: FeaturesApi;
  readonly connection: ConnectionApi;
  readonly appProfile: AppProfileApi;
  readonly profileMappings: ProfileMappingsApi;
  readonly log: LogApi;
  /** Requests sent so far, tries again included; writes are those that are not GET. */
  requests(): { readonly reads: number; readonly writes: number };
}

/** What is needed to speak with an org. */
export type OktaApiOptions = OktaTransportOptions;

/**
 * Opens the API of one org. Sends nothing yet.
 *
 * @throws SetupError `org-url-invalid` (exit 64)
 */
export function openOktaApi({ orgUrl, ...rest }: OktaApiOptions): OktaApi {
  const transport = openTransport({ ...rest, orgUrl: normaliseOrgUrl(orgUrl).url });
  return {
    identity: identityApi(transport, rest.signIn),
    apps: appsApi(transport),
    groups: groupsApi(transport),
    assignments: assignmentsApi(transport),
    groupPush: groupPushApi(transport),
    features: featuresApi(transport),
    connection: connectionApi(transport),
    appProfile: appProfileApi(transport),
    profileMappings: profileMappingsApi(transport),
    log: logApi(transport),
    requests: () => transport.requests(),
  };
}
