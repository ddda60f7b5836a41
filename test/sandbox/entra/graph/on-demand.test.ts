import { expect, test } from "vitest";
import type { JsonObject } from "../../../../src/base/json.js";
import { people, startWorld, textOf, type Answer, type World } from "./world.js";

const RULE = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8";

function groupSubject(world: World, members: readonly string[]): JsonObject {
  return {
    objectId: world.groupId("TOTAL-Admin"),
    objectTypeName: "Group",
    links: { members: members.map((objectId) => ({ objectId, objectTypeName: "User" })) },
  };
}

async function onDemand(world: World, job: string, subject: JsonObject, ruleId = RULE): Promise<Answer> {
  const path = `/servicePrincipals/${world.app()}/synchronization/jobs/${job}/provisionOnDemand`;
  return world.call("POST", path, { parameters: [{ ruleId, subjects: [subject] }] });
}

/** A connected job whose group is assigned. */
async function ready(world: World): Promise<string> {
  const job = await world.createJob();
  await world.connect();
  const app = world.sandbox.tenant.servicePrincipals.get(world.app());
  const answer = await world.call("POST", `/servicePrincipals/${world.app()}/appRoleAssignedTo`, {
    principalId: world.groupId("TOTAL-Admin"),
    resourceId: world.app(),
    appRoleId: app?.appRoles[0]?.["id"] ?? "",
  });
  expect(answer.status).toBe(201);
  // Until the assignment is in effect.
  await world.clock.sleep(60_000);
  return job;
}

test("people of a group arrive at once, with the mapping as it stands: the alias for externalId", async () => {
  const world = await startWorld();
  const job = await ready(world);
  const answer = await onDemand(world, job, groupSubject(world, [world.userId("ada@northwind.example")]));
  expect(answer.status).toBe(200);
  expect(answer.body["@odata.context"]).toContain("stringKeyStringValuePair");
  expect(JSON.parse(textOf(answer.body["key"]))).toMatchObject({ result: "Success" });
  const posted = world.sent.filter(({ method, path }) => method === "POST" && path.endsWith("/Users"));
  expect(posted.map(({ body }) => body)).toEqual([
    expect.objectContaining({ userName: "ada@northwind.example", externalId: "ada" }),
  ]);
});

test("the other shape of the answer has plain words for a key", async () => {
  const world = await startWorld({ shape: "status-info" });
  const job = await ready(world);
  const { body } = await onDemand(world, job, groupSubject(world, [world.userId("ada@northwind.example")]));
  expect(body["key"]).toBe("Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo");
  expect(Array.isArray(JSON.parse(textOf(body["value"])))).toBe(true);
});

test("without saved credentials, by another rule, for nobody and for more than five it is refused", async () => {
  const six = Array.from({ length: 6 }, (_, index) => ({ userName: `p${String(index)}@northwind.example` }));
  const world = await startWorld({}, people(...six));
  const job = await world.createJob();
  const one = groupSubject(world, [world.userId("p0@northwind.example")]);
  expect((await onDemand(world, job, one)).error.code).toBe("CredentialsMissing");
  expect((await onDemand(world, job, one, "another")).error.code).toBe("InvalidRuleId");
  expect((await onDemand(world, job, { ...one, objectId: "nobody" })).status).toBe(404);
  const all = six.map(({ userName }) => world.userId(userName));
  expect((await onDemand(world, job, groupSubject(world, all))).error.message).toContain("At most 5");
  expect(world.sent).toEqual([]);
});

test("five requests in ten seconds are taken, the sixth is told how long to wait", async () => {
  const world = await startWorld();
  const job = await ready(world);
  const subject = groupSubject(world, [world.userId("ada@northwind.example")]);
  for (let count = 0; count < 5; count += 1) {
    expect((await onDemand(world, job, subject)).status).toBe(200);
    await world.clock.sleep(1_000);
  }
  const refused = await onDemand(world, job, subject);
  expect([refused.status, refused.error.code, refused.headers.get("retry-after")]).toEqual([
    429,
    "TooManyRequests",
    "5",
  ]);
  await world.clock.sleep(5_000);
  expect((await onDemand(world, job, subject)).status).toBe(200);
});
