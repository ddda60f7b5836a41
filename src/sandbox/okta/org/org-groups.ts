import type { Directory } from "../../people/person.js";
import type { OktaGroup } from "./group.js";
import type { OktaUser } from "./user.js";

/** A group that an org starts with; it gets an id when it brings none. */
export type FirstGroup = Pick<OktaGroup, "name" | "type" | "members" | "description"> & { readonly id?: string };

/** The group in which everybody is; Okta keeps it itself. */
const EVERYONE = { name: "Everyone", type: "BUILT_IN", description: "All users in your organization" } as const;

/**
 * The groups of a directory, the one of everybody first. Of an org that was copied in part, everybody is whoever was copied.
 *
 * @param users - everybody, in the directory's order
 */
export function firstGroups({ people, groups, imported }: Directory, users: readonly OktaUser[]): FirstGroup[] {
  const everyone: FirstGroup = { ...EVERYONE, members: [...users] };
  if (imported === undefined) {
    const members = new Map<string, OktaUser[]>(groups.map((name) => [name, []]));
    for (const [index, user] of users.entries())
      for (const name of people[index]?.groups ?? []) members.get(name)?.push(user);
    const made = [...members].map(([name, of]) => ({ ...EMPTY, name, members: of }));
    return [everyone, ...made];
  }
  const byId = new Map(users.map((user) => [user.id, user]));
  const builtIn = imported.groups.find(({ attributes }) => attributes["type"] === "BUILT_IN");
  const others = imported.groups
    .filter((group) => group !== builtIn)
    .map(({ id, name, attributes, members }) => {
      const { description } = attributes;
      return {
        ...EMPTY,
        id,
        name,
        description: typeof description === "string" ? description : null,
        members: members.flatMap((member) => byId.get(member) ?? []),
      };
    });
  return [{ ...everyone, ...(builtIn === undefined ? {} : { id: builtIn.id, name: builtIn.name }) }, ...others];
}

const EMPTY = { type: "OKTA_GROUP", description: null } as const;
