import type { JsonObject } from "../../../../base/json.js";
import type { ExplainedValue, Explanation } from "../../../people/explanation.js";
import { ENTERPRISE_USER } from "../../schema/default-mappings.js";
import type { SandboxTenant, SandboxUser } from "../../tenant/model.js";
import { evaluateRules } from "./evaluate-object.js";
import { resourceValue } from "../../../../dialect/entra/values.js";
import { DEFAULT_VARIANTS, type Variants } from "../variants.js";
import { readMapping, type AttributeRule, type ObjectRule } from "../job/job-mapping.js";
import { isEntitled, scopeAmong } from "../job/scope.js";
import { attributesInWork } from "./sync-user.js";
import type { Work } from "../job/work.js";

/** Explains a user by sign-in name. */
export type Explainer = (userPrincipalName: string) => Explanation | undefined;

/**
 * What a new account of a user gets, value by value with the mapping it comes from: of the first job in whose scope the
 * user is. The mappings are evaluated by the very code that makes the requests. Quick enough to be asked about all users.
 *
 * @returns a function that gives undefined when nobody has this sign-in name, upper and lower case being the same, and no
 *   values for a user that no job provisions
 */
export function createExplainer(tenant: SandboxTenant, variants: Partial<Variants> = {}): Explainer {
  const find = finder(tenant);
  const rules = new WeakMap<JsonObject, ObjectRule | "none">();
  const ruleOf = (schema: JsonObject): ObjectRule | undefined => {
    const rule = rules.get(schema) ?? readMapping(schema, ignore).users ?? "none";
    rules.set(schema, rule);
    return rule === "none" ? undefined : rule;
  };

  return (userPrincipalName) => {
    const user = find(userPrincipalName);
    if (user === undefined || user.softDeleted) return undefined;
    for (const app of tenant.servicePrincipals.values()) {
      const scope = scopeAmong(tenant, app, [user.id, ...(user.manager === undefined ? [] : [user.manager])]);
      if (!isEntitled(scope, user)) continue;
      for (const job of app.jobs.values()) {
        const rule = ruleOf(job.schema);
        if (rule === undefined) continue;
        return explain({ tenant, app, scope, job, variants: { ...DEFAULT_VARIANTS, ...variants } }, rule, user);
      }
    }
    return { values: [] };
  };
}

/** Finds users by name; the index is made anew when users have come or gone. */
function finder({ users }: SandboxTenant): (userPrincipalName: string) => SandboxUser | undefined {
  let ids = new Map<string, string>();
  let indexed = -1;
  return (userPrincipalName) => {
    if (indexed !== users.size) {
      ids = new Map([...users.values()].map(({ id, userPrincipalName: name }) => [name.toLowerCase(), id]));
      indexed = users.size;
    }
    return users.get(ids.get(userPrincipalName.toLowerCase()) ?? "");
  };
}

type JobView = Pick<Work, "tenant" | "app" | "scope" | "job" | "variants">;

function explain(place: JobView, rule: ObjectRule, user: SandboxUser): Explanation {
  const values = new Map<string, ExplainedValue>();
  const evaluating = { creating: true, note: ignore };
  evaluateRules(rule, attributesInWork(place, rule, user), evaluating, (one, value, fromSource) => {
    const { target } = one;
    values.set(target, { path: target, value: resourceValue(target, value), source: sourceOf(one, fromSource) });
  });
  const anchor = place.job.anchors.get(user.id);
  // What differs each time is what was sent, once something was.
  for (const one of rule.attributes.filter(({ unpredictable }) => unpredictable)) {
    const value = anchor?.exported.get(one.target);
    if (value !== undefined) values.set(one.target, { path: one.target, value, source: sourceOf(one, true) });
  }
  const manager = managerAtTarget(place, rule, user);
  if (manager !== undefined) values.set(MANAGER, { path: MANAGER, ...manager });
  const targetId = anchor?.targetId;
  return { ...(targetId === undefined ? {} : { targetId }), values: [...values.values()] };
}

/** In a user's mapping the only reference is this one, sent once both are there. */
const MANAGER = `${ENTERPRISE_USER}:manager`;

function sourceOf({ plain, expression, defaultValue = "" }: AttributeRule, fromSource: boolean): string {
  const written = plain ?? expression;
  if (written === undefined) return `the constant ${JSON.stringify(defaultValue)}`;
  return fromSource ? written : `the default value ${JSON.stringify(defaultValue)}, since ${written} is empty`;
}

/** The target's id of the manager, where it was sent. */
function managerAtTarget(
  { tenant, scope, job }: JobView,
  rule: ObjectRule,
  user: SandboxUser,
): Omit<ExplainedValue, "path"> | undefined {
  const manager = tenant.users.get(user.manager ?? "");
  if (!rule.references || manager === undefined || !isEntitled(scope, manager)) return undefined;
  const value = job.anchors.get(manager.id)?.targetId;
  const source = `manager: the target's id of ${manager.userPrincipalName}`;
  return value === undefined ? undefined : { value, source };
}

function ignore(): void {
  // What is not simulated was noted when the request was made.
}
