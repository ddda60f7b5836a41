import { expect } from "vitest";
import { MEMBERS, userNamesOn } from "./users.js";
import type { ForeignTenant } from "./graph-tenant.js";

/** An object of Graph as a client hands it over. */
export interface GraphObject {
  readonly id?: string | null;
  readonly value?: readonly GraphObject[] | null;
  readonly [property: string]: unknown;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";
/** `$filter`, `$select` and so on. */
export type Query = Readonly<Record<string, string>>;

/** What a client can do: one request below `/v1.0`; rejects when it is refused. */
export type Send = (method: Method, path: string, query?: Query, body?: object) => Promise<GraphObject>;

/** The template for applications that are in no gallery. Source: Microsoft Graph, applicationTemplate: instantiate. */
const NON_GALLERY = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
const MINUTE = 60_000;

/** Sets up provisioning as total-setup does, through another client, until the users are on the SCIM server; removes all of it. */
export async function walkJourneys(send: Send, { clock, target }: ForeignTenant): Promise<void> {
  const only = async (path: string, query: Query): Promise<GraphObject> => {
    const { value } = await send("GET", path, query);
    expect(value, path).toHaveLength(1);
    return value?.[0] ?? {};
  };

  const organization = await only("/organization", { $select: "id,displayName,assignedPlans" });
  expect(organization["displayName"]).toBeTypeOf("string");
  const named = { $filter: "displayName eq 'TOTAL'", $top: "999" };
  expect((await send("GET", "/servicePrincipals", named)).value).toEqual([]);
  const group = await only("/groups", { $filter: "displayName eq 'TOTAL-Admin'", $select: "id,displayName" });
  const members = `/groups/${String(group.id)}/members`;
  const counted = { $count: "true", $top: "999" };
  const users = (await send("GET", `${members}/microsoft.graph.user`, { $select: "id,mail", ...counted })).value ?? [];
  expect(users.map(({ mail }) => mail).sort()).toEqual(MEMBERS);
  expect((await send("GET", `${members}/microsoft.graph.group`, counted)).value).toEqual([]);

  const template = `/applicationTemplates/${NON_GALLERY}/instantiate`;
  const made = await send("POST", template, {}, { displayName: "TOTAL" });
  const principal = made["servicePrincipal"] as GraphObject & { readonly appRoles: readonly GraphObject[] };
  await clock.sleep(5 * MINUTE);
  const place = `/servicePrincipals/${String(principal.id)}`;
  expect(await send("GET", place)).toMatchObject({ displayName: "TOTAL" });
  const templates = (await send("GET", `${place}/synchronization/templates`)).value ?? [];
  expect(templates.map(({ id }) => id)).toContain("scim");
  expect((await send("GET", `${place}/synchronization/jobs`)).value).toEqual([]);
  const job = await send("POST", `${place}/synchronization/jobs`, {}, { templateId: "scim" });
  await clock.sleep(MINUTE);

  const jobPlace = `${place}/synchronization/jobs/${String(job.id)}`;
  const credentials = [
    { key: "BaseAddress", value: target.baseUrl },
    { key: "SecretToken", value: target.token.reveal() },
  ];
  await send("POST", `${jobPlace}/validateCredentials`, {}, { credentials });
  await send("PUT", `${place}/synchronization/secrets`, {}, { value: credentials });
  const secrets = (await send("GET", `${place}/synchronization/secrets`)).value ?? [];
  expect(secrets.map(({ key }) => key)).toContain("BaseAddress");

  const schema = await send("GET", `${jobPlace}/schema`);
  await send("PUT", `${jobPlace}/schema`, {}, schema);
  const again = await send("GET", `${jobPlace}/schema`);
  expect(again["synchronizationRules"]).toEqual(schema["synchronizationRules"]);

  expect((await send("GET", `${place}/appRoleAssignedTo`, { $top: "999" })).value).toEqual([]);
  const role = principal.appRoles.find(({ displayName }) => displayName === "User");
  const grant = { principalId: group.id, resourceId: principal.id, appRoleId: role?.id };
  const assignment = await send("POST", `${place}/appRoleAssignedTo`, {}, grant);
  await send("POST", `${jobPlace}/start`);
  await clock.sleep(60 * MINUTE);
  const started = (await send("GET", jobPlace)) as { readonly status?: { readonly code?: string } };
  expect(started.status?.code).toBe("Active");
  expect(await userNamesOn(target)).toEqual(MEMBERS);

  const [rule] = again["synchronizationRules"] as readonly GraphObject[];
  const subjects = users.slice(0, 1).map(({ id }) => ({ objectId: id, objectTypeName: "User" }));
  const onDemand = { parameters: [{ ruleId: rule?.id, subjects }] };
  const told = await send("POST", `${jobPlace}/provisionOnDemand`, {}, onDemand);
  expect(told).toHaveProperty("value");
  const since = `jobId eq '${String(job.id)}' and activityDateTime ge ${new Date(clock.now() - 90 * MINUTE).toISOString()}`;
  await clock.sleep(10 * MINUTE);
  const log = await send("GET", "/auditLogs/provisioning", {
    $filter: since,
    $orderby: "activityDateTime desc",
    $top: "99",
  });
  expect(log.value?.length).toBeGreaterThanOrEqual(MEMBERS.length);

  await send("DELETE", `${place}/appRoleAssignedTo/${String(assignment.id)}`);
  await send("DELETE", jobPlace);
  await send("DELETE", place);
  await clock.sleep(5 * MINUTE);
  await expect(send("GET", place)).rejects.toThrow();
}
