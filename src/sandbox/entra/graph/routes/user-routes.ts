import type { FastifyInstance, FastifyRequest } from "fastify";
import type { JsonObject, JsonValue } from "../../../../base/json.js";
import { SCHEMA_NAMES } from "../../tenant/further.js";
import type { SandboxTenant, SandboxUser } from "../../tenant/model.js";
import type { GraphContext } from "../context.js";
import { seesEverything, USER_DEFAULTS, USER_PROPERTIES, userView } from "./directory-views.js";
import { badRequest, denied, notFound, unsupportedQuery } from "../errors.js";
import { parseFilter, type FilterTable } from "../filter.js";
import { contextOf, page } from "../paging.js";
import { bodyObject, pathValue, queryValue } from "../request.js";
import { selection } from "../select.js";

const FILTERS: FilterTable<SandboxUser> = {
  userPrincipalName: { operators: ["eq", "startswith", "in"], read: (user) => user.userPrincipalName },
  mail: { operators: ["eq", "startswith", "in"], read: (user) => user.mail },
  displayName: { operators: ["eq", "startswith", "in"], read: (user) => user.displayName },
  id: { operators: ["eq", "in"], read: (user) => user.id },
  accountEnabled: { operators: ["eq"], read: (user) => user.accountEnabled },
};
const KNOWN = { type: "user", known: USER_PROPERTIES, usual: USER_DEFAULTS };

/** Properties that can be changed, by the names under which the tenant keeps them. */
const TEXTS = ["displayName", "givenName", "surname", "mail", "jobTitle", "department"] as const;

/** Users: find, read, change, delete for a month and permanently. */
export function userRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, callerOf } = context;

  server.get("/v1.0/users", (request) => {
    const filter = queryValue(request, "$filter");
    if (queryValue(request, "$search") !== undefined || queryValue(request, "$orderby") !== undefined) {
      throw unsupportedQuery();
    }
    const select = selection(request, KNOWN);
    const view = expanding(request, context, select);
    const test = filter === undefined ? () => true : parseFilter(filter, FILTERS, { caseless: true });
    const found = [...tenant.users.values()].filter((user) => !user.softDeleted && test(user));
    return page(request, found, {
      root: context.root(),
      context: "users",
      usual: 100,
      max: 999,
      view,
    });
  });

  server.get("/v1.0/users/:user", (request) => {
    const select = selection(request, KNOWN);
    const view = userView(callerOf(request));
    const user = findUser(tenant, pathValue(request, "user"));
    return { "@odata.context": contextOf(context.root(), "users/$entity"), ...select(view(user)) };
  });

  server.patch("/v1.0/users/:user", (request, reply) => {
    const user = findUser(tenant, pathValue(request, "user"));
    const changes = Object.entries(bodyObject(request)).map(([name, value]) => changeOf(name, value));
    for (const change of changes) change(user);
    return reply.code(204).send();
  });

  server.delete("/v1.0/users/:user", (request, reply) => {
    findUser(tenant, pathValue(request, "user")).softDeleted = true;
    return reply.code(204).send();
  });

  server.delete("/v1.0/directory/deletedItems/:user", (request, reply) => {
    const id = pathValue(request, "user");
    if (tenant.users.get(id)?.softDeleted !== true) throw notFound(id);
    tenant.users.delete(id);
    for (const group of tenant.groups.values()) group.members.delete(id);
    return reply.code(204).send();
  });
}

/** Lists of users can name the managers along. Source: Microsoft Graph docs, user: list manager. */
function expanding(
  request: FastifyRequest,
  { callerOf }: GraphContext,
  select: (view: JsonObject) => JsonObject,
): (user: SandboxUser) => JsonObject {
  const caller = callerOf(request);
  const view = userView(caller);
  const expand = queryValue(request, "$expand");
  if (expand === undefined) return (user) => select(view(user));
  if (expand !== "manager($select=id)") throw badRequest("The sandbox expands only manager($select=id) of users.");
  if (!seesEverything(caller)) throw denied();
  return (user) => ({
    ...select(view(user)),
    ...(user.manager === undefined ? {} : { manager: { "@odata.type": "#microsoft.graph.user", id: user.manager } }),
  });
}

/** By object id or sign-in name. */
function findUser(tenant: SandboxTenant, key: string): SandboxUser {
  const wanted = key.toLowerCase();
  const user =
    tenant.users.get(wanted) ??
    [...tenant.users.values()].find((one) => one.userPrincipalName.toLowerCase() === wanted);
  if (user === undefined || user.softDeleted) throw notFound(key);
  return user;
}

function changeOf(name: string, value: JsonValue | undefined): (user: SandboxUser) => void {
  if (name === "accountEnabled" && typeof value === "boolean") {
    return (user) => {
      user.accountEnabled = value;
    };
  }
  if (name === "mailNickname" && typeof value === "string" && value !== "") {
    return (user) => {
      user.mailNickname = value;
    };
  }
  if (value !== null && (typeof value !== "string" || value === "")) throw invalidValue(name);
  const text = value ?? undefined;
  const known = TEXTS.find((one) => one === name);
  if (known !== undefined) {
    return (user) => {
      user[known] = text;
    };
  }
  const further = SCHEMA_NAMES[name];
  if (further === undefined) throw badRequest(`The sandbox does not change the property '${name}' of users.`);
  return (user) => {
    if (text === undefined) Reflect.deleteProperty(user.more, further);
    else user.more[further] = text;
  };
}

function invalidValue(name: string) {
  return badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
}
