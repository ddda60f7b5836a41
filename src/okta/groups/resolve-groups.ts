import { EXIT, SetupError } from "../../base/errors.js";
import { firstWord, visibleName } from "../../setup/proof/group-names.js";
import { groupsNotFound } from "../../setup/step/groups-not-found.js";
import type { Journal } from "../../setup/journal/journal.js";
import type { Change } from "../../setup/model/plan.js";
import type { OktaGroup } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { orAbsent } from "../api/errors.js";

/**
 * Finds the groups of a step by exact name, else by the name without invisible spaces and line breaks, and keeps
 * them. An app group of the same name is ignored.
 *
 * @param maker - identifies the step: only one of several steps plans to create a group
 * @returns the groups that this step creates first, when `--create-groups` allows it
 * @throws SetupError `group-not-found` or `group-not-okta` (exit 1)
 */
export async function resolveGroups(
  { tenant, journal }: { readonly tenant: OktaTenant; readonly journal: Journal },
  names: readonly string[],
  maker: object,
): Promise<Change[]> {
  const { options, groups } = tenant;
  await findTogether(
    tenant,
    names.filter((name) => groups.get(name) === undefined),
  );
  const missing: string[] = [];
  for (const name of names) if ((await findGroup(tenant, name, journal)) === undefined) missing.push(name);
  if (missing.length > 0 && !options.createGroups) throw await notFound(tenant, missing);
  return missing
    .filter((name) => groups.isMaker(name, maker))
    .map((name) => ({
      action: "create",
      resource: { type: "group", name },
      fields: [{ path: "profile.name", before: null, after: visibleName(name) }],
      note: "an Okta group without members; add users to it in Okta",
      summary: "new in Okta, without members",
    }));
}

/** Creates a group, which is known from then on. */
export async function makeGroup({ api, groups }: OktaTenant, name: string): Promise<OktaGroup> {
  const group = await api.groups.create(visibleName(name), "Made by total-setup.");
  groups.keep(name, group);
  return group;
}

/** The group of this name that an earlier look found or an earlier change created. */
export function knownGroup({ groups }: Pick<OktaTenant, "groups">, name: string): OktaGroup {
  const group = groups.get(name);
  if (group === undefined) throw new Error(`the group "${name}" was not resolved before it was used`);
  return group;
}

/** Fewer are searched one by one. */
const TOGETHER_FROM = 5;
/** Far below the longest URL that servers and proxies accept. */
const MOST_CHARACTERS = 1_500;

/**
 * Finds many groups with few searches: one search for each would reach Okta's rate limit for lists of groups. Groups that these
 * searches do not show are searched one by one afterwards.
 */
async function findTogether({ api, groups }: OktaTenant, names: readonly string[]): Promise<void> {
  if (names.length < TOGETHER_FROM) return;
  for (const batch of batches(names)) {
    try {
      for (const group of await api.groups.withNames(batch)) {
        groups.keepName(group.id, group.profile.name);
        if (group.type !== "APP_GROUP" && groups.get(group.profile.name) === undefined)
          groups.keep(group.profile.name, group);
      }
    } catch (error) {
      if (error instanceof SetupError && error.refused && error.exitCode === EXIT.failed) return;
      throw error;
    }
  }
}

function batches(names: readonly string[]): string[][] {
  const all: string[][] = [];
  let room = 0;
  for (const name of names) {
    const size = encodeURIComponent(`profile.name eq "${name}" or `).length;
    if (all.length === 0 || size > room) {
      all.push([]);
      room = MOST_CHARACTERS;
    }
    all.at(-1)?.push(name);
    room -= size;
  }
  return all;
}

async function findGroup(tenant: OktaTenant, name: string, journal: Journal): Promise<OktaGroup | undefined> {
  const { api, options, groups } = tenant;
  // A group once found, or just made, is known by its id: the search lags behind.
  const known = groups.get(name);
  if (known !== undefined) return known;
  const hits = await api.groups.withName(name);
  for (const hit of hits) groups.keepName(hit.id, hit.profile.name);
  const group =
    hits.find(({ type }) => type !== "APP_GROUP") ??
    (await journalledGroup(tenant, name, journal.createdId("group", name))) ??
    (await groupSeenAs(tenant, name));
  if (group !== undefined) groups.keep(name, group);
  if (group === undefined && hits.length > 0 && !options.createGroups) throw notOkta(name);
  return group;
}

/** The group whose name looks the same; without this, --create-groups would create a duplicate. */
async function groupSeenAs({ api, groups }: OktaTenant, name: string): Promise<OktaGroup | undefined> {
  const near = await api.groups.startingWith(firstWord(name));
  const hits = near.filter(
    ({ type, profile }) => type !== "APP_GROUP" && visibleName(profile.name) === visibleName(name),
  );
  for (const hit of hits) groups.keepName(hit.id, hit.profile.name);
  if (hits.length > 1) throw ambiguous(name, hits);
  return hits[0];
}

function ambiguous(name: string, hits: readonly OktaGroup[]): SetupError {
  return new SetupError({
    code: "group-ambiguous",
    exitCode: EXIT.failed,
    what: `No group in Okta is named exactly "${name}", but the names of ${String(hits.length)} groups differ only in spaces or line breaks`,
    why: `the groups are ${hits.map(({ id, profile }) => `${JSON.stringify(profile.name)} (${id})`).join(", ")}`,
    fix: [
      "Enter the exact name of the group, including spaces.",
      "Or rename the other groups under Directory > Groups.",
    ],
  });
}

/** A group that an earlier run created and a search does not show yet; one deleted or renamed since does not count. */
async function journalledGroup(
  { api }: OktaTenant,
  name: string,
  id: string | undefined,
): Promise<OktaGroup | undefined> {
  if (id === undefined) return undefined;
  const group = await orAbsent(api.groups.get(id));
  return group?.profile.name === name ? group : undefined;
}

function notOkta(name: string): SetupError {
  return new SetupError({
    code: "group-not-okta",
    exitCode: EXIT.failed,
    what: `The group "${name}" exists only as an app group, not as an Okta group`,
    why: "Okta cannot assign or push a group that was imported from an app or pushed to it",
    fix: [`Create an Okta group "${name}" under Directory > Groups, or add --create-groups.`],
  });
}

function notFound({ api }: OktaTenant, missing: readonly string[]): Promise<SetupError> {
  return groupsNotFound(missing, {
    idp: "Okta",
    namesStartingWith: async (start) =>
      (await api.groups.startingWith(start))
        .filter(({ type }) => type !== "APP_GROUP")
        .map(({ profile }) => profile.name),
    fix: [
      "Enter the exact name of a group under Directory > Groups, including capital letters.",
      "Or add --create-groups to create it without members.",
    ],
  });
}
