import { afterEach, expect, test } from "vitest";
import { startBadTarget } from "../../okta/bad-target.js";
import { ADMINS, HOUR, logged, object, startWorld, writes, type World } from "./world.js";

const ADA = { userName: "ada@northwind.example", displayName: "Ada" };
const BEN = { userName: "ben@northwind.example", displayName: "Ben" };
const EMPTY = { totalResults: 0, Resources: [] };

type Answer = Parameters<typeof startBadTarget>[0];
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function against(answer: Answer): Promise<World> {
  const target = await startBadTarget(answer);
  open.push(target);
  return startWorld([ADA], { baseAddress: target.baseUrl });
}

function isProbe(path: string): boolean {
  return /%22[0-9a-f]{8}-[0-9a-f-]{27}%22/.test(path);
}

test.each([
  [401, "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable", /Status Code: Unauthorized/],
  [403, "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable", /Status Code: Forbidden/],
  [404, "SystemForCrossDomainIdentityManagementServiceIncompatible", /HTTP\/404 Not Found/],
  [200, "SystemForCrossDomainIdentityManagementServiceIncompatible", /Response Content: <html>/],
])("a target that answers %i to the first question puts the job into quarantine", async (status, code, message) => {
  const world = await against(() => ({ status, text: "<html>" }));
  await world.firstCycle();
  expect(world.job.quarantine).toMatchObject({
    reason: "EncounteredQuarantineException",
    errorCode: code,
    seriesCount: 1,
    nextAttempt: world.job.lastExecution === undefined ? 0 : world.job.lastExecution.ended + 6 * HOUR,
  });
  expect(world.job.quarantine?.errorMessage).toMatch(message);
  expect(world.job).toMatchObject({ state: "Active", completeFailures: 1, lastExecution: { state: "Failed" } });
  expect(writes(world.sent)).toEqual([]);
});

test.each([[500], [429]])("a target that answers %i is asked again in the next cycle", async (status) => {
  let healthy = false;
  const world = await against(() => (healthy ? { status: 200, body: EMPTY } : { status }));
  await world.firstCycle();
  expect(world.job.quarantine).toBeUndefined();
  expect(world.job.lastExecution?.state).toBe("Failed");
  healthy = true;
  await world.nextCycle();
  expect(world.job.lastExecution?.state).toBe("EntryLevelErrors");
});

test("quarantine is tried after 6, 12 and 24 hours, then daily, and ends with the job off after four weeks", async () => {
  const world = await against(() => ({ status: 401 }));
  await world.firstCycle();
  const began = world.job.quarantine?.began ?? 0;
  const waits: number[] = [];
  for (let tries = 0; tries < 4; tries += 1) {
    waits.push(((world.job.quarantine?.nextAttempt ?? 0) - (world.job.lastExecution?.ended ?? 0)) / HOUR);
    await world.clock.sleep((waits.at(-1) ?? 0) * HOUR);
  }
  expect(waits).toEqual([6, 12, 24, 24]);
  expect(world.job.quarantine).toMatchObject({ began, seriesCount: 5 });
  await world.clock.sleep(30 * 24 * HOUR);
  expect(world.job.state).toBe("Disabled");
  const asked = world.sent.length;
  await world.clock.sleep(30 * 24 * HOUR);
  expect(world.sent).toHaveLength(asked);
});

test("start lifts the quarantine for one try: it goes on when that fails, and ends when it succeeds", async () => {
  const world = await startWorld([ADA]);
  const token = world.app.settings.get("SecretToken");
  world.app.settings.set("SecretToken", "wrong");
  await world.firstCycle();
  expect(world.job.quarantine?.seriesCount).toBe(1);

  world.engine.start(world.app, world.job);
  expect(world.job.quarantine).toBeUndefined();
  await world.clock.sleep(60_000);
  expect(world.job.quarantine?.seriesCount).toBe(2);

  if (token !== undefined) world.app.settings.set("SecretToken", token);
  world.engine.start(world.app, world.job);
  await world.nextCycle();
  expect(world.job.quarantine).toBeUndefined();
  expect(world.job.lastExecution?.state).toBe("Succeeded");
  expect((await world.people()).size).toBe(1);
});

test("a quarantine ends by itself when the target answers at the next try", async () => {
  const world = await startWorld([ADA]);
  const token = world.app.settings.get("SecretToken");
  world.app.settings.set("SecretToken", "wrong");
  await world.firstCycle();
  if (token !== undefined) world.app.settings.set("SecretToken", token);
  await world.clock.sleep(6 * HOUR + 60_000);
  expect(world.job.quarantine).toBeUndefined();
  expect((await world.people()).size).toBe(1);
});

test("restart clears a quarantine only when it is asked to", async () => {
  const world = await against(() => ({ status: 401 }));
  await world.firstCycle();
  world.engine.restart(world.app, world.job, "Watermark");
  expect(world.job.quarantine).toBeDefined();
  world.engine.restart(world.app, world.job, "Full");
  expect(world.job.quarantine).toBeUndefined();
});

test("saved settings without a usable address lead to quarantine", async () => {
  const world = await startWorld([ADA], { baseAddress: "ftp://nowhere.example" });
  await world.firstCycle();
  expect(world.job.quarantine?.errorMessage).toContain("valid tenant URL");
  expect(world.sent).toEqual([]);
});

test.each([
  [409, "Conflict"],
  [429, "TooManyRequests"],
  [500, "InternalError"],
  [403, "InsufficientRights"],
  [405, "MethodNotAllowed"],
  [422, "UnprocessableEntity"],
  [400, "SystemForCrossDomainIdentityManagementServiceIncompatible"],
  [404, "SystemForCrossDomainIdentityManagementServiceIncompatible"],
])("a creation answered %i is logged as %s and tried again in the next cycle", async (status, code) => {
  const world = await against((method) => (method === "POST" ? { status, body: { detail: "No." } } : undefined));
  await world.firstCycle();
  expect(logged(world)["Ada"]).toEqual([`create failure ${code}`]);
  expect(world.job.lastExecution).toMatchObject({ state: "EntryLevelErrors", countEscrowed: 2, countExported: 0 });
  expect(world.job.synchronized).toEqual({ users: 0, groups: 0 });
  await world.nextCycle();
  expect(logged(world)["Ada"]).toHaveLength(2);
  expect(world.job.completeFailures).toBe(2);
});

test.each([
  ["an answer without a body", { status: 201 }],
  ["a resource without an id", { status: 201, body: { userName: "ada" } }],
])("a creation with %s is incompatible", async (_, reply) => {
  const world = await against((method, path) => (method === "POST" && path.includes("/Users") ? reply : undefined));
  await world.firstCycle();
  expect(logged(world)["Ada"]).toEqual(["create failure SystemForCrossDomainIdentityManagementServiceIncompatible"]);
});

test("a connection that breaks off is a protocol error of that person", async () => {
  const world = await against((method) => (method === "POST" ? "broken" : undefined));
  await world.firstCycle();
  expect(logged(world)["Ada"]).toEqual(["create failure WebExceptionProtocolError"]);
});

test("a target that ignores the filter has duplicates", async () => {
  const two = { totalResults: 2, Resources: [{ id: "1" }, { id: "2" }] };
  const world = await against((_, path) => ({ status: 200, body: isProbe(path) ? EMPTY : two }));
  await world.firstCycle();
  expect(logged(world)["Ada"]).toEqual(["other failure DuplicateTargetEntries"]);
  expect(writes(world.sent)).toEqual([]);
});

test("members that come although they are excluded are an error of the group", async () => {
  const found = { totalResults: 1, Resources: [{ id: "g1", displayName: ADMINS, members: [{ value: "1" }] }] };
  const world = await against((_, path) => (path.includes("/Groups") ? { status: 200, body: found } : undefined));
  await world.firstCycle();
  expect(logged(world)[ADMINS]).toEqual([
    "other failure SystemForCrossDomainIdentityManagementMultipleEntriesInResponse",
  ]);
});

test("a person deleted behind Entra's back is an invalid anchor until the job is restarted", async () => {
  const world = await startWorld([ADA, BEN]);
  await world.firstCycle();
  const user = world.user(ADA.userName);
  await world.target("DELETE", `/Users/${String(world.job.anchors.get(user.id)?.targetId)}`);
  user.jobTitle = "Director";
  await world.nextCycle();
  await world.nextCycle();
  expect(logged(world)["Ada"]?.slice(1)).toEqual(["update failure InvalidAnchor", "update failure InvalidAnchor"]);
  expect((await world.people()).size).toBe(1);

  world.engine.restart(world.app, world.job, "Full");
  await world.nextCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({ title: "Director" });
  expect((await world.people()).size).toBe(2);
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName, BEN.userName] });
});

test("a refusal is told in Microsoft's text, with the vendor's own body and how often it was tried again", async () => {
  const body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400", detail: "title is too long" };
  const world = await against((method) => (method === "POST" ? { status: 400, body } : undefined));
  await world.firstCycle();
  await world.nextCycle();
  const reasons = world.tenant.log
    .map(({ record }) => object(object(record["provisioningStatusInfo"])["errorInformation"])["reason"])
    .filter((_, index) => index % 2 === 0);
  const text =
    "StatusCode: BadRequest Message: Processing of the HTTP request resulted in an exception. Please see the HTTP response " +
    "returned by the 'Response' property of this exception for details. Web Response: " +
    `${JSON.stringify(body)}. This operation was retried %d times. It will be retried again after this date: `;
  expect(reasons).toEqual([0, 1].map((times) => expect.stringContaining(text.replace("%d", String(times))) as string));
  expect(reasons[0]).toMatch(/date: 2026-11-20T1\d:\d\d:\d\d\.\d{7}Z UTC$/);
});

test("a conflict with a deactivation has the code that Microsoft's service gives to changes", async () => {
  const world = await against((method, path) => {
    if (method === "PATCH") return { status: 409, body: { detail: "User must be Active." } };
    if (method === "POST") return { status: 201, body: { id: path.includes("/Users") ? "1" : "2" } };
    return /\/\d/.test(path.slice("/scim".length)) ? { status: 200, body: { id: "1", active: true } } : undefined;
  });
  await world.firstCycle();
  world.user(ADA.userName).accountEnabled = false;
  await world.nextCycle();
  expect(logged(world)["Ada"]?.at(-1)).toBe(
    "disable failure SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering",
  );
});

test("a token that is refused in the middle of a cycle puts the job into quarantine, a missing right does not", async () => {
  for (const [status, code] of [
    [401, "Unauthorized"],
    [403, "InsufficientRights"],
  ] as const) {
    const world = await against((method) => (method === "POST" ? { status, body: { detail: "No." } } : undefined));
    await world.firstCycle();
    expect(logged(world)["Ada"]).toEqual([`create failure ${code}`]);
    const found = world.job.quarantine;
    if (status === 403) expect(found).toBeUndefined();
    else
      expect(found).toMatchObject({
        reason: "EncounteredQuarantineException",
        errorCode: "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
        errorMessage: expect.stringContaining("StatusCode: Unauthorized") as string,
      });
  }
});
