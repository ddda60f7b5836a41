import type { JsonValue } from "../../../../base/json.js";
import type { OktaGroup } from "../../org/group.js";
import { resourceTime } from "../../org/time.js";
import type { Operator, Searchable } from "../search.js";

const ORDERED: readonly Operator[] = ["eq", "gt", "ge", "lt", "le", "pr"];
const TEXT: readonly Operator[] = [...ORDERED, "sw", "co"];

const groupAttribute = (
  operators: readonly Operator[],
  value: (group: OktaGroup) => JsonValue | undefined,
): Searchable<OktaGroup> => ({ operators, value });

/** What `search` knows of groups. Source: Okta Management API, listGroups. */
export const GROUP_SEARCH: Readonly<Record<string, Searchable<OktaGroup>>> = {
  id: groupAttribute(TEXT, ({ id }) => id),
  type: groupAttribute(TEXT, ({ type }) => type),
  created: groupAttribute(ORDERED, ({ created }) => resourceTime(created)),
  lastUpdated: groupAttribute(ORDERED, ({ lastUpdated }) => resourceTime(lastUpdated)),
  lastMembershipUpdated: groupAttribute(ORDERED, (group) => resourceTime(group.lastMembershipUpdated)),
  "profile.name": groupAttribute(TEXT, ({ name }) => name),
  "profile.description": groupAttribute(TEXT, ({ description }) => description),
  "source.id": groupAttribute(TEXT, ({ appId }) => appId),
};

const FILTERED: Readonly<Record<string, readonly Operator[]>> = {
  id: ["eq"],
  type: ["eq"],
  lastUpdated: ["eq", "gt", "ge", "lt", "le"],
  lastMembershipUpdated: ["eq", "gt", "ge", "lt", "le"],
};

/** What `filter` knows of them. Source: Okta Management API, listGroups; recorded for the type. */
export function groupFilter(attribute: string): Searchable<OktaGroup> | undefined {
  const [known, operators] = [GROUP_SEARCH[attribute], FILTERED[attribute]];
  return known === undefined || operators === undefined ? undefined : { ...known, operators };
}
