import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import type { OktaApp } from "../../org/app.js";
import { baseAttributes, renderSchema, visibleAttributes } from "../../org/app-schema.js";
import type { Org } from "../../org/org.js";
import { findApp } from "./apps-routes.js";
import { validationFailed } from "../errors.js";
import { bodyObject, pathValue } from "../request.js";
import { readAttribute } from "./schema-validation.js";

interface SchemaRoutesOptions {
  readonly org: Org;
  /** How long reads miss a new attribute, and how long a deletion takes. */
  readonly lagMs: number;
  /** Whether `externalNamespace` is stored when the API sends it: no recording tells. */
  readonly namespaces: "kept" | "dropped";
}

/** The user profile of an app: POST merges into it, null deletes. */
export function schemaRoutes(server: FastifyInstance, { org, lagMs, namespaces }: SchemaRoutesOptions): void {
  const path = "/api/v1/meta/schemas/apps/:id/default";

  server.get(path, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    return renderSchema(app, org.url(), visibleAttributes(app.schema, org.scheduler.now()));
  });

  // What is answered holds the new attributes at once, whatever the next read says.
  server.post(path, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    const now = org.scheduler.now();
    // All is read before anything is kept: a body with one mistake changes nothing.
    const changes = Object.entries(customIn(bodyObject(request))).map(
      ([name, sent]) => [name, sent === null ? undefined : readChange(app, name, sent, now)] as const,
    );
    const required = requiredIn(app, bodyObject(request));
    for (const [name, isRequired] of required) app.schema.required.set(name, isRequired);
    for (const [name, definition] of changes) {
      if (definition === undefined) remove(app, name, now);
      else {
        const visibleFrom = app.schema.custom.get(name)?.visibleFrom ?? now + lagMs;
        app.schema.custom.set(name, { definition: stored(definition), visibleFrom });
      }
    }
    app.schema.lastUpdated = now;
    return renderSchema(app, org.url(), visibleAttributes(app.schema, Number.POSITIVE_INFINITY));
  });

  function stored(definition: JsonObject): JsonObject {
    if (namespaces === "kept") return definition;
    return Object.fromEntries(Object.entries(definition).filter(([key]) => key !== "externalNamespace"));
  }

  function remove(app: OktaApp, name: string, now: number): void {
    if (!app.schema.custom.delete(name)) return;
    app.schema.deleting.set(name, now + lagMs);
    app.toApp.properties.delete(name);
  }
}

/** @throws OktaApiError (400 E0000001) also while an attribute of the same name is being deleted */
function readChange(app: OktaApp, name: string, sent: JsonValue | undefined, now: number): JsonObject {
  if (baseAttributes(app).includes(name)) throw validationFailed(name, `${name}: a base attribute has this name`);
  if ((app.schema.deleting.get(name) ?? 0) > now) {
    const why = "the deletion process for an attribute with the same variable name is incomplete";
    throw validationFailed(name, `${name}: ${why}. Wait until the data clean up process finishes and then try again.`);
  }
  return readAttribute(name, sent, app.schema.custom.get(name)?.definition);
}

/** The custom part of a schema. */
function customIn(body: JsonObject): JsonObject {
  return propertiesIn(body, "custom");
}

/**
 * Whether base attributes are required, which is all of them that can be changed here.
 *
 * @throws OktaApiError (400 E0000001) for a base attribute that the profile does not have
 */
function requiredIn(app: OktaApp, body: JsonObject): readonly (readonly [string, boolean])[] {
  return Object.entries(propertiesIn(body, "base")).flatMap(([name, sent]) => {
    if (!baseAttributes(app).includes(name)) throw validationFailed(name, `${name}: no base attribute has this name`);
    return isJsonObject(sent) && typeof sent["required"] === "boolean" ? [[name, sent["required"]] as const] : [];
  });
}

function propertiesIn(body: JsonObject, part: "base" | "custom"): JsonObject {
  const definitions = isJsonObject(body["definitions"]) ? body["definitions"] : {};
  const within = isJsonObject(definitions[part]) ? definitions[part] : {};
  return isJsonObject(within["properties"]) ? within["properties"] : {};
}
