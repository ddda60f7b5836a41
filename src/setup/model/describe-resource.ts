import type { Change } from "./plan.js";

/** Types whose name in journals is not what a person calls them. */
const WORDS: Readonly<Record<string, string>> = { "console-stop": "manual step" };

/** A resource type in words: `group assignment` for `group-assignment`. */
export function describeType(type: string): string {
  return (Object.hasOwn(WORDS, type) ? WORDS[type] : undefined) ?? type.replaceAll("-", " ");
}

/** A resource in words, for example `group assignment "Sales"`. */
export function describeResource({ type, name }: Pick<Change["resource"], "type" | "name">): string {
  return `${describeType(type)} "${name}"`;
}
