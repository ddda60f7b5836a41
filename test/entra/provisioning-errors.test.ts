import { describe, expect, test } from "vitest";
import { explainProvisioningError } from "../../src/entra/provisioning-errors.js";

describe("an error code of the provisioning service", () => {
  test("is explained when it is known", () => {
    expect(explainProvisioningError("DuplicateTargetEntries")).toEqual({
      reason: "DuplicateTargetEntries: the target has more than one person or group with this matching value",
      fix: expect.stringContaining("remove the others") as string,
    });
  });

  test("is explained by its end, where a connector put its own name in front", () => {
    expect(explainProvisioningError("ContosoEntryConflict").reason).toBe(
      "ContosoEntryConflict: the target already has somebody with a value that must be unique there",
    );
  });

  test("is passed through with Microsoft's own words when nobody has explained it", () => {
    const { reason, fix } = explainProvisioningError("QuiteNew", "It did not work.");
    expect(reason).toBe("QuiteNew: It did not work.");
    expect(fix).toContain("provisioning log");
  });

  test("is no property of every object", () => {
    expect(explainProvisioningError("toString").reason).toBe("toString");
  });

  test("does not quote what the target answered", () => {
    const message =
      "Received response. Response Status Code: Conflict Response Headers: X: 1 Response Content: secret-name";
    const { reason } = explainProvisioningError("EntryConflict", message);
    expect(reason).toContain("Received response. Response Status Code: Conflict");
    expect(reason).not.toContain("secret-name");
    expect(reason).not.toContain("X: 1");
  });

  test("is told in one line of bounded length, without control characters", () => {
    const { reason } = explainProvisioningError("X", `a\n\u001b[31mb${"c".repeat(1000)}`);
    expect(reason).not.toContain("\n");
    expect(reason).not.toContain("\u001b");
    expect(reason.length).toBeLessThan(400);
  });

  test("may be absent", () => {
    expect(explainProvisioningError(null, null).reason).toBe("Entra does not say why");
    expect(explainProvisioningError(undefined, "Something.").reason).toBe("Something.");
  });
});
