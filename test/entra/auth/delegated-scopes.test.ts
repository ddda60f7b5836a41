import { describe, expect, test } from "vitest";
import type { AccessNeed } from "../../../src/setup/model/rights.js";
import { delegatedScopes } from "../../../src/entra/auth/credentials.js";

const need = (...anyOf: string[]): AccessNeed => ({ anyOf, role: "", purpose: "" });

describe("the permissions that a person is asked for", () => {
  test("are the least of each need, none that another includes, and the one that shows the tenant's name", () => {
    const needs = [
      need("Application.Read.All", "Application.ReadWrite.OwnedBy"),
      need("Application.ReadWrite.All"),
      need("GroupMember.Read.All", "Group.Read.All"),
      need("User.Read.All"),
    ];
    expect(delegatedScopes(needs)).toEqual([
      "Application.ReadWrite.All",
      "GroupMember.Read.All",
      "User.Read",
      "User.Read.All",
    ]);
    expect(delegatedScopes([])).toEqual(["User.Read"]);
  });
});
