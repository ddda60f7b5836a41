import { promisedValue, type Expectation, type Person } from "../../../setup/model/expectation.js";
import { CHANGE_KINDS, type ChangeKind, type SentAttribute } from "../../../setup/model/change-kind.js";
import type { ChangesProof } from "../../../setup/model/proof.js";
import type { Population } from "../../../setup/plan/population.js";

type Group = Population["groups"][number];

/** A membership that a change does not concern: the SCIM server must keep it. */
export interface Bystander {
  readonly person: Person;
  readonly group: Group;
}

/** The users and groups of the changes; a change that is left out has its reason in `notMade`. */
export interface ChosenChanges {
  readonly attribute?: SentAttribute & { readonly person: Person; readonly keeps: readonly Bystander[] };
  readonly deactivation?: { readonly person: Person };
  readonly membership?: { readonly person: Person; readonly group: Group; readonly keeps: readonly Bystander[] };
  readonly groupName?: { readonly group: Group; readonly keeps: readonly Bystander[] };
  readonly notMade: ChangesProof["notMade"];
}

/** Attributes on the SCIM server that people change in their daily work, the best first. Nobody is matched by them. */
const USUAL = [/^title$/i, /^displayName$/i, /:department$/i, /^name\.familyName$/i, /^name\.givenName$/i];

/** Why a kind of change is not sent. */
const NOT_SENT: Readonly<Record<ChangeKind, string>> = {
  attribute: "this guide does not send profile updates",
  deactivation: "this guide does not send deactivation",
  membership: "this guide does not send group memberships",
  "group-name": "this guide does not send group names",
};
export const TOO_FEW = "there are too few users";

/**
 * Chooses a user for each change that the steps send, nobody for two of them, and the smallest pushed group that has enough members.
 * Pure.
 */
export function chooseChanges(population: Population, expectation: Required<Expectation>): ChosenChanges {
  const sent = new Set(expectation.sends.map(({ kind }) => kind));
  const notMade: { kind: ChangeKind; reason: string }[] = CHANGE_KINDS.filter((kind) => !sent.has(kind)).map(
    (kind) => ({
      kind,
      reason: NOT_SENT[kind],
    }),
  );
  const taken = new Set<Person>();
  const take = (people: readonly Person[]): Person | undefined => {
    const person = people.find((one) => !taken.has(one));
    if (person !== undefined) taken.add(person);
    return person;
  };
  const leaveOut = (kind: ChangeKind, reason: string): void => {
    notMade.push({ kind, reason });
  };

  const { expected, groups } = population;
  const group = groupOf(groups);
  const groupsOf = (person: Person): readonly Bystander[] =>
    groups.filter(({ members }) => members.includes(person)).map((one) => ({ person, group: one }));
  const people = membersFirst(population, group);
  const attribute = sent.has("attribute") ? attributeOf(people, expectation) : undefined;
  if (attribute !== undefined) taken.add(attribute.person);
  else if (sent.has("attribute"))
    leaveOut("attribute", expected.length === 0 ? TOO_FEW : "no user has a value that this guide sends as it is");

  // Whoever leaves a group is in it; who is deactivated may be anybody.
  const elsewhere = expected.filter((person) => group?.members.includes(person) !== true);
  const off = sent.has("deactivation") ? take([...elsewhere, ...expected]) : undefined;
  if (off === undefined && sent.has("deactivation")) leaveOut("deactivation", TOO_FEW);
  const leaver = sent.has("membership") ? take(group?.members ?? []) : undefined;
  if (leaver === undefined && sent.has("membership")) leaveOut("membership", TOO_FEW);
  if (group === undefined && sent.has("group-name")) leaveOut("group-name", "no group is pushed");
  const untouched = group?.members.find((one) => !taken.has(one));
  const stays = group === undefined || untouched === undefined ? [] : [{ person: untouched, group }];
  const others = leaver === undefined ? [] : groupsOf(leaver).filter((one) => one.group !== group);
  return {
    ...(attribute === undefined ? {} : { attribute: { ...attribute, keeps: groupsOf(attribute.person) } }),
    ...(off === undefined ? {} : { deactivation: { person: off } }),
    ...(leaver === undefined || group === undefined
      ? {}
      : { membership: { person: leaver, group, keeps: [...others, ...stays] } }),
    ...(group === undefined || !sent.has("group-name") ? {} : { groupName: { group, keeps: stays } }),
    notMade,
  };
}

/** Enough members for a change of each kind. */
const ENOUGH = 3;

function groupOf(groups: readonly Group[]): Group | undefined {
  const bySize = [...groups].sort((a, b) => a.members.length - b.members.length);
  return bySize.find(({ members }) => members.length >= ENOUGH) ?? bySize.at(-1);
}

/** Who is in a pushed group is chosen first: an update may cost a user those memberships. The group of the other changes keeps members for them. */
function membersFirst({ expected, groups }: Population, group: Group | undefined): readonly Person[] {
  const own = group?.members ?? [];
  const others = groups.filter((one) => one !== group).flatMap(({ members }) => members);
  return own.length >= ENOUGH ? [...own, ...others, ...expected] : [...others, ...expected];
}

function attributeOf(
  people: readonly Person[],
  { values, sends }: Required<Expectation>,
): (SentAttribute & { readonly person: Person }) | undefined {
  const names = new Set(values.flatMap(({ path, attribute }) => (path === "userName" ? [attribute] : [])));
  const sent: SentAttribute[] = [
    ...values.flatMap(({ path, attribute }) => (attribute === undefined ? [] : [{ path, attribute }])),
    ...sends.flatMap(({ attributes = [] }) => attributes),
  ];
  for (const usual of USUAL) {
    const fit = sent.find(({ path, attribute }) => usual.test(path) && !names.has(attribute));
    const person = fit && people.find(({ attributes }) => (attributes[fit.attribute] ?? "") !== "");
    if (fit !== undefined && person !== undefined) return { ...fit, person };
  }
  return undefined;
}

/** The user's name on the SCIM server. */
export function userNameOf(person: Person, { values }: Required<Expectation>): string {
  const promise = values.find(({ path }) => path === "userName");
  const value = promise === undefined ? undefined : promisedValue(person, promise);
  return typeof value === "string" ? value : person.name;
}
