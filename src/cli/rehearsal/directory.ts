import { EXIT, SetupError } from "../../base/errors.js";
import { didYouMean } from "../../base/text.js";
import type { PeopleFile } from "../../sandbox/people/people-file.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { Template } from "../../template/document/template.js";
import { readBytesFrom } from "../terminal/input-files.js";
import type { Io } from "../terminal/io.js";
import type { DirectoryOptions } from "../arguments/dry-run-options.js";
import { usageError } from "../arguments/usage.js";

/** The users of a dry run, and where they come from. */
export interface ChosenDirectory {
  readonly directory: Directory;
  readonly source: "default" | "file" | "generated";
  /** Only for a file: how it was read. */
  readonly file?: Pick<PeopleFile, "hasGroups" | "understood">;
}

/**
 * The users a dry run starts with: the built-in ones, those of a CSV file, or generated ones.
 *
 * @throws SetupError (exit 64) when the options contradict each other or the file is not valid
 */
export async function chooseDirectory(options: DirectoryOptions, io: Io): Promise<ChosenDirectory> {
  const { people, users, groups } = options;
  if (people !== undefined && users !== undefined)
    throw usageError("--people and --users cannot be used together", ["Keep one of the two."]);
  if (groups !== undefined && users === undefined) {
    throw usageError("--groups needs --users", [
      "Add --users N: they are spread over that many groups.",
      "To name a group, use --group NAME instead.",
    ]);
  }
  if (people !== undefined) {
    const { readPeopleFile } = await import("../../sandbox/people/people-file.js");
    const file = readPeopleFile(await readBytesFrom(io, people, "--people"), people);
    return { directory: file.directory, source: "file", file };
  }
  if (users !== undefined) {
    const { generatePeople } = await import("../../sandbox/people/generate.js");
    return {
      directory: generatePeople({ users, groups: groups ?? Math.min(20, Math.ceil(users / 50)) }),
      source: "generated",
    };
  }
  const { defaultDirectory } = await import("../../sandbox/people/default.js");
  return { directory: defaultDirectory(), source: "default" };
}

/** The users of a dry run in their groups, and what to tell about them. */
export interface PlacedDirectory {
  readonly directory: Directory;
  /** One sentence each. */
  readonly notices: readonly string[];
}

/**
 * Puts all users of a file without a groups column, such as an export, into the groups of the run: users in no group are not
 * provisioned, and the dry run would show nothing.
 *
 * @param groups - names of the groups of the run; may be empty
 */
export function placeInGroups({ directory, file }: ChosenDirectory, groups: readonly string[]): PlacedDirectory {
  if (file === undefined) return { directory, notices: [] };
  if (file.hasGroups) return { directory, notices: [`${file.understood}.`] };
  const names = groups.map((name) => `"${name}"`).join(", ");
  const told = groups.length === 0 ? "no users are in a group" : `all users are put in ${names}`;
  return {
    directory: { people: directory.people.map((person) => ({ ...person, groups })), groups },
    notices: [`${file.understood}; it has no groups column, so ${told}.`],
  };
}

/** The names of all groups that a run names. */
export function chosenGroups(template: Template, values: ReadonlyMap<string, unknown>): string[] {
  const names = template.inputs.flatMap((input) => {
    const value = input.type === "groups" ? values.get(input.name) : undefined;
    return Array.isArray(value) ? (value as readonly string[]) : [];
  });
  return [...new Set(names)];
}

/**
 * Checks that the groups of a run are in the file of --people.
 *
 * @throws SetupError `group-not-in-people` (exit 64) with the nearest names
 */
export function requireGroupsInFile(
  template: Template,
  values: ReadonlyMap<string, unknown>,
  directory: Directory,
  file: string,
): void {
  for (const input of template.inputs) {
    if (input.type !== "groups") continue;
    const names = values.get(input.name);
    if (!Array.isArray(names)) continue;
    for (const name of names as readonly string[]) {
      if (directory.groups.includes(name)) continue;
      throw new SetupError({
        code: "group-not-in-people",
        exitCode: EXIT.usage,
        what: `--people ${file}: no user is in the group "${name}" (input "${input.name}")`,
        fix: [
          didYouMean(name, directory.groups) ??
            `The file has: ${directory.groups.slice(0, 10).join(", ") || "no groups"}.`,
          "Add the group to a user in the file, or name other groups with --group.",
        ],
      });
    }
  }
}

/**
 * The built-in users in the groups that a template names itself: its first group replaces the first built-in one, and so on. Groups
 * that the administrator names stay unknown, like a misspelt group in a real tenant.
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
