import { count } from "../../base/text.js";
import { promisedValue, type ValuePromise } from "../model/expectation.js";
import type { Warning } from "../model/plan.js";
import type { Population } from "./population.js";

const MOST_NAMES = 10;

/** Warnings about the users of a run, however it ends. Pure. */
export function populationWarnings(population: Population, promises: readonly ValuePromise[]): readonly Warning[] {
  return [...nobodyExpected(population), ...withoutValue(population, promises)];
}

/** Without expected users, nothing can be verified on the target. */
function nobodyExpected({ expected, assigned }: Population): Warning[] {
  if (expected.length > 0) return [];
  const why = assigned.length === 0 ? "no group is assigned" : assigned.map(emptiness).join("; ");
  return [
    {
      code: "nobody-expected",
      message: `No users are expected on the SCIM server, so nothing can be verified there: ${why}.`,
      fix: "Add users to the assigned groups, or name other groups. To accept it, add --allow-unchecked users.",
    },
  ];
}

function emptiness({ name, members }: Population["assigned"][number]): string {
  if (members === undefined) return `the group "${name}" does not exist yet`;
  if (members === 0) return `the group "${name}" has no direct members`;
  return `${members === 1 ? "the only user" : `all ${String(members)} users`} of "${name}" won't be provisioned, for the reasons shown`;
}

/** The IdP sends nothing for an empty attribute, so the proof expects nothing for it, and says so. */
function withoutValue({ expected }: Population, promises: readonly ValuePromise[]): Warning[] {
  const lacking = new Map<string, { readonly paths: string[]; names: readonly string[] }>();
  for (const promise of promises) {
    const { attribute, path } = promise;
    if (attribute === undefined) continue;
    const names = expected.filter((person) => promisedValue(person, promise) === undefined).map(({ name }) => name);
    if (names.length === 0) continue;
    const known = lacking.get(attribute);
    if (known === undefined) lacking.set(attribute, { paths: [path], names });
    else known.paths.push(path);
  }
  return [...lacking].map(([attribute, { paths, names }]) => ({
    code: "value-missing",
    message: `${count(names.length, "user has", "users have")} no value for ${attribute}, so nothing is sent for ${paths.join(" and ")}: ${list(names)}.`,
    fix: `If the vendor needs it, fill in ${attribute} for these users. It is sent with their next update.`,
    people: { names, what: `has no value for ${attribute}, so nothing is sent for ${paths.join(" and ")}` },
  }));
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${String(names.length - MOST_NAMES)} more` : shown;
}
