import { randomUUID } from "node:crypto";
import { SetupError } from "../base/errors.js";
import type { Reader } from "./reader.js";

/** Users or groups, with the attribute that an IdP looks them up by. */
export interface Endpoint {
  readonly path: "/Users" | "/Groups";
  readonly attribute: "userName" | "displayName";
}

export const USERS: Endpoint = { path: "/Users", attribute: "userName" };
export const GROUPS: Endpoint = { path: "/Groups", attribute: "displayName" };

/** The query for one name. A JSON string escapes quotes and backslashes as RFC 7644 3.4.2.2 requires. */
export function filterPath({ path, attribute }: Endpoint, value: string): string {
  const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`);
  return `${path}?filter=${filter}&startIndex=1&count=100`;
}

/** What a target does with a filter; `heeds` is certain only for a target that is not empty. */
export type FilterVerdict = "heeds" | "ignores" | SetupError;

/** Asks for a name that does not exist: any result shows that the filter was ignored. Returns the error when it was refused. */
export async function probeFilter(reader: Reader, endpoint: Endpoint): Promise<FilterVerdict> {
  try {
    const { resources } = await reader.list(filterPath(endpoint, `total-setup-${randomUUID()}`));
    return resources.length === 0 ? "heeds" : "ignores";
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
}
