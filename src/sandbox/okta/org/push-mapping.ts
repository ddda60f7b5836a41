import type { JsonObject } from "../../../base/json.js";
import type { PushedMember } from "../../../dialect/okta/custom-app.js";
import { mappingTime } from "./time.js";

/** A group that an app pushes to its target. */
export interface PushMapping {
  readonly id: string;
  readonly sourceGroupId: string;
  /** The APP_GROUP that stands for the target's group. */
  readonly targetGroupId: string;
  targetName: string;
  /** The id at the target of an imported group that was chosen by its id: nobody looks for it by name. */
  readonly linkedId?: string;
  readonly created: number;
  lastUpdated: number;
  status: "ACTIVE" | "INACTIVE" | "ERROR";
  errorSummary?: string;
  lastPush?: number;
  /** The group's id at the target, once it was created or linked. */
  externalId?: string;
  /** The members that the last push sent. */
  sentMembers?: readonly PushedMember[];
}

/** A mapping as the Group Push Mapping API shows it: a fresh one has neither `lastPush` nor `errorSummary`. */
export function renderMapping(mapping: PushMapping, appId: string, orgUrl: string): JsonObject {
  return {
    created: mappingTime(mapping.created),
    ...(mapping.errorSummary === undefined ? {} : { errorSummary: mapping.errorSummary }),
    id: mapping.id,
    ...(mapping.lastPush === undefined ? {} : { lastPush: mappingTime(mapping.lastPush) }),
    lastUpdated: mappingTime(mapping.lastUpdated),
    sourceGroupId: mapping.sourceGroupId,
    status: mapping.status,
    targetGroupId: mapping.targetGroupId,
    _links: {
      app: { href: `${orgUrl}/api/v1/apps/${appId}` },
      sourceGroup: { href: `${orgUrl}/api/v1/groups/${mapping.sourceGroupId}` },
      targetGroup: { href: `${orgUrl}/api/v1/groups/${mapping.targetGroupId}` },
    },
  };
}
