import { isJsonObject, type JsonValue } from "../base/json.js";
import { applyPatch } from "../scim/patch/patch.js";
import { atOperation, type PatchChange } from "../scim/patch/patch-message.js";
import { givenValues } from "../scim/patch/patch-values.js";
import { shownMembers, type Locate } from "./representation.js";
import type { Store } from "./store.js";
import { invalidValue } from "../scim/message/errors.js";

const NOBODY: ReadonlySet<string> = new Set();

/** What a PATCH makes of a group's members, not yet done. */
export interface MemberChanges {
  /** True when somebody joins or leaves. */
  readonly any: boolean;
  commit(): void;
}

/**
 * Follows changes of a group's `members` one after the other. Naming members, as Okta and Microsoft Entra do, costs what the
 * names cost, however large the group is; any other filter looks at each member.
 *
 * @throws ScimError 400 as {@link applyPatch}, and `invalidValue` for a member that nobody has
 */
export function memberChanges(
  changes: readonly PatchChange[],
  groupId: string,
  store: Store,
  locate: Locate,
): MemberChanges {
  const before = store.memberships.membersOf(groupId);
  const joining = new Set<string>();
  const leaving = new Set<string>();
  // The members before any change: none once all were removed or replaced.
  let kept = before;

  const has = (id: string): boolean => joining.has(id) || (kept.has(id) && !leaving.has(id));

  function add(members: JsonValue | undefined): void {
    for (const id of memberIdsIn(members, store, groupId)) {
      // Who left a moment ago and comes back was never away.
      if (!has(id) && !leaving.delete(id)) joining.add(id);
    }
  }

  function remove(id: string): void {
    if (!joining.delete(id) && kept.has(id)) leaving.add(id);
  }

  function replace(members: JsonValue | undefined): void {
    kept = NOBODY;
    joining.clear();
    leaving.clear();
    add(members);
  }

  function* current(): Iterable<string> {
    for (const id of kept) if (!leaving.has(id)) yield id;
    yield* joining;
  }

  function follow(change: PatchChange): void {
    const removed = removedId(change);
    if (removed !== undefined) remove(removed);
    else if (change.place.chosen === undefined && change.place.sub === undefined) {
      atOperation(change.operation, () => {
        followWhole(change);
      });
    } else {
      const members = shownMembers(current(), store, locate);
      const after = applyPatch({ members }, [change])["members"];
      atOperation(change.operation, () => {
        replace(after);
      });
    }
  }

  function followWhole(change: PatchChange): void {
    const { op, value } = change;
    if (op === "remove" && (value === undefined || value === null)) {
      replace(undefined);
      return;
    }
    const members = givenValues(change);
    if (op === "add") add(members);
    else if (op === "replace") replace(members);
    else for (const id of givenIds(members)) remove(id);
  }

  for (const change of changes) follow(change);
  return {
    any: kept === before ? joining.size + leaving.size > 0 : !sameIds(joining, before),
    commit() {
      if (kept === before) store.memberships.change(groupId, joining, leaving);
      else store.memberships.replace(groupId, joining);
    },
  };
}

/** The ids that members are named by, whether they exist or not. */
function givenIds(members: readonly JsonValue[]): readonly string[] {
  return members
    .map((member) => (isJsonObject(member) ? member["value"] : undefined))
    .filter((id) => typeof id === "string");
}

/** The id in `remove` of `members[value eq "id"]`. */
function removedId({ op, place: { chosen, sub } }: PatchChange): string | undefined {
  const filter = chosen?.filter;
  if (op !== "remove" || sub !== undefined || filter?.kind !== "compare" || filter.op !== "eq") return undefined;
  const { path, value } = filter;
  const named = path.attribute.toLowerCase() === "value" && path.sub === undefined;
  return named && typeof value === "string" ? value : undefined;
}

function sameIds(ones: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return ones.size === others.size && [...ones].every((id) => others.has(id));
}

/**
 * The ids in a group's `members`, each once.
 *
 * @throws ScimError 400 `invalidValue` for an id that nobody has, and for the group's own
 */
export function memberIdsIn(members: JsonValue | undefined, store: Store, groupId: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [index, member] of Array.isArray(members) ? (members as readonly JsonValue[]).entries() : []) {
    const id = isJsonObject(member) ? member["value"] : undefined;
    const place = `members[${String(index)}].value`;
    if (typeof id !== "string") throw invalidValue(`${place} must be a string.`);
    if (store.member(id) === undefined) throw invalidValue(`${place} is "${id}", but no user or group has that ID.`);
    if (id === groupId) throw invalidValue(`${place} is the group itself.`);
    ids.add(id);
  }
  return ids;
}
