import { test as property, fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { AppRole } from "../../../src/entra/api/schemas.js";
import { chooseAppRole, DEFAULT_ACCESS } from "../../../src/entra/steps/group-assignments.js";

function role(id: string, more: Partial<AppRole> = {}): AppRole {
  return { id, displayName: id, isEnabled: true, allowedMemberTypes: ["User"], ...more };
}

const anyRole: fc.Arbitrary<AppRole> = fc.record({
  id: fc.uuid(),
  displayName: fc.constantFrom("User", "user", "msiam_access", "Admin", null),
  isEnabled: fc.constantFrom(true, false, null),
  allowedMemberTypes: fc.constantFrom(["User"], ["Application"], ["User", "Application"], [], null),
});

function isForPeople({ isEnabled, allowedMemberTypes }: AppRole): boolean {
  return isEnabled === true && allowedMemberTypes?.includes("User") === true;
}

describe("the role an assignment gives", () => {
  test('is the one named "User", wherever it stands in the list', () => {
    expect(chooseAppRole([role("msiam_access"), role("r2", { displayName: "User" })])).toBe("r2");
  });

  test('is the one named "user" before another one, when none is spelled "User"', () => {
    expect(chooseAppRole([role("r1"), role("r2", { displayName: "user" })])).toBe("r2");
    expect(chooseAppRole([role("r1", { displayName: "user" }), role("r2", { displayName: "User" })])).toBe("r2");
  });

  test("is the first one for people, when none has that name", () => {
    expect(chooseAppRole([role("r1", { allowedMemberTypes: ["Application"] }), role("r2"), role("r3")])).toBe("r2");
  });

  test("is default access only for an application without a role for people", () => {
    expect(chooseAppRole([])).toBe(DEFAULT_ACCESS);
    expect(chooseAppRole(undefined)).toBe(DEFAULT_ACCESS);
    expect(chooseAppRole([role("r1", { isEnabled: false })])).toBe(DEFAULT_ACCESS);
  });

  property.prop([fc.array(anyRole)])("is one that is enabled and for people, whenever there is one", (roles) => {
    const chosen = chooseAppRole(roles);
    const fit = roles.filter(isForPeople);
    expect(fit.length === 0 ? [DEFAULT_ACCESS] : fit.map(({ id }) => id)).toContain(chosen);
  });

  property.prop([fc.array(anyRole)])('is a "User" role whenever people can be given one', (roles) => {
    const users = roles.filter((one) => isForPeople(one) && one.displayName === "User");
    if (users.length > 0) expect(chooseAppRole(roles)).toBe(users[0]?.id);
    else
      expect(roles.filter((one) => one.displayName === "User").map(({ id }) => id)).not.toContain(chooseAppRole(roles));
  });
});
