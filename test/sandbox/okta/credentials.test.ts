import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { people, startWorld, type Answer } from "./world.js";

const PROFILE = { firstName: "New", lastName: "Comer", email: "new@x.example", login: "new@x.example" };
const USER = "/api/v1/users/new@x.example";

async function newcomer(
  credentials: JsonObject,
): Promise<(method: string, path: string, body?: JsonObject) => Promise<Answer>> {
  const world = await startWorld(people());
  const made = await world.call("POST", "/api/v1/users", { profile: PROFILE, credentials });
  expect(made.status).toBe(200);
  return (method, path, body) => world.call(method, USER + path, body);
}

test("an empty password is none: the user waits for one", async () => {
  const call = await newcomer({ password: {} });
  expect((await call("GET", "")).object).toMatchObject({ status: "PROVISIONED", passwordChanged: null });
});

test("credentials alone can be changed, and show neither password nor answer", async () => {
  const recovery = { question: "Who?", answer: "nobody-at-all" };
  const call = await newcomer({ password: { value: "first-Passw0rd" }, recovery_question: recovery });
  const answer = await call("PUT", "", { credentials: { password: { value: "second-Passw0rd" } } });
  const shown = { password: {}, recovery_question: { question: "Who?" }, provider: { type: "OKTA", name: "OKTA" } };
  expect(answer).toMatchObject({ status: 200, object: { profile: PROFILE, credentials: shown } });
  expect(JSON.stringify(answer.object)).not.toMatch(/Passw0rd|nobody-at-all/);
  const changed = await call("POST", "/credentials/change_password", {
    oldPassword: { value: "second-Passw0rd" },
    newPassword: { value: "third-Passw0rd" },
  });
  expect([changed.status, changed.object]).toEqual([200, shown]);
});

test.each<[string, string, JsonObject]>([
  ["an old password", "change_password", { oldPassword: { value: "other" }, newPassword: { value: "third-Passw0rd" } }],
  [
    "a password",
    "change_recovery_question",
    { password: { value: "other" }, recovery_question: { question: "Q", answer: "A" } },
  ],
])("credentials are not changed with %s that is another one", async (_name, action, body) => {
  const call = await newcomer({ password: { value: "first-Passw0rd" } });
  expect(await call("POST", `/credentials/${action}`, body)).toMatchObject({
    status: 403,
    object: { errorCode: "E0000014", errorSummary: "Update of credentials failed" },
  });
});

test("a hashed password is an imported one", async () => {
  const call = await newcomer({ password: { hash: { algorithm: "BCRYPT", workFactor: 10, salt: "s", value: "v" } } });
  expect((await call("GET", "")).object["credentials"]).toEqual({
    password: {},
    provider: { type: "IMPORT", name: "IMPORT" },
  });
});

test.each([
  ["reset_password?sendEmail=false", "RECOVERY", "resetPasswordUrl"],
  ["expire_password_with_temp_password", "PASSWORD_EXPIRED", "tempPassword"],
  ["expire_password", "PASSWORD_EXPIRED", "profile"],
])("%s leaves the user %s and answers with %s", async (action, status, field) => {
  const call = await newcomer({ password: { value: "first-Passw0rd" } });
  expect((await call("POST", `/lifecycle/${action}`)).object).toHaveProperty(field);
  expect((await call("GET", "")).object["status"]).toBe(status);
});
