import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../../base/json.js";
import type { OktaApp } from "../../../org/app.js";
import { baseAttributes, renderSchema } from "../../../org/app-schema.js";
import type { AttributeChange } from "../../../org/attributes/custom-attributes.js";
import type { Org } from "../../../org/org.js";
import { findApp } from "../apps-routes.js";
import { validationFailed } from "../../errors.js";
import { bodyObject, pathValue } from "../../request.js";
import { othersUnderWay, propertiesIn, readChanges } from "./read-changes.js";

interface AppSchemaRoutesOptions {
  readonly org: Org;
  /** How long reads miss a new attribute, and how long a deletion takes. */
  readonly lagMs: number;
  /** How long a write takes, in real time. */
  readonly writeMs: number;
  /** Whether `externalNamespace` is stored when the API sends it: no recording tells. */
  readonly namespaces: "kept" | "dropped";
}

/** The user profile of an app: POST merges into it, null deletes. */
export function appSchemaRoutes(
  server: FastifyInstance,
  { org, lagMs, writeMs, namespaces }: AppSchemaRoutesOptions,
): void {
  const path = "/api/v1/meta/schemas/apps/:id/default";

  server.get(path, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    return renderSchema(app, org.url(), app.schema.custom.visible(org.scheduler.now()));
  });

  // What is answered holds the new attributes at once, whatever the next read says.
  server.post(path, async (request) => {
    const app = findApp(org, pathValue(request, "id"));
    const now = org.scheduler.now();
    const { custom, changedBase } = app.schema;
    const isBase = (name: string): boolean => baseAttributes(app).includes(name);
    const body = bodyObject(request);
    const changes = readChanges(body, { custom, isBase, owner: "app", now });
    for (const [name, change] of readBase(app, body)) changedBase.set(name, change);
    const write = custom.begin();
    await othersUnderWay(writeMs);
    const shown = write.finish(changes.map(stored), now, lagMs);
    for (const [name, definition] of changes) if (definition === undefined) app.toApp.properties.delete(name);
    app.schema.lastUpdated = now;
    return renderSchema(app, org.url(), shown);
  });

  function stored([name, definition]: AttributeChange): AttributeChange {
    if (namespaces === "kept" || definition === undefined) return [name, definition];
    return [name, Object.fromEntries(Object.entries(definition).filter(([key]) => key !== "externalNamespace"))];
  }
}

/**
 * What of base attributes is changed: only whether they are required (recorded); everything else is fixed.
 *
 * @throws OktaApiError (400 E0000001) for a base attribute that the app does not have
 */
function readBase(app: OktaApp, body: JsonObject): (readonly [string, JsonObject])[] {
  return Object.entries(propertiesIn(body, "base")).map(([name, sent]) => {
    if (!baseAttributes(app).includes(name)) throw validationFailed(name, `${name}: there is no such base attribute`);
    const required = isJsonObject(sent) && sent["required"] === true;
    return [name, required ? { required } : {}] as const;
  });
}
