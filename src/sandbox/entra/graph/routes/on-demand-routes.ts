import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import type { OnDemandSubject } from "../../engine/sync-engine.js";
import { rulesOf } from "../../schema/read-schema.js";
import type { SandboxTenant } from "../../tenant/model.js";
import { connectionOf } from "./connection.js";
import type { GraphContext } from "../context.js";
import { badRequest, missingParameter, notFound } from "../errors.js";
import { jobOf } from "./job-routes.js";
import { contextOf } from "../paging.js";
import { bodyObject, objectsOf, textOf } from "../request.js";
import { createThrottle } from "../throttle.js";

const MOST_MEMBERS = 5;

/** "Provision on demand": one user, or one group with at most five members. Source: Entra docs, provision-on-demand. */
export function onDemandRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, engine, scheduler } = context;
  const throttle = createThrottle(() => scheduler.now());

  server.post("/v1.0/servicePrincipals/:app/synchronization/jobs/:job/provisionOnDemand", async (request) => {
    const { app, job } = jobOf(context, request);
    throttle();
    const subject = subjectOf(bodyObject(request), tenant);
    if (!rulesOf(job.schema).some(({ id }) => id === subject.ruleId)) {
      throw badRequest(`There is no synchronization rule '${subject.ruleId.slice(0, 80)}'.`, "InvalidRuleId");
    }
    if (connectionOf(app.settings) === undefined) {
      throw badRequest("There are no saved credentials for this application.", "CredentialsMissing");
    }
    const { key, value } = await engine.provisionOnDemand(app, job, subject);
    return { "@odata.context": contextOf(context.root(), "microsoft.graph.stringKeyStringValuePair"), key, value };
  });
}

/** @throws GraphError (400, 404) */
function subjectOf(body: JsonObject, tenant: SandboxTenant): OnDemandSubject {
  const [parameters, ...moreParameters] = objectsOf(body["parameters"]);
  const [subject, ...moreSubjects] = objectsOf(parameters?.["subjects"]);
  const ruleId = textOf(parameters?.["ruleId"]);
  const objectId = textOf(subject?.["objectId"]);
  const objectType = textOf(subject?.["objectTypeName"]);
  if (subject === undefined || ruleId === undefined || objectId === undefined) throw missingParameter();
  if (moreParameters.length > 0 || moreSubjects.length > 0) {
    throw badRequest("One subject can be provisioned at a time.", "BadRequest");
  }
  if (objectType !== "User" && objectType !== "Group") throw missingParameter();
  const known = objectType === "User" ? tenant.users : tenant.groups;
  if (!known.has(objectId)) throw notFound(objectId);
  return { ruleId, objectId, objectType, members: membersOf(subject) };
}

function membersOf({ links }: JsonObject): string[] {
  const members = objectsOf(isJsonObject(links) ? links["members"] : undefined).map(({ objectId }) => textOf(objectId));
  if (members.length > MOST_MEMBERS) {
    throw badRequest(`At most ${String(MOST_MEMBERS)} members can be provisioned at a time.`, "BadRequest");
  }
  return members.map((id) => {
    if (id === undefined) throw missingParameter();
    return id;
  });
}
