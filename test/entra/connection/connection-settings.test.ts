import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import {
  movesPeople,
  requireConfirmed,
  requireTokenAuthentication,
  settingFields,
  settingsToWrite,
} from "../../../src/entra/connection/connection-settings.js";

const URL_GIVEN = "https://scim.total.example/scim/v2";
const TOKEN = new Secret("token-of-the-target");
const NOTIFICATIONS = '{"Enabled":true,"Recipients":"ops@northwind.example"}';
const SAVED = new Map([
  ["BaseAddress", URL_GIVEN],
  ["SecretToken", "*"],
  ["SyncAll", "false"],
  ["SyncNotificationSettings", NOTIFICATIONS],
]);
const APP = { id: "app-object-id", appId: "app-id", displayName: "TOTAL" };

function saved(more: Readonly<Record<string, string>>): Map<string, string> {
  return new Map([...SAVED, ...Object.entries(more)]);
}

/** The error of a function that must throw. */
function refusalOf(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}

describe("what has to be saved", () => {
  test("is all four settings where none is there, without the token's value", () => {
    expect(settingFields(new Map(), URL_GIVEN, true)).toEqual([
      { path: "BaseAddress", before: null, after: URL_GIVEN },
      { path: "SecretToken", before: null, after: "*" },
      { path: "SyncAll", before: null, after: "false" },
      { path: "SyncNotificationSettings", before: null, after: '{"Enabled":false,"DeleteThresholdEnabled":false}' },
    ]);
  });

  test("is nothing where all is there; notifications of the tenant's own count", () => {
    expect(settingFields(SAVED, URL_GIVEN, false)).toEqual([]);
    expect(
      settingFields(saved({ SyncAll: "False", BaseAddress: "https://SCIM.total.example/scim/v2/" }), URL_GIVEN, false),
    ).toEqual([]);
  });

  test.each([
    [`${URL_GIVEN}?token=of-another-vendor`, `${URL_GIVEN}?...`],
    ["https://clerk:of-another-vendor@scim.example/v2", "https://scim.example/v2"],
    [`${URL_GIVEN}?aadOptscim062020`, `${URL_GIVEN}?aadOptscim062020`],
  ])("tells the address before without what looks like a secret: %s", (address, shown) => {
    const [field] = settingFields(saved({ BaseAddress: address }), URL_GIVEN, false);
    expect(field).toEqual({ path: "BaseAddress", before: shown, after: URL_GIVEN });
  });

  test.each([
    ["BaseAddress", { BaseAddress: `${URL_GIVEN}?aadOptscim062020` }],
    ["BaseAddress", { BaseAddress: "" }],
    ["SecretToken", { SecretToken: "" }],
    ["SyncAll", { SyncAll: "" }],
    ["SyncAll", { SyncAll: "true" }],
    ["SyncNotificationSettings", { SyncNotificationSettings: "" }],
  ])("is %s alone where only that differs: %j", (path, more) => {
    expect(settingFields(saved(more), URL_GIVEN, false).map((field) => field.path)).toEqual([path]);
  });

  test("is sent whole, with what was there beside it, but no masked value", () => {
    const before = saved({ SkipOutOfScopeDeletions: "True", Oauth2ClientSecret: "*", Gone: "" });
    expect(settingsToWrite(before, URL_GIVEN, TOKEN)).toEqual([
      { key: "BaseAddress", value: URL_GIVEN },
      { key: "SecretToken", value: TOKEN },
      { key: "SyncAll", value: "false" },
      { key: "SyncNotificationSettings", value: NOTIFICATIONS },
      { key: "SkipOutOfScopeDeletions", value: "True" },
    ]);
  });
});

describe("people who are provisioned already", () => {
  const elsewhere = saved({ BaseAddress: "https://old.example/scim?key=hidden-word" });
  const everybody = saved({ SyncAll: "True" });
  const job = { id: "scim.1", status: { synchronizedEntryCountByType: [{ key: "User to urn:user", value: "41" }] } };

  test.each([
    ["another target", elsewhere, /its Tenant URL is https:\/\/old\.example\/scim\?\.\.\./],
    ["a smaller scope", everybody, /its Scope is "Sync all users and groups"/],
  ])("are moved by %s only when the application's name is repeated", (_what, before, said) => {
    const fields = settingFields(before, URL_GIVEN, false);
    expect(movesPeople(before, fields)).toBe(true);
    const refusal = refusalOf(() => {
      requireConfirmed(before, fields, { app: APP, job, confirm: undefined });
    });
    expect(refusal).toMatchObject({ code: "confirm-needed", exitCode: 1, refused: true });
    expect(refusal).toHaveProperty("why", expect.stringMatching(said));
    expect(refusal).toHaveProperty("what", expect.stringContaining("41 users"));
    expect(refusal).toHaveProperty("fix", expect.arrayContaining([expect.stringContaining('--confirm "TOTAL"')]));
    expect(JSON.stringify(refusal)).not.toContain("hidden-word");
    expect(() => {
      requireConfirmed(before, fields, { app: APP, job, confirm: "TOTAL" });
    }).not.toThrow();
  });

  test("are an unknown number without a job; another name does not confirm", () => {
    const fields = settingFields(everybody, URL_GIVEN, false);
    const refusal = refusalOf(() => {
      requireConfirmed(everybody, fields, { app: APP, job: undefined, confirm: "total" });
    });
    expect(refusal).toHaveProperty("what", expect.stringContaining("an unknown number of users"));
    expect(refusal).toHaveProperty("fix", expect.arrayContaining([expect.stringMatching(/"total" is not/)]));
  });

  test.each([
    ["the flag comes", `${URL_GIVEN}?aadOptscim062020`, URL_GIVEN],
    ["the flag goes", URL_GIVEN, `${URL_GIVEN}?aadOptscim062020`],
    ["the flag comes beside a query of the vendor", `${URL_GIVEN}?v=2`, `${URL_GIVEN}?v=2&aadOptscim062020=true`],
  ])("stay where they are when %s: the address is written, and nobody is moved", (_what, before, after) => {
    const there = saved({ BaseAddress: before });
    const fields = settingFields(there, after, false);
    expect(fields.map(({ path }) => path)).toEqual(["BaseAddress"]);
    expect(movesPeople(there, fields)).toBe(false);
    expect(movesPeople(there, settingFields(there, after.replace("scim", "other"), false))).toBe(true);
  });

  test("stay where they are with a first connection, another token, or a scope that was never set", () => {
    for (const before of [new Map<string, string>(), SAVED, saved({ SyncAll: "" })])
      expect(movesPeople(before, settingFields(before, URL_GIVEN, true))).toBe(false);
  });
});

describe("an application connected by OAuth", () => {
  test("is left alone", () => {
    const refusal = refusalOf(() => {
      requireTokenAuthentication(saved({ AuthenticationType: "OAuth2ClientCredentialsGrant" }), APP);
    });
    expect(refusal).toMatchObject({ code: "credentials-foreign", exitCode: 1, refused: true });
    expect(() => {
      requireTokenAuthentication(SAVED, APP);
    }).not.toThrow();
  });
});
