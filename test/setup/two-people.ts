import type { JsonValue } from "../../src/base/json.js";
import { OKTA_WORDING } from "../../src/okta/wording.js";
import type { Person, ValuePromise } from "../../src/setup/model/expectation.js";
import type { Population } from "../../src/setup/plan/population.js";
import type { Progress, TargetGroup, TargetUser } from "../../src/setup/model/ports.js";
import { compare as compareWith } from "../../src/setup/proof/proof.js";
import type { Proof } from "../../src/setup/model/proof.js";

type Compared = Parameters<typeof compareWith>;

/** As the engine compares, with the words that Okta\'s administrators are told. */
export function compare(
  population: Compared[0],
  values: Compared[1],
  reading: Compared[2],
  progress: Compared[3]["progress"],
): Proof {
  return compareWith(population, values, reading, { progress, wording: OKTA_WORDING });
}

export const promises: readonly ValuePromise[] = [
  { path: "userName", attribute: "login", match: "caseless", reason: "the user name template" },
  { path: "externalId", attribute: "id", match: "exact", reason: "the external id mapping" },
  { path: "displayName", attribute: "displayName", match: "exact", reason: "the display name mapping" },
];

export function person(name: string, more: Readonly<Record<string, string>> = {}): Person {
  return { id: `id-${name}`, name, attributes: { id: `id-${name}`, login: name, ...more } };
}

export function user(
  userName: string,
  values: Readonly<Record<string, JsonValue>> = {},
  id = `t-${userName}`,
): TargetUser {
  const all: Readonly<Record<string, JsonValue>> = { externalId: `id-${userName}`, active: true, ...values };
  return { id, userName, value: (path) => all[path] };
}

export function group(displayName: string, members: readonly string[] | undefined): TargetGroup {
  return { id: `g-${displayName}`, displayName, memberIds: members === undefined ? undefined : new Set(members) };
}

export const ada = person("ada");
export const bo = person("bo", { displayName: "Bo" });
export const both: Population = {
  expected: [ada, bo],
  notExpected: [],
  assigned: [{ name: "G", members: 2 }],
  groups: [{ name: "G", targetName: "G", members: [ada, bo] }],
};
export const right = {
  users: [user("ADA", { externalId: "id-ada" }), user("bo", { displayName: "Bo" })],
  groups: [group("G", ["t-ADA", "t-bo"])],
  whole: true,
  unanswered: [] as readonly string[],
};
export const nobodyKnows = { people: new Map<string, Progress>(), groups: new Map<string, Progress>() };
