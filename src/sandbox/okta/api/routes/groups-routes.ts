import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import { renderApp } from "../../org/app-view.js";
import { createGroup, renderGroup, type OktaGroup } from "../../org/group.js";
import { groupTarget } from "../../org/log-targets.js";
import type { Org } from "../../org/org.js";
import { renderListedUser } from "../../org/user-view.js";
import { notFound, validationFailed } from "../errors.js";
import { refuseExpand } from "../expand.js";
import { sendPage } from "../paging.js";
import { bodyObject, limitOf, pathValue, queryValue } from "../request.js";
import { readExpression, sorted, type Searchable } from "../search.js";
import { GROUP_SEARCH, groupFilter } from "./group-search.js";

const LARGEST_PAGE = 10_000;
/** Source: Okta Management API, listGroups. */
const MOST_MATCHES = 300;
/** Documented are up to 1000 members a page; smaller ones make every client follow the links. */
const LARGEST_MEMBER_PAGE = 200;
const LONGEST_NAME = 255;

/** Groups and their members. */
export function groupRoutes(
  server: FastifyInstance,
  { org, searchLagMs }: { readonly org: Org; readonly searchLagMs: number },
): void {
  server.get("/api/v1/groups", (request, reply) => {
    refuseExpand(request, ["app", "stats"]);
    const [q, filter, search] = ["q", "filter", "search"].map((name) => queryValue(request, name));
    const limit = limitOf(request, { max: LARGEST_PAGE, usual: LARGEST_PAGE });
    let found: readonly OktaGroup[] = [...org.groups.values()];
    if (filter !== undefined) found = found.filter(readExpression(filter, groupFilter));
    if (search !== undefined) {
      const attributes = (name: string): Searchable<OktaGroup> | undefined => GROUP_SEARCH[name];
      const sort = { by: queryValue(request, "sortBy"), order: queryValue(request, "sortOrder") };
      found = sorted(found.filter(isSearchable).filter(readExpression(search, attributes)), sort, attributes);
    }
    const shown = (group: OktaGroup): JsonObject => renderGroup(group, org);
    if (q !== undefined) {
      // `q` is not paged, and its answer has no links (recorded).
      const begins = found.filter(({ name }) => name.toLowerCase().startsWith(q.toLowerCase()));
      return begins.slice(0, Math.min(limit, MOST_MATCHES)).map(shown);
    }
    const repeats = { self: ["filter", "search"], next: ["filter", "search"] };
    return sendPage(request, reply, found, { limit, orgUrl: org.url(), repeats }).map(shown);
  });

  server.post("/api/v1/groups", (request) => {
    const profile = readGroupProfile(org, bodyObject(request), undefined);
    const group = createGroup({
      id: org.newId("00g"),
      type: "OKTA_GROUP",
      created: org.scheduler.now(),
      ...profile,
    });
    org.groups.set(group.id, group);
    org.log.write({
      eventType: "group.lifecycle.create",
      displayMessage: "Create Okta group",
      result: "SUCCESS",
      actor: "administrator",
      targets: [groupTarget(group)],
    });
    return renderGroup(group, org);
  });

  server.get("/api/v1/groups/:id", (request) => renderGroup(findGroup(org, pathValue(request, "id")), org));

  server.get("/api/v1/groups/:id/users", (request, reply) => {
    const { members, joined } = findGroup(org, pathValue(request, "id"));
    const shownLimit = limitOf(request, { max: 1_000, usual: 1_000 });
    const limit = Math.min(shownLimit, LARGEST_MEMBER_PAGE);
    // The list is late: it misses who joined a moment ago (recorded); whether it also keeps who left is not known.
    const now = org.scheduler.now();
    const visible = members.filter(({ id }) => (joined.get(id) ?? Number.NEGATIVE_INFINITY) + searchLagMs <= now);
    // A `filter` is ignored here (okta-sdk-python issue 245).
    const page = sendPage(request, reply, visible, {
      limit,
      shownLimit,
      orgUrl: org.url(),
      repeats: { self: [], next: [] },
    });
    return page.map((user) => renderListedUser(user, org));
  });

  server.get("/api/v1/groups/:id/apps", (request, reply) => {
    const { id } = findGroup(org, pathValue(request, "id"));
    const limit = limitOf(request, { max: 200, usual: 20 });
    const assigned = [...org.apps.values()].filter(({ assignments }) => assignments.has(id));
    return sendPage(request, reply, assigned, { limit, orgUrl: org.url() }).map((app) => renderApp(app, org));
  });

  /** Group search is eventually consistent: it misses what was made a moment ago. */
  function isSearchable(group: OktaGroup): boolean {
    return org.scheduler.now() >= group.created + searchLagMs;
  }
}

/** @throws OktaApiError (404) */
export function findGroup(org: Org, id: string): OktaGroup {
  const group = org.groups.get(id);
  if (group === undefined) throw notFound(id, "UserGroup");
  return group;
}

/**
 * A group's profile as POST and PUT take it.
 *
 * @param but - the group that may keep its own name
 * @throws OktaApiError (400 E0000001)
 */
export function readGroupProfile(
  org: Org,
  body: JsonObject,
  but: OktaGroup | undefined,
): Pick<OktaGroup, "name" | "description"> {
  const profile = isJsonObject(body["profile"]) ? body["profile"] : {};
  const { name, description } = profile;
  if (typeof name !== "string" || name.trim() === "")
    throw validationFailed("name", "name: The field cannot be left blank");
  if (name.length > LONGEST_NAME) throw validationFailed("name", "name: String length is too long");
  const isTaken = [...org.groups.values()].some(
    (other) => other !== but && other.type !== "APP_GROUP" && other.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken)
    throw validationFailed("name", "name: An object with this field already exists in the current organization");
  return { name, description: typeof description === "string" ? description : null };
}
