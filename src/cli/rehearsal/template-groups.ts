import type { Directory } from "../../sandbox/people/person.js";
import type { Template } from "../../template/document/template.js";

/**
 * The built-in people in the groups that a template names by itself: its first group takes the place of the first built-in one, and
 * so on. Groups that the administrator names stay unknown, as a misspelt one in a real tenant.
 */
export function inTemplateGroups(directory: Directory, template: Template): Directory {
  const wanted = [...new Set(template.inputs.flatMap(namedGroups))].filter((name) => !directory.groups.includes(name));
  if (wanted.length === 0) return directory;
  const renamed = new Map(directory.groups.map((name, index) => [name, wanted[index] ?? name]));
  const rename = (name: string): string => renamed.get(name) ?? name;
  return {
    people: directory.people.map((person) => ({ ...person, groups: person.groups.map(rename) })),
    groups: directory.groups.map(rename),
  };
}

function namedGroups(input: Template["inputs"][number]): readonly string[] {
  if (input.type !== "groups") return [];
  const fallback = Array.isArray(input.default) ? input.default : [];
  return [...(input.includes ?? []), ...(input.example ?? fallback)];
}
