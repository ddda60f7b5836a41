import { describe, expect, test } from "vitest";
import { findApps, readGroups, syncRead, syncWrite } from "../../../src/entra/api/access.js";
import { readToken } from "../../../src/entra/api/token-rights.js";
import { rightsReport } from "../../../src/entra/access/rights-report.js";
import type { AccessNeed } from "../../../src/setup/model/rights.js";
import { tokenWith } from "../api/graph-server.js";

const NEEDS = [findApps, readGroups, syncRead, syncWrite, findApps];

function states(scp: string | undefined, needs: readonly AccessNeed[] = NEEDS): Record<string, string> {
  const rights = scp === undefined ? undefined : readToken(tokenWith({ scp }));
  return Object.fromEntries(rightsReport(rights, needs).map(({ need, state }) => [need.purpose, state]));
}

describe("a report of rights", () => {
  test("tells of each need once whether the token covers it, wider permissions included", () => {
    expect(states("Synchronization.ReadWrite.All Directory.Read.All")).toEqual({
      "find the enterprise application": "granted",
      "read groups and their members": "granted",
      "read the provisioning configuration": "granted",
      "set up provisioning": "granted",
    });
    expect(states("Synchronization.Read.All Group.Read.All")).toMatchObject({
      "find the enterprise application": "missing",
      "read the provisioning configuration": "granted",
      "set up provisioning": "missing",
    });
  });

  test("leaves it to the person's roles where the token does, and to nobody where it cannot be read", () => {
    expect(new Set(Object.values(states("Directory.AccessAsUser.All")))).toEqual(new Set(["by-role"]));
    expect(new Set(Object.values(states(undefined)))).toEqual(new Set(["unknown"]));
  });
});
