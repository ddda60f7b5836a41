import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import { matchingAttributeOf } from "../../schema/read-schema.js";
import type { SandboxJob, SandboxServicePrincipal } from "../../tenant/model.js";
import { connectionOf, maskedSettings, readSettings, settingsTooLarge, sizeOf, type Settings } from "./connection.js";
import { findSyncedApp, refuseRegistration, type GraphContext } from "../context.js";
import { GraphError, missingParameter } from "../errors.js";
import { jobOf } from "./job-routes.js";
import { contextOf } from "../paging.js";
import { bodyObject, pathValue, textOf } from "../request.js";

const SYNCHRONIZATION = "/v1.0/servicePrincipals/:app/synchronization";
/** Without these, a real tenant has answered 204 and saved nothing. Source: AzureAD/SCIMReferenceCode, onboarding agent. */
const NEEDED_TO_SAVE = ["SyncAll", "SyncNotificationSettings"];

/** "Admin Credentials": test, save, show. */
export function connectionRoutes(server: FastifyInstance, context: GraphContext): void {
  const { engine, secretsMode, settingsLimitBytes } = context;

  server.get(`${SYNCHRONIZATION}/secrets`, (request) => {
    const app = findSyncedApp(context, pathValue(request, "app"));
    refuseRegistration(app);
    return {
      "@odata.context": contextOf(context.root(), `servicePrincipals('${app.id}')/synchronization/secrets`),
      value: maskedSettings(app.settings),
    };
  });

  server.put(`${SYNCHRONIZATION}/secrets`, (request, reply) => {
    const app = findSyncedApp(context, pathValue(request, "app"));
    refuseRegistration(app);
    const { value } = bodyObject(request);
    if (!Array.isArray(value)) throw missingParameter();
    const settings = readSettings(value as JsonObject[]);
    if (sizeOf(settings) > settingsLimitBytes) throw settingsTooLarge(settingsLimitBytes);
    if (secretsMode === "normal" || NEEDED_TO_SAVE.every((key) => settings.has(key))) save(app, settings);
    return reply.code(204).send();
  });

  server.post(`${SYNCHRONIZATION}/jobs/validateCredentials`, async (request, reply) => {
    const app = findSyncedApp(context, pathValue(request, "app"));
    refuseRegistration(app);
    const body = bodyObject(request);
    const templateId = textOf(body["templateId"]);
    if (templateId === undefined) throw missingParameter();
    await test(app, body, { templateId, matchingAttribute: "userName" });
    return reply.code(204).send();
  });

  server.post(`${SYNCHRONIZATION}/jobs/:job/validateCredentials`, async (request, reply) => {
    const { app, job } = jobOf(context, request);
    await test(app, bodyObject(request), { templateId: job.templateId, matchingAttribute: matchingAttribute(job) });
    return reply.code(204).send();
  });

  async function test(
    app: SandboxServicePrincipal,
    body: JsonObject,
    how: { readonly templateId: string; readonly matchingAttribute: string },
  ): Promise<void> {
    const given = body["useSavedCredentials"] === true ? app.settings : readSettings(body["credentials"]);
    const connection = connectionOf(given);
    if (connection === undefined) throw missingParameter();
    const validation = await engine.validate({ ...how, ...connection });
    if (!validation.ok) throw new GraphError(400, validation.code, validation.message);
  }
}

/** Keys that are left out stay; an empty value removes one. Source: terraform-provider-azuread. */
function save(app: SandboxServicePrincipal, settings: Settings): void {
  const scope = app.settings.get("SyncAll");
  for (const [key, value] of settings) {
    if (value === "" || (typeof value !== "string" && value.reveal() === "")) app.settings.delete(key);
    else app.settings.set(key, value);
  }
  if (app.settings.get("SyncAll") === scope) return;
  for (const job of app.jobs.values()) job.fullCycleDue = true;
}

function matchingAttribute({ schema }: SandboxJob): string {
  return matchingAttributeOf(schema) ?? "userName";
}
