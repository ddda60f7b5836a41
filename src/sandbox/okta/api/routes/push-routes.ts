import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import type { OktaApp } from "../../org/app.js";
import { createGroup, type OktaGroup } from "../../org/group.js";
import type { Org } from "../../org/org.js";
import { renderMapping, type PushMapping } from "../../org/push-mapping.js";
import type { GroupPusher } from "../../provisioning/group-pusher.js";
import { findApp } from "./apps-routes.js";
import { badGroupPush, notFound, validationFailed } from "../errors.js";
import { findGroup } from "./groups-routes.js";
import { sendPage } from "../paging.js";
import { bodyObject, limitOf, pathValue, queryValue } from "../request.js";

/** Group push mappings. Every answer is 200, also where the specification says 201 or 204 (recorded, March 2026). */
export function pushRoutes(
  server: FastifyInstance,
  { org, pusher }: { readonly org: Org; readonly pusher: GroupPusher },
): void {
  const mappings = "/api/v1/apps/:id/group-push/mappings";

  // Accepted whether group push is on or not (recorded on an app with no features): then nothing is ever pushed.
  server.post(mappings, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    const body = bodyObject(request);
    const sourceGroupId = typeof body["sourceGroupId"] === "string" ? body["sourceGroupId"] : "";
    if (sourceGroupId === "") throw validationFailed("sourceGroupId", "sourceGroupId: The field cannot be left blank");
    const status = readStatus(body, "ACTIVE");
    const source = findGroup(org, sourceGroupId);
    if (source.type === "APP_GROUP") throw badGroupPush("the source group must be an Okta group");
    if ([...app.mappings.values()].some((other) => other.sourceGroupId === sourceGroupId)) {
      throw badGroupPush("a mapping for this source group already exists");
    }
    const target = targetGroup(app, body);
    const mapping: PushMapping = {
      id: org.newId("gPm"),
      sourceGroupId,
      targetGroupId: target.id,
      targetName: target.name,
      ...(target.externalId === undefined ? {} : { linkedId: target.externalId }),
      created: org.scheduler.now(),
      lastUpdated: org.scheduler.now(),
      status,
    };
    app.mappings.set(mapping.id, mapping);
    pusher.log(app, mapping, "mapping.created", "Create push group mapping");
    if (status === "ACTIVE") pusher.push(app, mapping);
    return renderMapping(mapping, app.id, org.url());
  });

  server.get(mappings, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const limit = limitOf(request, { max: 1_000, usual: 100 });
    const sourceGroupId = queryValue(request, "sourceGroupId");
    const status = queryValue(request, "status");
    const found = [...app.mappings.values()].filter(
      (mapping) =>
        (sourceGroupId === undefined || mapping.sourceGroupId === sourceGroupId) &&
        (status === undefined || mapping.status === status),
    );
    // The link to itself drops the filters (recorded, March 2026); that the next page keeps them is documented.
    const repeats = { self: [], next: ["sourceGroupId", "status"] };
    const page = sendPage(request, reply, found, { limit, orgUrl: org.url(), repeats });
    return page.map((mapping) => renderMapping(mapping, app.id, org.url()));
  });

  server.get(`${mappings}/:mappingId`, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    return renderMapping(findMapping(app, pathValue(request, "mappingId")), app.id, org.url());
  });

  server.patch(`${mappings}/:mappingId`, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    const mapping = findMapping(app, pathValue(request, "mappingId"));
    const status = readStatus(bodyObject(request), undefined);
    if (status === "ACTIVE" && mapping.status === "ERROR")
      throw badGroupPush("deactivate the mapping before activating it again");
    if (status !== mapping.status) {
      mapping.status = status;
      mapping.lastUpdated = org.scheduler.now();
      delete mapping.errorSummary;
      const [event, message] =
        status === "ACTIVE"
          ? ["activate_mapping", "Activate push group mapping"]
          : ["deactivate_mapping", "Deactivate push group mapping"];
      pusher.log(app, mapping, event, message);
      if (status === "ACTIVE") pusher.push(app, mapping);
    }
    return renderMapping(mapping, app.id, org.url());
  });

  server.delete(`${mappings}/:mappingId`, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const mapping = findMapping(app, pathValue(request, "mappingId"));
    const deleteTarget = queryValue(request, "deleteTargetGroup");
    if (deleteTarget !== "true" && deleteTarget !== "false") {
      throw validationFailed("deleteTargetGroup", "deleteTargetGroup: must be true or false");
    }
    if (mapping.status === "ACTIVE") throw badGroupPush("an active mapping cannot be deleted");
    app.mappings.delete(mapping.id);
    if (deleteTarget === "true") pusher.remove(app, mapping);
    pusher.log(app, mapping, "removed", "Remove push group mapping");
    return reply.code(200).send();
  });

  /** Exactly one of a new name and an APP_GROUP that is known; a name that is known is linked without a word. */
  function targetGroup(app: OktaApp, body: JsonObject): OktaGroup {
    const { targetGroupName: name, targetGroupId: id } = body;
    if (typeof id === "string" && name === undefined) {
      const group = findGroup(org, id);
      if (group.appId !== app.id) throw badGroupPush("the target group does not belong to this app");
      return group;
    }
    if (typeof name !== "string" || name === "" || id !== undefined) {
      throw badGroupPush("exactly one of targetGroupName and targetGroupId is required");
    }
    const known = [...org.groups.values()].find((group) => group.appId === app.id && group.name === name);
    if (known !== undefined) return known;
    const made = createGroup({
      id: org.newId("00g"),
      type: "APP_GROUP",
      name,
      created: org.scheduler.now(),
      appId: app.id,
    });
    org.groups.set(made.id, made);
    return made;
  }
}

function findMapping(app: OktaApp, id: string): PushMapping {
  const mapping = app.mappings.get(id);
  if (mapping === undefined) throw notFound(id, "GroupPushMapping");
  return mapping;
}

function readStatus(body: JsonObject, otherwise: "ACTIVE" | undefined): "ACTIVE" | "INACTIVE" {
  const status = body["status"] ?? otherwise;
  if (status === "ACTIVE" || status === "INACTIVE") return status;
  throw validationFailed("status", "status: must be ACTIVE or INACTIVE");
}
