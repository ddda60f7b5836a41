import type { FastifyInstance } from "fastify";
import type { Org } from "../../../org/org.js";
import { finishSchemaWrite, renderUserSchema, type UserType } from "../../../org/user-type.js";
import { notFound } from "../../errors.js";
import { bodyObject, pathValue } from "../../request.js";
import { othersUnderWay, readChanges } from "./read-changes.js";

/** Reads show an attribute at once (recorded: a second after it was made). */
const NO_LAG = 0;

/** The profile of each type of users, by its own id or `default`: POST merges into it, null deletes. A write takes `writeMs` of real time. */
export function userSchemaRoutes(server: FastifyInstance, org: Org, writeMs: number): void {
  const path = "/api/v1/meta/schemas/user/:schemaId";

  server.get(path, (request) => {
    const type = findType(pathValue(request, "schemaId"));
    return renderUserSchema(type, org.url(), type.custom.visible(org.scheduler.now()));
  });

  server.post(path, async (request) => {
    const type = findType(pathValue(request, "schemaId"));
    const now = org.scheduler.now();
    const isBase = (name: string): boolean => type.attributes.has(name) && type.custom.get(name) === undefined;
    const changes = readChanges(bodyObject(request), { custom: type.custom, isBase, owner: "user", now });
    const write = type.custom.begin();
    await othersUnderWay(writeMs);
    const shown = write.finish(changes, now, NO_LAG);
    finishSchemaWrite(type, shown, now);
    return renderUserSchema(type, org.url(), shown);
  });

  /** @throws OktaApiError (404) */
  function findType(schemaId: string): UserType {
    const found = [...org.userTypes.values()].find((type) =>
      schemaId === "default" ? type.isDefault : type.schemaId === schemaId,
    );
    if (found === undefined) throw notFound(schemaId, "UserSchema");
    return found;
  }
}
