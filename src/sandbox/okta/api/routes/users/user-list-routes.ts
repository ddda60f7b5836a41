import type { FastifyInstance } from "fastify";
import { renderGroup } from "../../../org/group.js";
import type { Org } from "../../../org/org.js";
import type { OktaUser } from "../../../org/user.js";
import { renderListedUser } from "../../../org/user-view.js";
import { refuseExpand } from "../../expand.js";
import { sendPage } from "../../paging.js";
import { limitOf, pathValue, queryValue } from "../../request.js";
import { readExpression, sorted } from "../../search.js";
import { findUser } from "./users-routes.js";
import { USER_FILTER, userSearch } from "./user-search.js";

const LIMITS = { max: 200, usual: 200 };
/** Source: Okta Management API, listUsers: `q` without a limit shows 10. */
const USUAL_MATCHES = 10;
const REPEATED = ["q", "filter", "search"];

/** Lists of users, and what belongs to one: groups, apps. */
export function userListRoutes(server: FastifyInstance, org: Org): void {
  server.get("/api/v1/users", (request, reply) => {
    refuseExpand(request, []);
    const [q, filter, search] = REPEATED.map((name) => queryValue(request, name));
    const limit = limitOf(request, q === undefined ? LIMITS : { ...LIMITS, usual: USUAL_MATCHES });
    let found: readonly OktaUser[] = [...org.users.values()];
    // Only `search` and `filter` show who is deactivated.
    if (filter === undefined && search === undefined) found = found.filter(({ status }) => status !== "DEPROVISIONED");
    if (q !== undefined) found = found.filter(beginsWith(q));
    if (filter !== undefined) found = found.filter(readExpression(filter, USER_FILTER));
    if (search !== undefined) {
      // Unlike that of groups, it shows who was made a second ago (recorded).
      const attributes = userSearch(org);
      const sort = { by: queryValue(request, "sortBy"), order: queryValue(request, "sortOrder") };
      found = sorted(found.filter(readExpression(search, attributes)), sort, attributes);
    }
    const repeats = { self: REPEATED, next: REPEATED };
    const page = sendPage(request, reply, found, { limit, orgUrl: org.url(), repeats });
    return page.map((user) => renderListedUser(user, org));
  });

  server.get("/api/v1/users/:id/groups", (request, reply) => {
    const user = findUser(org, pathValue(request, "id"));
    const found = [...org.groups.values()].filter(({ members }) => members.includes(user));
    const repeats = { self: [], next: [] };
    const limit = limitOf(request, LIMITS);
    return sendPage(request, reply, found, { limit, orgUrl: org.url(), repeats }).map((group) =>
      renderGroup(group, org),
    );
  });

  // Not paged (recorded). The tiles of assigned apps that users see.
  server.get("/api/v1/users/:id/appLinks", (request) => {
    const { id } = findUser(org, pathValue(request, "id"));
    const apps = [...org.apps.values()].filter(
      ({ status, users }) => status === "ACTIVE" && users.get(id) !== undefined,
    );
    return apps.map(({ id: appInstanceId, name, written }, sortOrder) => ({
      id: `${appInstanceId}${id}`,
      label: written.label,
      linkUrl: `${org.url()}/home/${name}/${appInstanceId}/aln`,
      logoUrl: `${org.url()}/assets/img/logos/default.png`,
      appName: name,
      appInstanceId,
      appAssignmentId: id,
      credentialsSetup: false,
      hidden: false,
      sortOrder,
    }));
  });
}

/** `q` looks at the beginnings of first name, last name and e-mail. Source: Okta Management API, listUsers. */
function beginsWith(q: string): (user: OktaUser) => boolean {
  const wanted = q.toLowerCase();
  return ({ person: { givenName, familyName, email } }) =>
    [givenName, familyName, email].some((text) => text?.toLowerCase().startsWith(wanted) === true);
}
