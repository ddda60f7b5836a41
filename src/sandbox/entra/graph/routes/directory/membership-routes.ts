import type { FastifyInstance } from "fastify";
import type { GraphContext } from "../../context.js";
import { badRequest, notFound } from "../../errors.js";
import { bodyObject, pathValue } from "../../request.js";
import { findGroup } from "./group-routes.js";
import { referenceIn } from "./references.js";

/** Puts users and groups into groups and takes them out: what a test tenant needs. */
export function membershipRoutes(server: FastifyInstance, { tenant }: GraphContext): void {
  server.post("/v1.0/groups/:group/members/$ref", (request, reply) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    const id = referenceIn(bodyObject(request));
    if (tenant.users.get(id)?.softDeleted !== false && !tenant.groups.has(id)) throw notFound(id);
    if (group.members.has(id)) {
      throw badRequest(
        "One or more added object references already exist for the following modified properties: 'members'.",
      );
    }
    if (group.groupTypes.includes("DynamicMembership")) {
      throw badRequest("Members of a dynamic group cannot be changed directly.");
    }
    group.members.add(id);
    return reply.code(204).send();
  });

  server.delete("/v1.0/groups/:group/members/:member/$ref", (request, reply) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    const id = pathValue(request, "member");
    if (!group.members.delete(id)) throw notFound(id);
    return reply.code(204).send();
  });
}
