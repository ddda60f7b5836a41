/** Who belongs to which group, to be asked from both sides. */
export interface Memberships {
  /** Makes these, and nobody else, the members of a group. */
  replace(groupId: string, memberIds: ReadonlySet<string>): void;
  /** Takes people out of a group and others in, and leaves everybody else: costs no more than those are many. */
  change(groupId: string, joining: Iterable<string>, leaving: Iterable<string>): void;
  /** The ids of a group's members, in the order in which they were given. */
  membersOf(groupId: string): ReadonlySet<string>;
  /** The ids of the groups somebody belongs to directly. */
  groupsOf(memberId: string): ReadonlySet<string>;
  /** Takes a deleted person or group out, as member and as group. */
  forget(id: string): void;
}

const NOBODY: ReadonlySet<string> = new Set();

/** No group, no member. */
export function createMemberships(): Memberships {
  const members = new Map<string, Set<string>>();
  const groups = new Map<string, Set<string>>();

  function leave(groupId: string, memberId: string): void {
    const of = groups.get(memberId);
    of?.delete(groupId);
    if (of?.size === 0) groups.delete(memberId);
  }

  function join(groupId: string, memberId: string): void {
    const of = groups.get(memberId);
    if (of === undefined) groups.set(memberId, new Set([groupId]));
    else of.add(groupId);
  }

  return {
    replace(groupId, memberIds) {
      const before = members.get(groupId) ?? NOBODY;
      for (const id of before) if (!memberIds.has(id)) leave(groupId, id);
      for (const id of memberIds) if (!before.has(id)) join(groupId, id);
      members.set(groupId, new Set(memberIds));
    },
    change(groupId, joining, leaving) {
      const of = members.get(groupId) ?? new Set();
      members.set(groupId, of);
      for (const id of leaving) if (of.delete(id)) leave(groupId, id);
      for (const id of joining) {
        of.add(id);
        join(groupId, id);
      }
    },
    membersOf: (groupId) => members.get(groupId) ?? NOBODY,
    groupsOf: (memberId) => groups.get(memberId) ?? NOBODY,
    forget(id) {
      for (const groupId of groups.get(id) ?? NOBODY) members.get(groupId)?.delete(id);
      groups.delete(id);
      for (const memberId of members.get(id) ?? NOBODY) leave(id, memberId);
      members.delete(id);
    },
  };
}
