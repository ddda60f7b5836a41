import type { SynchronizationSchema } from "@microsoft/microsoft-graph-types";
import { z } from "zod";
import { SetupError } from "../../base/errors.js";
import { isJsonObject, type JsonObject } from "../../base/json.js";
import { Secret } from "../../base/secret.js";
import type { Raw } from "../../http/wire-types.js";
import { syncRead, syncWrite } from "./access.js";
import type { ConnectionSetting, Freshness, JobCalls, JobAddress } from "./graph-api.js";
import { makingNotYet, syncNotYet, type GraphCall } from "./graph-call.js";
import { makeJob, type Waiting } from "./make-job.js";
import {
  jobSchema,
  onDemandAnswerSchema,
  synchronizationTemplateSchema,
  type SynchronizationTemplate,
} from "./schemas.js";
import type { GraphTransport } from "./transport.js";
import type { JobBody, OnDemandBody, RestartBody, SettingBody, SubjectBody, ValidateBody } from "./vendor/bodies.js";

/** Microsoft asks the SCIM server before it answers. */
const TEST_TIMEOUT_MS = 60_000;
/** Takes up to half a minute (Entra docs, provision-on-demand), and longer with a slow SCIM server. */
const ON_DEMAND_TIMEOUT_MS = 90_000;

const wholeSchema = z.custom<JsonObject>(isJsonObject, "not an object");

/** Calls about provisioning jobs (Microsoft Graph v1.0: synchronizationTemplate, synchronizationJob, synchronizationSchema). */
export function jobCalls(transport: GraphTransport, waiting: Waiting): JobCalls {
  const list: JobCalls["list"] = (servicePrincipalId, freshness) =>
    transport.askAll(read(`${under(servicePrincipalId)}/jobs`, "list the provisioning jobs", freshness), jobSchema);

  return {
    templates: async (servicePrincipalId, freshness) => {
      const call = read(
        `${under(servicePrincipalId)}/templates`,
        "read the provisioning templates of the application",
        freshness,
      );
      try {
        const templates: SynchronizationTemplate[] = await transport.askAll(call, synchronizationTemplateSchema);
        return templates.map(({ id }) => id);
      } catch (error) {
        if (isCannotProvision(error)) return [];
        throw error;
      }
    },
    list,
    get: (place) => transport.ask(read(jobPath(place), "read the provisioning job", place), jobSchema),
    create: (servicePrincipalId, templateId, freshness) =>
      makeJob({
        templateId,
        freshness,
        waiting,
        post: () =>
          transport.ask(
            {
              ...write("POST", `${under(servicePrincipalId)}/jobs`, "create the provisioning job", freshness),
              ...makingNotYet(freshness),
              body: { templateId } satisfies JobBody,
            },
            jobSchema,
          ),
        list: () => list(servicePrincipalId, freshness),
      }),
    start: (place) => transport.run(write("POST", `${jobPath(place)}/start`, "start provisioning", place)),
    pause: (place) => transport.run(write("POST", `${jobPath(place)}/pause`, "stop provisioning", place)),
    restart: (place, resetScope) =>
      transport.run({
        ...write("POST", `${jobPath(place)}/restart`, "restart provisioning", place),
        body: { criteria: { resetScope } } satisfies RestartBody,
      }),
    remove: (place) => transport.run(write("DELETE", jobPath(place), "delete the provisioning job", place)),
    validate: (place, settings) =>
      transport.run({
        ...write("POST", `${jobPath(place)}/validateCredentials`, "test the connection to the SCIM server", place),
        body: (settings === "saved"
          ? { useSavedCredentials: true }
          : { credentials: revealed(settings) }) satisfies ValidateBody,
        secrets: settings === "saved" ? [] : secretsIn(settings),
        readOnly: true,
        testsTarget: true,
        timeoutMs: TEST_TIMEOUT_MS,
      }),
    provisionOnDemand: (place, { ruleId, groupId, userIds }) =>
      transport.ask(
        {
          ...write("POST", `${jobPath(place)}/provisionOnDemand`, "provision users on demand", place),
          body: {
            parameters: [
              {
                ruleId,
                subjects: [
                  {
                    objectId: groupId,
                    objectTypeName: "Group",
                    links: { members: userIds.map(asUser) },
                  },
                ],
              },
            ],
          } satisfies OnDemandBody,
          timeoutMs: ON_DEMAND_TIMEOUT_MS,
        },
        onDemandAnswerSchema,
      ),
    schema: (place) =>
      transport.ask(read(`${jobPath(place)}/schema`, "read the attribute mappings", place), wholeSchema),
    replaceSchema: (place, schema) =>
      transport.run({
        ...write("PUT", `${jobPath(place)}/schema`, "save the attribute mappings", place),
        body: schema satisfies Raw<SynchronizationSchema>,
      }),
  };
}

/** The settings as Microsoft Graph takes them. Call it at the moment of use. */
export function revealed(settings: readonly ConnectionSetting[]): SettingBody[] {
  return settings.map(
    ({ key, value }) => ({ key, value: value instanceof Secret ? value.reveal() : value }) satisfies SettingBody,
  );
}

function asUser(objectId: string): SubjectBody {
  return { objectId, objectTypeName: "User" } satisfies SubjectBody;
}

/** The secrets among the settings. */
export function secretsIn(settings: readonly ConnectionSetting[]): Secret[] {
  return settings.flatMap(({ value }) => (value instanceof Secret ? [value] : []));
}

/** The path of an application's part in the synchronization service. */
export function under(servicePrincipalId: string): string {
  return `/servicePrincipals/${encodeURIComponent(servicePrincipalId)}/synchronization`;
}

function jobPath({ servicePrincipalId, jobId }: JobAddress): string {
  return `${under(servicePrincipalId)}/jobs/${encodeURIComponent(jobId)}`;
}

function read(path: string, purpose: string, freshness: Freshness): GraphCall {
  return { method: "GET", path, purpose, needs: syncRead, ...syncNotYet(freshness) };
}

function write(method: "POST" | "PUT" | "DELETE", path: string, purpose: string, freshness: Freshness): GraphCall {
  return { method, path, purpose, needs: syncWrite, ...syncNotYet(freshness) };
}

/** How the synchronization service answers for an application that an app registration made (azure-docs, issue 62681). */
function isCannotProvision(error: unknown): boolean {
  return error instanceof SetupError && error.code === "graph-cannot-provision";
}
