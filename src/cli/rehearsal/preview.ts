import { EXIT, SetupError } from "../../base/errors.js";
import { nearNames } from "../../base/text.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { Rehearsal } from "../run/rehearsal.js";
import type { Payloads, Preview, Prediction } from "../run/people-report.js";

/**
 * The people of `--preview` as the directory writes them; upper and lower case count as the same.
 *
 * @throws SetupError `preview-unknown` (exit 64) naming who is not there, with the nearest names
 */
export function findPreviewed(wanted: readonly string[], directory: Directory): string[] {
  if (wanted.length === 0) return [];
  const names = new Map(directory.people.map(({ userName }) => [userName.toLowerCase(), userName]));
  const found = wanted.map((name) => names.get(name.trim().toLowerCase()) ?? unknown(name, directory));
  return [...new Set(found)];
}

function unknown(name: string, { people, imported }: Directory): never {
  const hint = nearest(name, people);
  const where = imported === undefined ? "of the simulated tenant" : "in the groups that this run names";
  throw new SetupError({
    code: "preview-unknown",
    exitCode: EXIT.usage,
    what: `--preview ${name}: nobody ${where} signs in with that name`,
    fix: [
      hint ?? "Give the sign-in name of somebody there, in full.",
      ...(imported === undefined ? [] : [OTHER_GROUP]),
    ],
  });
}

/** By what stands before the @: whole addresses of one domain all look alike. */
function nearest(name: string, people: Directory["people"]): string | undefined {
  const byLocalPart = new Map(people.map(({ userName }) => [localPart(userName), userName]));
  const [near] = nearNames(localPart(name), byLocalPart.keys());
  return near === undefined ? undefined : `Did you mean "${byLocalPart.get(near) ?? near}"?`;
}

function localPart(name: string): string {
  return name.split("@", 1)[0] ?? name;
}

const OTHER_GROUP = "Or name a group in which the person is a direct member, with --group NAME.";

/** What was sent for these people, out of a rehearsal that is over. */
export function previewOf(
  people: readonly string[],
  predictions: readonly Prediction[] | undefined,
  { explain, payloads }: Pick<Rehearsal<never>, "explain"> & { readonly payloads: Payloads },
): Preview[] {
  const predicted = new Map(predictions?.map((one) => [one.name, one]));
  return people.map((person) => {
    const explanation = explain(person);
    const requests = explanation === undefined ? [] : payloads.about(explanation);
    const reason = predicted.get(person)?.reason ?? (requests.length === 0 ? NOT_SENT : undefined);
    return {
      person,
      ...(reason === undefined ? {} : { reason }),
      requests,
      values: requests.length === 0 ? [] : (explanation?.values ?? []),
    };
  });
}

const NOT_SENT = "in none of the groups that are assigned, so that nothing is sent about this person";
