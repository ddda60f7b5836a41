import type { JsonObject } from "../../../base/json.js";
import { resourceTime } from "./time.js";
import type { OktaUser } from "./user.js";

/** A group of the org. A pushed group stands beside its source as an APP_GROUP of the same name. */
export interface OktaGroup {
  readonly id: string;
  readonly type: "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN";
  readonly name: string;
  readonly description: string | null;
  readonly created: number;
  /** The app an APP_GROUP belongs to. */
  readonly appId?: string;
  /** Direct members; Okta has no nested groups. */
  readonly members: readonly OktaUser[];
}

/** A group as the Groups API shows it. */
export function renderGroup(group: OktaGroup, orgUrl: string): JsonObject {
  const created = resourceTime(group.created);
  const self = `${orgUrl}/api/v1/groups/${group.id}`;
  return {
    id: group.id,
    created,
    lastUpdated: created,
    lastMembershipUpdated: created,
    objectClass: [group.type === "APP_GROUP" ? "okta:app_group" : "okta:user_group"],
    type: group.type,
    profile: { name: group.name, description: group.description },
    ...(group.appId === undefined ? {} : { source: { id: group.appId } }),
    _links: { users: { href: `${self}/users` }, apps: { href: `${self}/apps` } },
  };
}
