import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import * as access from "../../../src/entra/api/access.js";
import { checkTenant, missingAccess, readToken } from "../../../src/entra/api/token-rights.js";
import { failureOf } from "../../okta/support/failure.js";
import { tokenWith } from "./graph-server.js";
import { delegatedScopes } from "../../../src/entra/auth/credentials.js";

const NEEDS = Object.values(access);
const ASKED_FOR = delegatedScopes(NEEDS);
const TENANT = "5b1d9c3e-0000-4000-8000-00000000abcd";

describe("a token", () => {
  test("of a person says who, for which tenant, and what is allowed", () => {
    const claims = {
      tid: TENANT,
      upn: "ada@x.example",
      appid: "cli",
      scp: "User.Read  Group.Read.All",
      exp: 1_800_000_000,
    };
    expect(readToken(tokenWith({ ...claims, aud: "https://graph.microsoft.com" }))).toEqual({
      tenantId: TENANT,
      who: "ada@x.example",
      scopes: new Set(["User.Read", "Group.Read.All"]),
      roles: new Set(),
      delegated: true,
      advisory: false,
      expiresAt: 1_800_000_000_000,
      audience: "https://graph.microsoft.com",
    });
  });

  test("of an application says its name, and its roles", () => {
    const token = tokenWith({ tid: TENANT, app_displayname: "Pipeline", appid: "id", roles: ["User.Read.All", 7] });
    expect(readToken(token)).toMatchObject({ who: "Pipeline", roles: new Set(["User.Read.All"]), delegated: false });
  });

  test("of the Azure CLI goes by the person's roles", () => {
    expect(readToken(tokenWith({ scp: "Directory.AccessAsUser.All" }))?.advisory).toBe(true);
  });

  test.each(["opaque-token", "a.b", "a.b.c", "a.WzFd.c", "e30.bm90IGpzb24.e30", ""])(
    "that is no JWT says nothing: %s",
    (text) => {
      expect(readToken(new Secret(text))).toBeUndefined();
    },
  );

  test("with claims of other kinds than documented says nothing about them", () => {
    expect(readToken(tokenWith({ tid: 7, upn: "", scp: ["User.Read"], roles: "User.Read.All", exp: "soon" }))).toEqual({
      scopes: new Set(),
      roles: new Set(),
      delegated: false,
      advisory: false,
    });
  });
});

describe("what is missing", () => {
  const delegated = (...scopes: string[]) => ({ delegated: true, scopes: new Set(scopes), roles: new Set<string>() });
  const purposes = (...scopes: string[]): string[] =>
    missingAccess(delegated(...scopes), NEEDS).map(({ purpose }) => purpose);

  test("is everything without a permission, and nothing with those that a sign-in asks for", () => {
    expect(purposes()).toEqual(NEEDS.map(({ purpose }) => purpose));
    expect(purposes(...ASKED_FOR)).toEqual([]);
  });

  test("names exactly what the removed permission was for", () => {
    const without = (gone: string): string[] => purposes(...ASKED_FOR.filter((scope) => scope !== gone));
    expect(without("Synchronization.ReadWrite.All")).toEqual([
      "read the provisioning configuration",
      "set up provisioning",
    ]);
    expect(without("AppRoleAssignment.ReadWrite.All")).toEqual(["assign groups"]);
    expect(without("ProvisioningLog.Read.All")).toEqual(["read the provisioning logs"]);
    expect(without("GroupMember.Read.All")).toEqual(["read groups and their members"]);
  });

  test.each([
    ["findApps", "Application.ReadWrite.All"],
    ["findApps", "Directory.Read.All"],
    ["readGroups", "Directory.ReadWrite.All"],
    ["readGroups", "Group.ReadWrite.All"],
    ["readUsers", "Directory.Read.All"],
    ["readUsers", "User.ReadWrite.All"],
    ["readLog", "AuditLog.Read.All"],
    ["syncRead", "Synchronization.ReadWrite.All"],
    ["readTenant", "Organization.Read.All"],
  ] as const)("%s is met by the wider %s", (need, scope) => {
    expect(missingAccess(delegated(scope), [access[need]])).toEqual([]);
  });

  test.each([
    ["makeApp", "Application.Read.All"],
    ["syncWrite", "Synchronization.Read.All"],
    ["syncRead", "Directory.ReadWrite.All"],
    ["readLog", "Directory.Read.All"],
    ["readUsers", "User.ReadBasic.All"],
    ["readUsers", "User.Read"],
    ["assignGroups", "Application.ReadWrite.All"],
    ["findApps", "Group.ReadWrite.All"],
  ] as const)("%s is not met by %s", (need, scope) => {
    expect(missingAccess(delegated(scope), [access[need]])).toEqual([access[need]]);
  });

  test("counts an application's roles, not its scopes", () => {
    const roles = new Set(["Application.ReadWrite.OwnedBy"]);
    const rights = { delegated: false, scopes: new Set(ASKED_FOR), roles };
    expect(missingAccess(rights, [access.makeApp, access.syncWrite, access.assignGroups])).toEqual([
      access.assignGroups,
    ]);
  });
});

describe("the tenant", () => {
  const rights = readToken(tokenWith({ tid: TENANT, upn: "ada@x.example" }));
  const check = (wanted: string | undefined, has = rights) =>
    Promise.resolve().then(() => {
      checkTenant(wanted, has);
    });

  test("of another id than the one named is refused, with who is signed in", async () => {
    const error = await failureOf(check("11111111-2222-4333-8444-555555555555"));
    expect(error).toMatchObject({ code: "tenant-mismatch", exitCode: 4 });
    expect(error.message).toMatch(new RegExp(`${TENANT}.*11111111.*ada@x.example`));
  });

  test.each([undefined, TENANT, TENANT.toUpperCase(), "acme.onmicrosoft.com"])(
    "named as %s is taken",
    async (wanted) => {
      await expect(check(wanted)).resolves.toBeUndefined();
    },
  );

  test("of a token that does not say is taken", async () => {
    await expect(
      Promise.resolve().then(() => {
        checkTenant("11111111-2222-4333-8444-555555555555", undefined);
      }),
    ).resolves.toBeUndefined();
  });
});
