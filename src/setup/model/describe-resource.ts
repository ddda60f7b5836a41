import type { Change } from "./plan.js";

/** A type of resource in words: `group assignment` for `group-assignment`. */
export function describeType(type: string): string {
  return type.replaceAll("-", " ");
}

/** As `group assignment "Sales"`. */
export function describeResource({ type, name }: Pick<Change["resource"], "type" | "name">): string {
  return `${describeType(type)} "${name}"`;
}
