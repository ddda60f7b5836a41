import type { Group } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../../../base/json.js";
import type { SandboxGroup } from "../../../tenant/model.js";
import { timeOf } from "../service-principal-view.js";

/** The kind of an object in a list of several kinds. */
export const GROUP_TYPE = { "@odata.type": "#microsoft.graph.group" } as const;

/** What every simulated group has alike. Source: Microsoft Graph docs, group: get (default properties). */
const ALIKE = {
  deletedDateTime: null,
  classification: null,
  expirationDateTime: null,
  isAssignableToRole: null,
  onPremisesDomainName: null,
  onPremisesLastSyncDateTime: null,
  onPremisesNetBiosName: null,
  onPremisesSamAccountName: null,
  onPremisesSecurityIdentifier: null,
  onPremisesSyncEnabled: null,
  preferredDataLocation: null,
  preferredLanguage: null,
  theme: null,
  onPremisesProvisioningErrors: [],
} as const satisfies Group;
/** Shown without being declared in v1.0, as in reality. */
const UNDECLARED = { resourceBehaviorOptions: [], resourceProvisioningOptions: [] } as const;

export const GROUP_PROPERTIES = [
  ...Object.keys(ALIKE),
  ...Object.keys(UNDECLARED),
  ..."id createdDateTime renewedDateTime description displayName groupTypes mail mailEnabled mailNickname".split(" "),
  ..."membershipRule membershipRuleProcessingState proxyAddresses securityEnabled securityIdentifier".split(" "),
  "visibility",
];

/** A group as Graph shows it. */
export function renderGroup(group: SandboxGroup, domain: string): JsonObject {
  const dynamic = group.groupTypes.includes("DynamicMembership");
  const mail = group.mailEnabled ? `${group.mailNickname}@${domain}` : null;
  const created = group.createdAt === undefined ? null : timeOf(group.createdAt);
  return {
    ...ALIKE,
    ...UNDECLARED,
    id: group.id,
    createdDateTime: created,
    renewedDateTime: created,
    description: group.description ?? null,
    displayName: group.displayName,
    groupTypes: [...group.groupTypes],
    mail,
    mailEnabled: group.mailEnabled,
    mailNickname: group.mailNickname,
    membershipRule: dynamic ? "(user.accountEnabled -eq true)" : null,
    membershipRuleProcessingState: dynamic ? "On" : null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    securityEnabled: group.securityEnabled,
    securityIdentifier: securityIdentifierOf(group.id),
    visibility: group.visibility ?? null,
  } satisfies Group & JsonObject;
}

/** Four numbers out of the object id, as Entra's own security identifiers have them. */
function securityIdentifierOf(id: string): string {
  const hex = id.replaceAll("-", "");
  // A GUID holds its first three parts with the lowest byte first.
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const bytes = Buffer.from(order.map((at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)));
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)).join("-")}`;
}
