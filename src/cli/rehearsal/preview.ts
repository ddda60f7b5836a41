import { EXIT, SetupError } from "../../base/errors.js";
import { nearNames } from "../../base/text.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { Rehearsal } from "../run/rehearsal.js";
import type { Payloads, Preview, Prediction } from "../run/people-report.js";

/**
 * The users of `--preview` as the directory spells them; case does not matter.
 *
 * @throws SetupError `preview-unknown` (exit 64) naming the unknown user, with the nearest name
 */
export function findPreviewed(wanted: readonly string[], directory: Directory): string[] {
  if (wanted.length === 0) return [];
  const names = new Map(directory.people.map(({ userName }) => [userName.toLowerCase(), userName]));
  const found = wanted.map((name) => names.get(name.trim().toLowerCase()) ?? unknown(name, directory));
  return [...new Set(found)];
}

function unknown(name: string, { people, imported }: Directory): never {
  const hint = nearest(name, people);
  const where = imported === undefined ? "in the simulated tenant" : "in the groups of this run";
  throw new SetupError({
    code: "preview-unknown",
    exitCode: EXIT.usage,
    what: `--preview ${name}: no user ${where} has this sign-in name`,
    fix: [hint ?? "Give the full sign-in name of a user there.", ...(imported === undefined ? [] : [OTHER_GROUP])],
  });
}

/** Compares the part before the @: addresses of one domain all look alike. */
function nearest(name: string, people: Directory["people"]): string | undefined {
  const byLocalPart = new Map(people.map(({ userName }) => [localPart(userName), userName]));
  const [near] = nearNames(localPart(name), byLocalPart.keys());
  return near === undefined ? undefined : `Did you mean "${byLocalPart.get(near) ?? near}"?`;
}

function localPart(name: string): string {
  return name.split("@", 1)[0] ?? name;
}

const OTHER_GROUP = "Or name a group that the user is a direct member of: --group NAME.";

/** What a finished dry run sent for these users. */
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

const NOT_SENT = "not in an assigned group, so nothing is sent for this user";
