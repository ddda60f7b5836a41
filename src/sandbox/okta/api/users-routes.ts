import type { FastifyInstance } from "fastify";
import type { Org } from "../org/org.js";
import { renderUser } from "../org/user.js";
import { notFound } from "./errors.js";
import { pathValue } from "./request.js";

/** The org's own description, the owner of the token, and single users. */
export function userRoutes(server: FastifyInstance, org: Org): void {
  server.get("/.well-known/okta-organization", () => ({
    id: org.id,
    pipeline: "idx",
    settings: { analyticsCollectionEnabled: false, bugReportingEnabled: true, omEnabled: true },
    _links: { organization: { href: org.url() } },
  }));

  server.get("/api/v1/users/me", () => renderUser(org.administrator, org.url()));

  server.get("/api/v1/users/:id", (request) => {
    const id = pathValue(request, "id");
    const user = org.users.get(id) ?? [...org.users.values()].find(({ person }) => person.userName === id);
    if (user === undefined) throw notFound(id, "User");
    return renderUser(user, org.url());
  });
}
