import type { JsonObject, JsonValue } from "../../base/json.js";
import { parseAttributePath } from "./filter-parser.js";
import { compileValues } from "./predicate.js";
import { FOREIGN_SCOPE } from "./scope.js";

/** Reads one path from any number of resources. */
export type PathReader = (resource: JsonObject) => JsonValue | undefined;

/**
 * Compiles a path to read anybody's resources by, attribute names in any case: `userName`, `name.familyName`,
 * `emails[primary eq true].value`, `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`. After the URN of the core schema stands an
 * attribute at the top, also one that no schema has: `urn:ietf:params:scim:schemas:core:2.0:User:customCode`.
 * What it reads is one value; when a multi-valued attribute has several that the path does not tell apart, an array of them;
 * undefined when there is none.
 *
 * @throws ScimError 400 `invalidFilter` when it is no path
 */
export function compilePath(path: string): PathReader {
  const values = compileValues(parseAttributePath(path), FOREIGN_SCOPE);
  return (resource) => {
    const found: JsonValue[] = [];
    values(resource, (value) => {
      found.push(value);
      return false;
    });
    return found.length > 1 ? found : found[0];
  };
}

/**
 * The value at a path of one resource; see {@link compilePath}.
 *
 * @throws ScimError 400 `invalidFilter` when it is no path
 */
export function readPath(resource: JsonObject, path: string): JsonValue | undefined {
  return compilePath(path)(resource);
}
