import type { JsonObject } from "../../base/json.js";
import type { PersonRequirement, ValuePromise } from "../../setup/model/expectation.js";
import { userSchema } from "../api/schemas.js";
import { DEFAULT_SOURCES, nameSourceOf } from "./mapping-ahead.js";
import { expressionFor, plainSourceOf, type WantedMapping } from "../mapping/schema-surgery.js";

const USER_NAME = "userName";

/**
 * What the SCIM server must have of each user because of the mappings: the user name, and what the guide wants mapped, each with
 * a reason that says what the attribute mapping sends now.
 *
 * @param schema - the job's schema as last read; undefined before there was one
 */
export function mappingPromises(schema: JsonObject | undefined, wanted: readonly WantedMapping[]): ValuePromise[] {
  const rest = wanted.map((one) => promise(schema, one));
  if (wanted.some(({ target }) => isUserName(target))) return rest;
  // A computed name cannot be predicted; then users are looked for by their sign-in name.
  const source = nameSourceOf(schema) ?? "userPrincipalName";
  return [promise(schema, { target: USER_NAME, source }), ...rest];
}

/**
 * What a user must have in Entra to get an account at all: the attribute that fills userName, where it is one that may be
 * empty. Entra cannot look up a user without it.
 */
export function mappingRequirements(
  schema: JsonObject | undefined,
  wanted: readonly WantedMapping[],
): PersonRequirement[] {
  const attribute = nameSourceOf(schema, wanted);
  if (attribute === undefined || attribute === "userPrincipalName" || !Object.hasOwn(userSchema.shape, attribute))
    return [];
  const reason = `no ${attribute} in Entra, which is mapped to userName: Entra cannot create the user without it`;
  return [{ attribute, reason }];
}

function promise(schema: JsonObject | undefined, { target, source }: WantedMapping): ValuePromise {
  return {
    path: target,
    attribute: source,
    match: isUserName(target) ? "caseless" : "exact",
    reason: reasonOf(schema, target, source),
  };
}

function reasonOf(schema: JsonObject | undefined, target: string, source: string): string {
  const wanted = `[${source}]`;
  if (schema === undefined) {
    const usual = DEFAULT_SOURCES.has(target) ? `[${DEFAULT_SOURCES.get(target) ?? ""}]` : undefined;
    return usual === undefined || usual === wanted
      ? `Entra sends ${wanted} as ${target} once it is mapped: the value is older than the mapping, or the SCIM server changes it`
      : `Entra's default mapping sends ${usual} as ${target}, not ${wanted}. ${FIX}`;
  }
  if (plainSourceOf(schema, target) === source)
    return `the attribute mapping sends ${wanted} as ${target}: the value is older than the mapping and is sent again after a restart of provisioning, or the SCIM server changes it`;
  const expression = expressionFor(schema, target);
  if (expression === undefined) return `${target} is not mapped, so Entra sends no value for it. ${FIX}`;
  return `the attribute mapping sends ${expression ?? "a constant"} as ${target}, not ${wanted}. ${FIX}`;
}

const FIX =
  "Run again and include the step that changes the attribute mappings; existing users get the new value after a restart of provisioning";

function isUserName(target: string): boolean {
  return target.toLowerCase() === USER_NAME.toLowerCase();
}
