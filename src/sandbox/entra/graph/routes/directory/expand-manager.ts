import type { FastifyRequest } from "fastify";
import type { JsonObject } from "../../../../../base/json.js";
import type { SandboxUser } from "../../../tenant/model.js";
import type { GraphContext } from "../../context.js";
import { badRequest, denied, unsupportedQuery } from "../../errors.js";
import { isAdvanced, queryValue } from "../../request.js";
import { seesEverything, USER_DEFAULTS, USER_TYPE, userView } from "./user-view.js";

/** As many as an `$expand` may name. Source: Microsoft Graph docs, user: list manager. */
const MOST_LEVELS = 1_000;

/**
 * Users with their managers, where `$expand` asks for them: `manager`, `manager($select=id)`,
 * `manager($levels=max;$select=id,displayName)`. Source: Microsoft Graph docs, user: list manager.
 *
 * @param select - cuts the user itself down
 * @throws GraphError (400, 403)
 */
export function expandingManager(
  request: FastifyRequest,
  { tenant, callerOf }: GraphContext,
  select: (view: JsonObject) => JsonObject,
): (user: SandboxUser) => JsonObject {
  const caller = callerOf(request);
  const view = userView(caller);
  const expand = queryValue(request, "$expand");
  if (expand === undefined) return (user) => select(view(user));
  const { levels, names } = optionsOf(expand);
  if (levels !== undefined && !isAdvanced(request)) throw unsupportedQuery();
  if (!seesEverything(caller)) throw denied();

  const withManager = (user: SandboxUser, shown: JsonObject, left: number): JsonObject => {
    if (user.manager === undefined || left === 0) return shown;
    const manager = tenant.users.get(user.manager);
    // Where a tenant was read in part, only the id of a manager may be known.
    if (manager === undefined) return { ...shown, manager: { ...USER_TYPE, id: user.manager } };
    if (manager.softDeleted) return shown;
    const whole = view(manager);
    const cut = Object.fromEntries(names.map((name) => [name, whole[name]]));
    return { ...shown, manager: withManager(manager, { ...USER_TYPE, ...cut }, left - 1) };
  };
  return (user) => withManager(user, select(view(user)), levels ?? 1);
}

function optionsOf(expand: string): { readonly levels: number | undefined; readonly names: readonly string[] } {
  const [, inner] = /^manager(?:\((.*)\))?$/s.exec(expand.trim()) ?? [];
  if (inner === undefined && expand.trim() !== "manager") throw notExpanded();
  const options = new Map(
    (inner ?? "").split(";").map((part) => part.split("=", 2).map((one) => one.trim())) as [string, string][],
  );
  const [levels, names] = [options.get("$levels"), options.get("$select")];
  options.delete("$levels");
  options.delete("$select");
  options.delete("");
  if (options.size > 0) throw notExpanded();
  const number = levels === undefined ? undefined : levels === "max" ? MOST_LEVELS : Number(levels);
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= MOST_LEVELS)) throw notExpanded();
  return { levels: number, names: names?.split(",").map((name) => name.trim()) ?? USER_DEFAULTS };
}

function notExpanded() {
  return badRequest(
    "The sandbox expands manager, manager($select=...) and manager($levels=...;$select=...) of users, and nothing else.",
  );
}
