import type { Change } from "./plan.js";

/** A resource type in words: `group assignment` for `group-assignment`. */
export function describeType(type: string): string {
  return type.replaceAll("-", " ");
}

/** A resource in words, for example `group assignment "Sales"`. */
export function describeResource({ type, name }: Pick<Change["resource"], "type" | "name">): string {
  return `${describeType(type)} "${name}"`;
}
