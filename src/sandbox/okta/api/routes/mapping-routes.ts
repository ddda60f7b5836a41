import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import { checkExpression } from "../../expression/check.js";
import type { OktaApp } from "../../org/app.js";
import { baseAttributes } from "../../org/app-schema.js";
import { mismatchOf } from "../../org/attributes/attribute-types.js";
import { appTarget } from "../../org/log-targets.js";
import type { Org } from "../../org/org.js";
import type { ProfileMapping, PropertyMapping } from "../../org/profile-mapping.js";
import { USER_TYPE_ID } from "../../org/user-type.js";
import { badFieldMapping, badMapping, notFound, validationFailed } from "../errors.js";
import { sendPage } from "../paging.js";
import { bodyObject, limitOf, pathValue, queryValue } from "../request.js";

/** One direction of an app's mapping, with its app. */
interface Direction {
  readonly app: OktaApp;
  readonly mapping: ProfileMapping;
  readonly toApp: boolean;
}

/** The mappings between Okta users and app users: two of each app, which exist as soon as the app does. */
export function mappingRoutes(server: FastifyInstance, org: Org): void {
  server.get("/api/v1/mappings", (request, reply) => {
    const limit = limitOf(request, { max: 200, usual: 20 });
    const sourceId = queryValue(request, "sourceId");
    const targetId = queryValue(request, "targetId");
    const found = all().filter((direction) => {
      const [source, target] = ends(direction);
      return (sourceId ?? source) === source && (targetId ?? target) === target;
    });
    // The link to the page itself drops what was asked for (recorded); whether the next one does is not known.
    const repeats = { self: [], next: ["sourceId", "targetId"] };
    return sendPage(request, reply, found, { limit, orgUrl: org.url(), repeats }).map(render);
  });

  server.get("/api/v1/mappings/:id", (request) => renderWhole(find(pathValue(request, "id"))));

  server.post("/api/v1/mappings/:id", (request) => {
    const direction = find(pathValue(request, "id"));
    const { properties } = bodyObject(request);
    if (!isJsonObject(properties)) throw validationFailed("properties", "properties: The field cannot be left blank");
    // All is read before anything is kept: a body with one mistake changes nothing.
    const changes = Object.entries(properties).map(
      ([name, sent]) => [name, isRemoval(sent) ? undefined : readProperty(direction, name, sent)] as const,
    );
    for (const [name, property] of changes) {
      if (property === undefined) direction.mapping.properties.delete(name);
      else direction.mapping.properties.set(name, property);
    }
    org.log.write({
      eventType: "application.provision.field_mapping_rule.change",
      displayMessage: "Change of field mapping rule",
      result: "SUCCESS",
      actor: "administrator",
      targets: [appTarget(direction.app)],
    });
    return renderWhole(direction);
  });

  function all(): Direction[] {
    return [...org.apps.values()].flatMap((app) => [
      { app, mapping: app.toApp, toApp: true },
      { app, mapping: app.fromApp, toApp: false },
    ]);
  }

  function find(id: string): Direction {
    const found = all().find(({ mapping }) => mapping.id === id);
    if (found === undefined) throw notFound(id, "ProfileMapping");
    return found;
  }

  /**
   * Recorded is the answer about an attribute that the target does not have (yet). That a bad expression gets E0000045 is a guess.
   *
   * @throws OktaApiError: 400 E0000001 for such an attribute, 400 E0000045 for a bad expression or one of another type
   */
  function readProperty({ app, toApp }: Direction, name: string, sent: JsonValue | undefined): PropertyMapping {
    const custom = app.schema.custom.visible(org.scheduler.now());
    const ofApp = new Set([...baseAttributes(app), ...custom.keys()]);
    if (!(toApp ? ofApp : org.userAttributes).has(name)) throw badMapping(`Invalid target field ${name}`);
    const { expression, pushStatus } = isJsonObject(sent) ? sent : {};
    if (typeof expression !== "string") throw badFieldMapping(`${name}: an expression is required`);
    // From an app, its own attributes are referred to by the app's name: those are not checked here.
    const checked = toApp ? checkExpression(expression, { user: org.userAttributes, appUser: ofApp }) : undefined;
    const problem =
      checked === undefined ? undefined : checked.ok ? mismatchOf(checked.type, custom.get(name)) : checked.reason;
    if (problem !== undefined) throw badFieldMapping(`${name}: ${problem}`);
    if (pushStatus !== "PUSH" && pushStatus !== "DONT_PUSH")
      throw validationFailed("pushStatus", `${name}: pushStatus must be PUSH or DONT_PUSH`);
    return { expression, pushStatus };
  }

  function ends({ app, toApp }: Direction): readonly [source: string, target: string] {
    return toApp ? [USER_TYPE_ID, app.id] : [app.id, USER_TYPE_ID];
  }

  /** In a list a mapping shows no properties. Source: recorded traffic. */
  function render({ app, mapping, toApp }: Direction): JsonObject {
    const api = `${org.url()}/api/v1`;
    const user = {
      id: USER_TYPE_ID,
      name: "user",
      type: "user",
      _links: {
        self: { href: `${api}/meta/types/user/${USER_TYPE_ID}` },
        schema: { href: `${api}/meta/schemas/user/osc0000000000000000a` },
      },
    };
    const appUser = {
      id: app.id,
      name: app.name,
      type: "appuser",
      _links: {
        self: { href: `${api}/apps/${app.id}` },
        schema: { href: `${api}/meta/schemas/apps/${app.id}/default` },
      },
    };
    return {
      id: mapping.id,
      source: toApp ? user : appUser,
      target: toApp ? appUser : user,
      _links: { self: { href: `${api}/mappings/${mapping.id}` } },
    };
  }

  function renderWhole(direction: Direction): JsonObject {
    const { _links: links, ...rest } = render(direction);
    const properties = [...direction.mapping.properties].map(([name, property]) => [name, { ...property }] as const);
    return { ...rest, properties: Object.fromEntries(properties), _links: links };
  }
}

/** Null, or an expression of null, takes a property out of the mapping. */
function isRemoval(sent: JsonValue | undefined): boolean {
  return sent === null || (isJsonObject(sent) && sent["expression"] === null);
}
