import {
  Client,
  HTTPMessageHandler,
  RedirectHandler,
  RetryHandler,
  RetryHandlerOptions,
  type Context,
  type Middleware,
} from "@microsoft/microsoft-graph-client";
import type {
  AppRoleAssignment,
  ApplicationServicePrincipal,
  Group,
  ProvisioningObjectSummary,
  ServicePrincipal,
  SynchronizationJob,
  SynchronizationTemplate,
} from "@microsoft/microsoft-graph-types";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../../src/base/json.js";
import type { Secret } from "../../../../src/base/secret.js";
import { objectsIn } from "../../../../src/sandbox/entra/schema/read-schema.js";
import { attributeSource, withSource } from "../schema/schema-parts.js";
import { NON_GALLERY, settings, startWorld, type World } from "./world.js";

/** What the client's own authentication handler would do if it took http addresses. */
class Bearer implements Middleware {
  #next: Middleware | undefined;

  constructor(readonly token: Secret) {}

  async execute(context: Context): Promise<void> {
    const headers = new Headers(context.options?.headers);
    headers.set("authorization", `Bearer ${this.token.reveal()}`);
    context.options = { ...context.options, headers: Object.fromEntries(headers) };
    await this.#next?.execute(context);
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }
}

function clientOf({ sandbox }: World): Client {
  const retries = new RetryHandler(new RetryHandlerOptions(0, 0));
  const middleware = [new Bearer(sandbox.token), retries, new RedirectHandler(), new HTTPMessageHandler()];
  return Client.initWithMiddleware({ baseUrl: sandbox.url, middleware });
}

interface List<T> {
  readonly value: readonly T[];
}

test("the unchanged Microsoft Graph client walks the whole set-up, and the people arrive with their object ids", async () => {
  const world = await startWorld({ startState: "empty" });
  const { clock, target } = world;
  const graph = clientOf(world);
  const get = async <T>(path: string): Promise<T> => (await graph.api(path).get()) as T;
  const post = async <T>(path: string, body: JsonObject = {}): Promise<T> => (await graph.api(path).post(body)) as T;

  /** Asks again, as Microsoft says, until what is new has arrived everywhere. */
  async function untilThere<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      try {
        return await ask();
      } catch {
        await clock.sleep(5_000);
      }
    }
    throw new Error("it never arrived");
  }

  const filter = "displayName eq 'TOTAL'";
  const found = (await graph.api("/servicePrincipals").filter(filter).get()) as List<ServicePrincipal>;
  expect(found.value).toEqual([]);
  const made = await post<ApplicationServicePrincipal>(`/applicationTemplates/${NON_GALLERY}/instantiate`, {
    displayName: "TOTAL",
  });
  const app = `/servicePrincipals/${made.servicePrincipal?.id ?? ""}`;
  const principal = await untilThere(() => get<ServicePrincipal>(app));
  const sync = `${app}/synchronization`;

  const templates = await untilThere(() => get<List<SynchronizationTemplate>>(`${sync}/templates`));
  expect(templates.value.map(({ id }) => id)).toContain("scim");
  expect((await untilThere(() => get<List<SynchronizationJob>>(`${sync}/jobs`))).value).toEqual([]);
  const { id: jobId = "" } = await untilThere(() => post<SynchronizationJob>(`${sync}/jobs`, { templateId: "scim" }));
  const job = `${sync}/jobs/${jobId}`;
  await untilThere(() => get<SynchronizationJob>(job));

  const connection = settings(target.baseUrl, target.token.reveal());
  expect(await post(`${job}/validateCredentials`, { credentials: connection.slice(0, 2) })).toBeUndefined();
  expect((await graph.api(`${sync}/secrets`).put({ value: connection })) as unknown).toBeUndefined();
  const saved = await get<List<{ key: string; value: string }>>(`${sync}/secrets`);
  expect(saved.value.find(({ key }) => key === "SecretToken")?.value).toBe("*");

  const schema = await get<JsonObject>(`${job}/schema`);
  await graph.api(`${job}/schema`).put(withSource(schema, "externalId", attributeSource("objectId")));
  const changed = await get<JsonObject>(`${job}/schema`);

  const groups = (await graph.api("/groups").filter("displayName eq 'TOTAL-Admin'").get()) as List<Group>;
  const groupId = groups.value[0]?.id ?? "";
  const members = await get<List<{ id: string }>>(`/groups/${groupId}/members/microsoft.graph.user?$select=id`);
  await untilThere(() =>
    post<AppRoleAssignment>(`${app}/appRoleAssignedTo`, {
      principalId: groupId,
      resourceId: principal.id ?? "",
      appRoleId: principal.appRoles?.find(({ displayName }) => displayName === "User")?.id ?? "",
    }),
  );
  expect((await get<List<AppRoleAssignment>>(`${app}/appRoleAssignedTo`)).value).toHaveLength(1);

  // Until the assignment is in effect.
  await clock.sleep(60_000);
  await post(`${job}/start`);
  expect((await get<SynchronizationJob>(job)).schedule?.state).toBe("Active");
  const answer = await post<{ key: string; value: string }>(`${job}/provisionOnDemand`, {
    parameters: [
      {
        ruleId: objectsIn(changed["synchronizationRules"])[0]?.["id"] ?? "",
        subjects: [
          {
            objectId: groupId,
            objectTypeName: "Group",
            links: { members: members.value.map(({ id }) => ({ objectId: id, objectTypeName: "User" })) },
          },
        ],
      },
    ],
  });
  expect(JSON.parse(answer.key)).toMatchObject({ result: "Success" });

  await clock.sleep(10 * 60_000);
  const log = (await graph
    .api("/auditLogs/provisioning")
    .filter(`jobId eq '${jobId}' and activityDateTime ge 2026-11-20T10:00:00Z`)
    .orderby("activityDateTime desc")
    .top(100)
    .get()) as List<ProvisioningObjectSummary>;
  expect(log.value.filter(({ provisioningAction }) => provisioningAction === "create")).toHaveLength(3);
  expect((await get<SynchronizationJob>(job)).status?.lastExecution?.state).toBe("Succeeded");

  const headers = { authorization: `Bearer ${target.token.reveal()}` };
  const listed = (await (await fetch(`${target.baseUrl}/Users`, { headers })).json()) as {
    readonly Resources: readonly { readonly externalId: string }[];
  };
  expect(listed.Resources.map(({ externalId }) => externalId).sort()).toEqual(members.value.map(({ id }) => id).sort());
});

test("errors carry what the client reads from them", async () => {
  const world = await startWorld();
  await expect(clientOf(world).api("/groups/nobody").get()).rejects.toMatchObject({
    statusCode: 404,
    code: "Request_ResourceNotFound",
    requestId: expect.any(String) as string,
  });
});
