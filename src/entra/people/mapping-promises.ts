import type { JsonObject } from "../../base/json.js";
import type { PersonRequirement, ValuePromise } from "../../setup/model/expectation.js";
import { userSchema } from "../api/schemas.js";
import { DEFAULT_SOURCES, nameSourceOf } from "./mapping-ahead.js";
import { expressionFor, plainSourceOf, type WantedMapping } from "../mapping/schema-surgery.js";

const USER_NAME = "userName";

/**
 * What the target must hold of each person because of the mappings: the name people are known by, and what the guide wants
 * mapped, each with a reason that says what the job's mapping sends now.
 *
 * @param schema - the job's schema as last read; undefined before there was one
 */
export function mappingPromises(schema: JsonObject | undefined, wanted: readonly WantedMapping[]): ValuePromise[] {
  const rest = wanted.map((one) => promise(schema, one));
  if (wanted.some(({ target }) => isUserName(target))) return rest;
  // Something computed cannot be foretold; then people are looked for by their sign-in name.
  const source = nameSourceOf(schema) ?? "userPrincipalName";
  return [promise(schema, { target: USER_NAME, source }), ...rest];
}

/**
 * What a user must have in Entra to get an account at all: the attribute that the target knows users by, where it is one
 * that may be empty. The job fails a user without it, since nobody can be looked up by nothing.
 */
export function mappingRequirements(
  schema: JsonObject | undefined,
  wanted: readonly WantedMapping[],
): PersonRequirement[] {
  const attribute = nameSourceOf(schema, wanted);
  if (attribute === undefined || attribute === "userPrincipalName" || !Object.hasOwn(userSchema.shape, attribute))
    return [];
  const reason = `no ${attribute} in Entra, which the job sends as userName: it cannot create this user without it`;
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
      ? `Entra sends ${wanted} as ${target} once the job's mapping says so; another value is older, or the target rewrites it`
      : `Entra's default mapping sends ${usual} as ${target}, not ${wanted}: ${MEND}`;
  }
  if (plainSourceOf(schema, target) === source)
    return `the job's mapping sends ${wanted} as ${target} now: the value is older than the mapping and is written again after a restart of the job, or the target rewrites it`;
  const expression = expressionFor(schema, target);
  if (expression === undefined)
    return `the job's schema does not map ${target}, so that nothing is sent for it: ${MEND}`;
  return `the job's mapping sends ${expression ?? "a constant"} as ${target}, not ${wanted}: ${MEND}`;
}

const MEND =
  "run again without leaving out the step for the attribute mappings; people who are there are written again after a restart of the job";

function isUserName(target: string): boolean {
  return target.toLowerCase() === USER_NAME.toLowerCase();
}
