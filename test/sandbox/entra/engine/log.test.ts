import { expect, test } from "vitest";
import { attribute, mapTo, object, objects, startWorld } from "./world.js";

const ADA = { userName: "ada@northwind.example", displayName: "Ada" };

test("a record names who, where, in which steps and what was changed, with no error on success", async () => {
  const world = await startWorld([ADA]);
  mapTo(world.job, "externalId", attribute("objectId"));
  await world.firstCycle();
  const { id } = world.user(ADA.userName);
  const record = object(world.tenant.log[0]?.record);
  expect(record).toMatchObject({
    tenantId: world.tenant.id,
    jobId: world.job.id,
    cycleId: world.job.lastExecution?.activityIdentifier,
    provisioningAction: "create",
    servicePrincipal: { id: world.app.id, displayName: "TOTAL" },
    sourceSystem: { displayName: "Microsoft Entra ID" },
    targetSystem: {
      displayName: "customappsso",
      details: {
        ApplicationId: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
        ServicePrincipalId: world.app.id,
        ServicePrincipalDisplayName: "TOTAL",
      },
    },
    sourceIdentity: {
      id,
      displayName: "Ada",
      identityType: "User",
      details: { UserPrincipalName: ADA.userName },
    },
    targetIdentity: {
      id: world.job.anchors.get(id)?.targetId,
      identityType: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    },
    provisioningStatusInfo: { status: "success", errorInformation: null },
  });
  expect(objects(record["provisioningSteps"]).map((one) => [one["name"], one["provisioningStepType"]])).toEqual([
    ["EntryImportAdd", "import"],
    ["EntrySynchronizationScoping", "scoping"],
    ["EntrySynchronizationAdd", "matching"],
    ["EntryExportAdd", "export"],
  ]);
  expect(objects(record["provisioningSteps"])[1]?.["details"]).toMatchObject({
    "Active in the source system": "True",
    "Assigned to the application": "True",
  });
  expect(objects(record["modifiedProperties"])).toContainEqual({
    displayName: "externalId",
    oldValue: null,
    newValue: id,
  });
});

test("a change is recorded with its value before and after", async () => {
  const world = await startWorld([{ ...ADA, title: "Analyst" }]);
  await world.firstCycle();
  world.user(ADA.userName).jobTitle = "Director";
  world.tenant.log.length = 0;
  await world.nextCycle();
  expect(world.tenant.log.map(({ record }) => record["modifiedProperties"])).toEqual([
    [{ displayName: "title", oldValue: "Analyst", newValue: "Director" }],
  ]);
});

test("a failure is recorded with code, reason, and advice", async () => {
  const world = await startWorld([ADA]);
  await world.target("POST", "/Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: ADA.userName,
  });
  // Looked for by another attribute than the one that has to be unique.
  mapTo(world.job, "userName", attribute("userPrincipalName"), { matchingPriority: 0 });
  mapTo(world.job, "externalId", attribute("objectId"), { matchingPriority: 1 });
  await world.firstCycle();
  const info = object(world.tenant.log[0]?.record["provisioningStatusInfo"]);
  const error = object(info["errorInformation"]);
  expect(info["status"]).toBe("failure");
  expect(error).toMatchObject({ errorCode: "Conflict", additionalDetails: null });
  expect(error["reason"]).toMatch(
    /^StatusCode: Conflict Message: .* Web Response: \{.*"uniqueness".*\}\. This operation was retried 0 times\. /,
  );
  expect(error["recommendedAction"]).toContain("matching attribute");
});

test("the name of a user's role can be mapped", async () => {
  const world = await startWorld([ADA]);
  const name = "SingleAppRoleAssignment";
  mapTo(world.job, "title", { expression: `${name}([appRoleAssignments])`, name, type: "Function" });
  const [assignment] = world.app.assignments.values();
  const role = world.app.appRoles.find(({ displayName }) => displayName === "User");
  if (assignment === undefined || typeof role?.["id"] !== "string") throw new Error("no role to assign");
  world.app.assignments.set(assignment.id, { ...assignment, appRoleId: role["id"] });
  await world.firstCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({ title: "User" });
});
