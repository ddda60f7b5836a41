import type { JsonObject } from "../../../base/json.js";
import { resourceTime } from "./time.js";
import { shownBy, type OrgKind } from "./org-kind.js";
import type { OktaUser } from "./user.js";

/** A group of the org. A pushed group stands beside its source as an APP_GROUP of the same name. */
export interface OktaGroup {
  readonly id: string;
  readonly type: "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN";
  name: string;
  description: string | null;
  readonly created: number;
  lastUpdated: number;
  lastMembershipUpdated: number;
  /** The app an APP_GROUP belongs to. */
  readonly appId?: string;
  /** The id at the app's target of an APP_GROUP that was imported from there. */
  readonly externalId?: string;
  /** Direct members; Okta has no nested groups. */
  readonly members: OktaUser[];
  /** When each of those joined who are new, by their ids. */
  readonly joined: Map<string, number>;
}

/** A new group. */
export function createGroup(
  group: Pick<OktaGroup, "id" | "type" | "name" | "created"> & Partial<OktaGroup>,
): OktaGroup {
  const { created } = group;
  return {
    description: null,
    lastUpdated: created,
    lastMembershipUpdated: created,
    members: [],
    joined: new Map(),
    ...group,
  };
}

const LOGO_SIZES = ["medium", "large"];

/** A group as the Groups API shows it. Source: recorded traffic, 2025 and 2026; owners since December 2025. */
export function renderGroup(group: OktaGroup, org: { readonly kind: OrgKind; url(): string }): JsonObject {
  const orgUrl = org.url();
  const self = `${orgUrl}/api/v1/groups/${group.id}`;
  const picture = group.type === "APP_GROUP" ? "app" : "okta";
  return shownBy(org.kind, "group", {
    id: group.id,
    created: resourceTime(group.created),
    lastUpdated: resourceTime(group.lastUpdated),
    lastMembershipUpdated: resourceTime(group.lastMembershipUpdated),
    objectClass: [group.type === "APP_GROUP" ? "okta:app_group" : "okta:user_group"],
    type: group.type,
    profile: { name: group.name, description: group.description },
    ...(group.appId === undefined ? {} : { source: { id: group.appId } }),
    _links: {
      logo: LOGO_SIZES.map((name) => ({
        name,
        href: `${orgUrl}/assets/img/logos/groups/${picture}-${name}.png`,
        type: "image/png",
      })),
      owners: { href: `${self}/owners` },
      users: { href: `${self}/users` },
      apps: { href: `${self}/apps` },
      ...(group.appId === undefined ? {} : { source: { href: `${orgUrl}/api/v1/apps/${group.appId}` } }),
    },
  });
}
