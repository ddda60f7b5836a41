import { expect } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../src/base/json.js";
import { DIRECTORY_WRITE_SCOPES, LEAST_SCOPES } from "../../../../src/sandbox/entra/graph/rights.js";
import { people, startWorld, textOf, type World } from "../graph/world.js";

const RULE = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8";
/** Longer than the pause between two cycles, a small cycle, and the delay of the log together. */
const ONE_CYCLE_MS = 44 * 60_000;

/** What the workflow does and looks at. */
export interface Tenant {
  /** Makes an enabled user and gives the object id. */
  createUser(name: string): Promise<string>;
  /** Makes a security group and gives the object id. */
  createGroup(name: string): Promise<string>;
  /** Changes something through Graph. */
  change(method: string, path: string, body?: JsonObject): Promise<void>;
  assign(principalId: string): Promise<string>;
  unassign(assignmentId: string): Promise<void>;
  /** The next cycle, and its records in the log. */
  cycle(): Promise<void>;
  /** Provisions one object at once. */
  onDemand(objectId: string, kind: "User" | "Group", members?: readonly string[]): Promise<void>;
  /** Records of the log for the object, by Microsoft's own filter; at least one. */
  logged(action: string, objectId: string): Promise<readonly JsonObject[]>;
  /** The changes of one attribute, over all records of the object. */
  changesOf(attribute: string, objectId: string): Promise<readonly JsonObject[]>;
  /** What the SCIM server lists for a filter. */
  found(path: string): Promise<readonly JsonObject[]>;
}

/** A tenant whose application is connected and switched on. */
export async function startTenant(): Promise<Tenant> {
  const world = await startWorld(
    { scopes: [...LEAST_SCOPES, ...DIRECTORY_WRITE_SCOPES] },
    people({ userName: "zoe@northwind.example", groups: [] }),
  );
  const job = await world.createJob();
  await world.connect();
  const app = `/servicePrincipals/${world.app()}`;
  const started = await world.call("POST", `${app}/synchronization/jobs/${job}/start`);
  expect(started.status).toBe(204);
  await world.clock.sleep(ONE_CYCLE_MS);

  async function done(method: string, path: string, body?: JsonValue): Promise<JsonObject> {
    const answer = await world.call(method, path, body);
    expect([method, path, answer.status, answer.error.message]).toEqual([
      method,
      path,
      expect.toSatisfy((status: number) => status >= 200 && status < 300),
      "",
    ]);
    return answer.body;
  }
  async function records(filter: string): Promise<readonly JsonObject[]> {
    await world.clock.sleep(10_000);
    return (await world.call("GET", `/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}`)).list;
  }
  const role = world.sandbox.tenant.servicePrincipals.get(world.app())?.appRoles[0]?.["id"] ?? "";

  return {
    createUser: async (name) =>
      textOf(
        (
          await done("POST", "/users", {
            accountEnabled: true,
            displayName: name,
            givenName: name,
            surname: "Test",
            jobTitle: "Engineer",
            mailNickname: name,
            userPrincipalName: `${name}@northwind.example`,
            passwordProfile: { forceChangePasswordNextSignIn: true, password: "a-Long-0ne-for-tests" },
          })
        )["id"],
      ),
    createGroup: async (displayName) =>
      textOf(
        (
          await done("POST", "/groups", {
            displayName,
            mailEnabled: false,
            mailNickname: displayName,
            securityEnabled: true,
          })
        )["id"],
      ),
    change: async (method, path, body) => void (await done(method, path, body)),
    assign: async (principalId) => {
      const body = { principalId, resourceId: world.app(), appRoleId: role };
      return textOf((await done("POST", `${app}/appRoleAssignedTo`, body))["id"]);
    },
    unassign: async (id) => void (await done("DELETE", `${app}/appRoleAssignedTo/${id}`)),
    cycle: () => world.clock.sleep(ONE_CYCLE_MS),
    onDemand: async (objectId, objectTypeName, members = []) => {
      await world.clock.sleep(5 * 60_000);
      const links = { members: members.map((one) => ({ objectId: one, objectTypeName: "User" })) };
      const subject = { objectId, objectTypeName, ...(objectTypeName === "Group" ? { links } : {}) };
      await done("POST", `${app}/synchronization/jobs/${job}/provisionOnDemand`, {
        parameters: [{ ruleId: RULE, subjects: [subject] }],
      });
      await world.clock.sleep(2 * 60_000);
    },
    logged: async (action, objectId) => {
      const list = await records(
        `provisioningAction eq '${action}' and sourceIdentity/id eq '${objectId}' and provisioningStatusInfo/status eq 'success'`,
      );
      expect([action, list.length]).toEqual([action, expect.toSatisfy((count: number) => count > 0)]);
      return list;
    },
    changesOf: async (attribute, objectId) =>
      (await records(`sourceIdentity/id eq '${objectId}'`))
        .toReversed()
        .flatMap((record) => objectsIn(record["modifiedProperties"]))
        .filter(({ displayName }) => displayName === attribute),
    found: async (path) => objectsIn((await askTarget(world, path))["Resources"]),
  };
}

async function askTarget({ target }: World, path: string): Promise<JsonObject> {
  const headers = { authorization: `Bearer ${target.token.reveal()}` };
  const answer: unknown = await (await fetch(target.baseUrl + path, { headers })).json();
  return isJsonObject(answer) ? answer : {};
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isJsonObject) : [];
}
