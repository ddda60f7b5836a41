import { expect, test } from "vitest";
import { settings, startWorld, textOf, type Answer, type World } from "../world.js";

function place({ app }: World): string {
  return `/servicePrincipals/${app()}/synchronization`;
}

async function save(world: World, value: readonly { readonly key: string; readonly value: string }[]): Promise<Answer> {
  return world.call("PUT", `${place(world)}/secrets`, { value });
}

async function saved(world: World): Promise<Record<string, string>> {
  const { list } = await world.call("GET", `${place(world)}/secrets`);
  return Object.fromEntries(list.map(({ key, value }) => [textOf(key), textOf(value)]));
}

const NOTIFICATIONS = '{"Enabled":false,"DeleteThresholdEnabled":false}';

test("what is saved can be read, but for the token", async () => {
  const world = await startWorld();
  expect(await saved(world)).toEqual({});
  const answer = await save(world, settings("https://scim.example/v2", "shibboleth"));
  expect([answer.status, answer.text]).toEqual([204, ""]);
  expect(await saved(world)).toEqual({
    BaseAddress: "https://scim.example/v2",
    SecretToken: "*",
    SyncAll: "false",
    SyncNotificationSettings: NOTIFICATIONS,
  });
});

test("keys that are left out stay, and an empty value removes one", async () => {
  const world = await startWorld();
  await save(world, settings("https://scim.example/v2", "shibboleth"));
  await save(world, [
    { key: "SkipOutOfScopeDeletions", value: "True" },
    { key: "SecretToken", value: "" },
  ]);
  expect(await saved(world)).toEqual({
    BaseAddress: "https://scim.example/v2",
    SyncAll: "false",
    SyncNotificationSettings: NOTIFICATIONS,
    SkipOutOfScopeDeletions: "True",
  });
});

test("a tenant may answer 204 and save nothing unless scope and notifications are there", async () => {
  const world = await startWorld({ secretsMode: "silent-drop" });
  const all = settings("https://scim.example/v2", "shibboleth");
  expect((await save(world, all.slice(0, 2))).status).toBe(204);
  expect(await saved(world)).toEqual({});
  expect((await save(world, all)).status).toBe(204);
  expect(Object.keys(await saved(world))).toHaveLength(4);
});

test("unknown keys, a token beside OAuth, a pair without a value and too much are refused, and nothing is saved", async () => {
  const world = await startWorld({ settingsLimitBytes: 1_024 });
  const unknown = await save(world, [{ key: "SecretTokn", value: "x" }]);
  expect([unknown.status, unknown.error]).toEqual([
    500,
    { code: "InternalError", message: "Requested value 'SecretTokn' was not found." },
  ]);
  const mixed = await save(world, [
    { key: "SecretToken", value: "x" },
    { key: "Oauth2ClientId", value: "y" },
  ]);
  expect(mixed.status).toBe(500);
  expect((await save(world, [{ key: "SecretToken" } as never])).error.code).toBe("RequestMissingRequiredParameter");
  expect((await world.call("PUT", `${place(world)}/secrets`, {})).error.code).toBe("RequestMissingRequiredParameter");
  const large = await save(world, settings("https://scim.example/v2", "x".repeat(1_000)));
  expect(large.status).toBe(400);
  expect(large.text).not.toContain("xxx");
  expect(await saved(world)).toEqual({});
});

test("a change of scope makes the next cycle evaluate everybody, another key does not", async () => {
  const world = await startWorld();
  const id = await world.createJob();
  const job = world.sandbox.tenant.servicePrincipals.get(world.app())?.jobs.get(id);
  if (job === undefined) throw new Error("the job is not there");
  await save(world, [{ key: "SyncAll", value: "false" }]);
  job.fullCycleDue = false;
  await save(world, settings("https://scim.example/v2", "x"));
  expect(job.fullCycleDue).toBe(false);
  await save(world, [{ key: "SyncAll", value: "true" }]);
  expect(job.fullCycleDue).toBe(true);
});

test("the connection is tested at the target: before there is a job, with a job, and with what is saved", async () => {
  const world = await startWorld();
  const credentials = settings(world.target.baseUrl, world.target.token.reveal()).slice(0, 2);
  const early = await world.call("POST", `${place(world)}/jobs/validateCredentials`, {
    templateId: "scim",
    credentials,
  });
  expect([early.status, early.text]).toEqual([204, ""]);
  const job = `${place(world)}/jobs/${await world.createJob()}/validateCredentials`;
  expect((await world.call("POST", job, { credentials })).status).toBe(204);
  const none = await world.call("POST", job, { useSavedCredentials: true });
  expect(none.error.code).toBe("RequestMissingRequiredParameter");
  await world.connect();
  expect((await world.call("POST", job, { useSavedCredentials: true, credentials: [] })).status).toBe(204);
  expect(world.sent.length).toBeGreaterThanOrEqual(3);
  for (const { method, path } of world.sent) {
    expect(method).toBe("GET");
    expect(path).toMatch(/\/Users\?filter=userName\+eq\+%22[0-9a-f-]{36}%22/);
  }
});

test.each([
  ["a wrong token", (url: string) => url, "not-it", "Unauthorized"],
  ["a wrong address", (url: string) => `${url}/nothing`, undefined, "404"],
])("%s ends in the code that Graph has for all of it", async (_what, urlOf, token, words) => {
  const world = await startWorld();
  const answer = await world.call("POST", `${place(world)}/jobs/validateCredentials`, {
    templateId: "scim",
    credentials: settings(urlOf(world.target.baseUrl), token ?? world.target.token.reveal()).slice(0, 2),
  });
  expect([answer.status, answer.error.code]).toEqual([400, "CredentialValidationUnavailable"]);
  expect(answer.error.message).toContain(words);
  expect(answer.text).not.toContain(world.target.token.reveal());
});

test("a job of the old template appends /scim to the address", async () => {
  const world = await startWorld();
  const id = await world.createJob("customappsso");
  const base = new URL(world.target.baseUrl);
  const credentials = settings(`${base.origin}/scim/v2`, world.target.token.reveal()).slice(0, 2);
  const answer = await world.call("POST", `${place(world)}/jobs/${id}/validateCredentials`, { credentials });
  expect(answer.error.code).toBe("CredentialValidationUnavailable");
  expect(answer.error.message).toContain("/scim/v2/scim/Users");
});
