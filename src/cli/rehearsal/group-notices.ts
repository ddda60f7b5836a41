import { count } from "../../base/text.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { Template } from "../../template/document/template.js";
import { flagName } from "../../template/inputs/input-names.js";
import { EXAMPLE, type ResolvedInputs } from "../../template/inputs/inputs.js";

const MOST_NAMES = 5;

/** Says which groups a live run uses, where a dry run uses the template's example instead. */
export function exampleNotices(
  { inputs }: Pick<Template, "inputs">,
  { from }: Pick<ResolvedInputs, "from">,
): readonly string[] {
  return inputs.flatMap((input) => {
    if (input.type !== "groups" || from.get(input.name) !== EXAMPLE || !Array.isArray(input.default)) return [];
    return [`A live run uses ${input.default.join(", ")} unless you add ${flagName(input)}.`];
  });
}

/** Names the users of a file who are in none of the run's groups. */
export function outsideNotices({ people }: Directory, groups: readonly string[]): readonly string[] {
  const names = people
    .filter((person) => !person.groups.some((name) => groups.includes(name)))
    .map((one) => one.userName);
  if (names.length === 0) return [];
  const more = names.length - MOST_NAMES;
  const list = names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${String(more)} more` : "");
  return [`${count(names.length, "user is", "users are")} in none of the run's groups, and not provisioned: ${list}.`];
}
