import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../../base/json.js";
import type { Org } from "../../../org/org.js";
import { createUserType, renderUserType, type UserType } from "../../../org/user-type.js";
import { forbidden, notFound, validationFailed } from "../../errors.js";
import { bodyObject, pathValue } from "../../request.js";

const TYPES = "/api/v1/meta/types/user";
const NAME = /^[A-Za-z_]\w*$/;

/** The types of users: read, create, change, delete. The list is not paged (recorded). */
export function userTypeRoutes(server: FastifyInstance, org: Org): void {
  server.get(TYPES, () => [...org.userTypes.values()].map((type) => renderUserType(type, org.url())));

  server.get(`${TYPES}/:id`, (request) => renderUserType(findUserType(org, pathValue(request, "id")), org.url()));

  server.post(TYPES, (request) => {
    const body = bodyObject(request);
    const { name } = body;
    if (typeof name !== "string" || !NAME.test(name)) throw validationFailed("name", "name: is not a valid name");
    if ([...org.userTypes.values()].some((other) => other.name === name))
      throw validationFailed("name", "name: An object with this field already exists in the current organization");
    const created = org.scheduler.now();
    const ids = { id: org.newId("oty"), schemaId: org.newId("osc") };
    const type = createUserType({
      ...ids,
      isDefault: false,
      created,
      createdBy: org.administrator.id,
      name,
      ...texts(body),
    });
    org.userTypes.set(type.id, type);
    return renderUserType(type, org.url());
  });

  // POST changes what is sent, PUT the whole; the name cannot change.
  for (const method of ["POST", "PUT"] as const)
    server.route({
      method,
      url: `${TYPES}/:id`,
      handler: (request) => {
        const type = findUserType(org, pathValue(request, "id"));
        const before = { displayName: type.displayName, description: type.description };
        const body = bodyObject(request);
        Object.assign(type, texts(method === "POST" ? { ...before, ...body } : body));
        Object.assign(type, { lastUpdated: org.scheduler.now(), lastUpdatedBy: org.administrator.id });
        return renderUserType(type, org.url());
      },
    });

  server.delete(`${TYPES}/:id`, (request, reply) => {
    const type = findUserType(org, pathValue(request, "id"));
    const isInUse = [...org.users.values()].some(({ typeId }) => typeId === type.id);
    if (type.isDefault || isInUse) throw forbidden();
    org.userTypes.delete(type.id);
    return reply.code(204).send();
  });
}

/** @throws OktaApiError (404) */
function findUserType(org: Org, id: string): UserType {
  const type = org.userTypes.get(id);
  if (type === undefined) throw notFound(id, "CVDType");
  return type;
}

function texts(body: JsonObject): Pick<UserType, "displayName" | "description"> {
  const { displayName, description } = body;
  if (typeof displayName !== "string" || displayName === "")
    throw validationFailed("displayName", "displayName: The field cannot be left blank");
  return { displayName, description: typeof description === "string" ? description : null };
}
