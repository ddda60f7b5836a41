import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import { renderApp } from "../../org/app-view.js";
import { createGroup, renderGroup, type OktaGroup } from "../../org/group.js";
import { groupTarget } from "../../org/log-targets.js";
import type { Org } from "../../org/org.js";
import { renderUser } from "../../org/user.js";
import { meets, parseAlternatives, type Clause } from "../clauses.js";
import { badSearch, notFound, validationFailed } from "../errors.js";
import { sendPage } from "../paging.js";
import { bodyObject, limitOf, pathValue, queryValue } from "../request.js";

const USUAL_PAGE = 200;
/** Documented are up to 1000 members a page; smaller ones make every client follow the links. */
const LARGEST_MEMBER_PAGE = 200;
const LONGEST_NAME = 255;

/** Groups and their members. */
export function groupRoutes(
  server: FastifyInstance,
  { org, searchLagMs }: { readonly org: Org; readonly searchLagMs: number },
): void {
  server.get("/api/v1/groups", (request, reply) => {
    const search = queryValue(request, "search");
    const q = queryValue(request, "q");
    const limit = limitOf(request, { max: 10_000, usual: USUAL_PAGE });
    let found = [...org.groups.values()];
    if (search !== undefined) found = found.filter(groupSearch(search)).filter(isSearchable);
    if (q !== undefined) found = found.filter((group) => group.name.toLowerCase().startsWith(q.toLowerCase()));
    return sendPage(request, reply, found, { limit, orgUrl: org.url() }).map((group) => renderGroup(group, org.url()));
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
    return renderGroup(group, org.url());
  });

  server.get("/api/v1/groups/:id", (request) => renderGroup(findGroup(org, pathValue(request, "id")), org.url()));

  server.get("/api/v1/groups/:id/users", (request, reply) => {
    const { members } = findGroup(org, pathValue(request, "id"));
    const limit = Math.min(limitOf(request, { max: 1_000, usual: 1_000 }), LARGEST_MEMBER_PAGE);
    return sendPage(request, reply, members, { limit, orgUrl: org.url() }).map((user) => renderUser(user, org.url()));
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

function groupSearch(text: string): (group: OktaGroup) => boolean {
  const alternatives = parseAlternatives(text);
  if (alternatives === undefined) throw badSearch();
  const tests = alternatives.map((clauses) => clauses.map(groupTest));
  return (group) => tests.some((together) => together.every((test) => test(group)));
}

function groupTest(clause: Clause): (group: OktaGroup) => boolean {
  if (clause.attribute === "profile.name") return (group) => meets(clause, group.name, "caseless");
  if (clause.attribute === "type" && clause.operator === "eq") return (group) => meets(clause, group.type);
  if (clause.attribute === "id" && clause.operator === "eq") return (group) => meets(clause, group.id);
  throw badSearch();
}
