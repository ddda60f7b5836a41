import type { JsonValue } from "../../../../../base/json.js";
import type { Org } from "../../../org/org.js";
import { resourceTime } from "../../../org/time.js";
import type { OktaUser } from "../../../org/user.js";
import { attributeOf } from "../../../org/user-profile.js";
import type { Operator, SearchableBy } from "../../search.js";

const ORDERED: readonly Operator[] = ["eq", "gt", "ge", "lt", "le", "pr"];
const TEXT: readonly Operator[] = [...ORDERED, "sw", "co"];
const FILTER_PROFILE = new Set(["login", "email", "firstName", "lastName"]);

/** What a user is, outside the profile, by the names of expressions. */
const OWN: Readonly<Record<string, { readonly operators: readonly Operator[]; value(user: OktaUser): JsonValue }>> = {
  id: { operators: TEXT, value: ({ id }) => id },
  status: { operators: TEXT, value: ({ status }) => status },
  "type.id": { operators: TEXT, value: ({ typeId }) => typeId },
  created: { operators: ORDERED, value: ({ created }) => resourceTime(created) },
  lastUpdated: { operators: ORDERED, value: ({ lastUpdated }) => resourceTime(lastUpdated) },
  activated: {
    operators: ORDERED,
    value: ({ activated }) => (activated === undefined ? null : resourceTime(activated)),
  },
  statusChanged: {
    operators: ORDERED,
    value: ({ statusChanged }) => (statusChanged === undefined ? null : resourceTime(statusChanged)),
  },
};

/** What `filter` knows of them. Source: Okta Management API, listUsers: with other operators it answers 400. */
const FILTERED: Readonly<Record<string, readonly Operator[]>> = {
  id: ["eq"],
  status: ["eq"],
  lastUpdated: ["eq", "gt", "ge", "lt", "le"],
};

/** What `search` knows: also every attribute of the profile, the org's own among them. */
export function userSearch(org: Org): SearchableBy<OktaUser> {
  return (attribute) => {
    const name = profileName(attribute);
    if (name === undefined) return OWN[attribute];
    const isKnown = [...org.userTypes.values()].some(({ attributes }) => attributes.has(name));
    return isKnown ? { operators: TEXT, value: (user) => attributeOf(user, name) } : undefined;
  };
}

/** What `filter` knows. */
export const USER_FILTER: SearchableBy<OktaUser> = (attribute) => {
  const name = profileName(attribute);
  if (name !== undefined && FILTER_PROFILE.has(name))
    return { operators: ["eq"], value: (user) => attributeOf(user, name) };
  const [own, operators] = [OWN[attribute], FILTERED[attribute]];
  return own === undefined || operators === undefined ? undefined : { ...own, operators };
};

function profileName(attribute: string): string | undefined {
  return attribute.startsWith("profile.") ? attribute.slice("profile.".length) : undefined;
}
