import { describe, expect, test } from "vitest";
import { classifyProvisioningError, explainProvisioningError } from "../../../src/entra/people/provisioning-errors.js";

describe("an error code of the provisioning service", () => {
  test("is explained when it is known", () => {
    expect(explainProvisioningError("DuplicateTargetEntries")).toEqual({
      reason: "DuplicateTargetEntries: the SCIM server has more than one user or group with this matching value",
      fix: expect.stringContaining("remove the others") as string,
    });
  });

  test("is explained by its end, where a connector put its own name in front", () => {
    expect(explainProvisioningError("ContosoEntryConflict").reason).toBe(
      "ContosoEntryConflict: the SCIM server already has a user or group with a value that must be unique there",
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
    expect(reason).toContain("the SCIM server answered HTTP 409");
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
    expect(explainProvisioningError(null, null).reason).toBe("Entra gives no reason");
    expect(explainProvisioningError(undefined, "Something.").reason).toBe("Something.");
  });
});

/** As the provisioning log writes a refused request (a published capture: a target that answers 400). */
function refused(status: string, body: string): string {
  return (
    `StatusCode: ${status} Message: Processing of the HTTP request resulted in an exception. Please see the HTTP response ` +
    `returned by the 'Response' property of this exception for details. Web Response: ${body}. ` +
    "This operation was retried 2 times. It will be retried again after this date: 2026-11-30T10:00:00.0000000Z UTC"
  );
}

function scim(status: number, detail: string, scimType?: string): string {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  return JSON.stringify({ schemas, status: String(status), detail, ...(scimType === undefined ? {} : { scimType }) });
}

const FAMILY = "SystemForCrossDomainIdentityManagement";
const INCOMPATIBLE = `${FAMILY}ServiceIncompatible`;
const UNAVAILABLE = `${FAMILY}CredentialValidationUnavailable`;
const TOKEN = /token/i;
const ADDRESS = /Tenant URL/;

describe("a failure is blamed on the right one: what the target answered comes before Microsoft's code", () => {
  test.each([
    [
      "a 400 with a detail",
      INCOMPATIBLE,
      refused("BadRequest", scim(400, "title is too long", "invalidValue")),
      "value",
    ],
    ["a 422", INCOMPATIBLE, refused("UnprocessableEntity", '{"error":{"message":"phone is invalid"}}'), "value"],
    ["a 400 in plain words", INCOMPATIBLE, refused("BadRequest", "department unknown"), "value"],
    ["a 500 under a code of credentials", UNAVAILABLE, refused("InternalServerError", scim(500, "db down")), "broken"],
    ["a 503 that is a web page", INCOMPATIBLE, refused("ServiceUnavailable", "<html>host db-7</html>"), "broken"],
    ["a 501", INCOMPATIBLE, refused("NotImplemented", ""), "not-offered"],
    ["a refused PATCH", INCOMPATIBLE, refused("MethodNotAllowed", scim(405, "PATCH is not supported")), "not-offered"],
    ["a deleted group", INCOMPATIBLE, refused("NotFound", scim(404, "Group 17 not found")), "gone"],
    ["a wrong path", INCOMPATIBLE, refused("NotFound", "<html>nginx</html>"), "no-endpoint"],
    [
      "a conflict while disabling",
      `${INCOMPATIBLE}Filtering`,
      refused("Conflict", scim(409, "taken", "uniqueness")),
      "conflict",
    ],
    ["a seat limit as 403", "Forbidden", refused("Forbidden", scim(403, "Seat limit reached")), "seats"],
    ["a seat limit as 400", INCOMPATIBLE, refused("BadRequest", scim(400, "Your plan has 10 licenses")), "seats"],
    ["a seat limit as 402", INCOMPATIBLE, refused("PaymentRequired", ""), "seats"],
    ["Microsoft's code for licences", "LicenseLimitExceeded", "no words", "seats"],
    ["a refused token", UNAVAILABLE, refused("Unauthorized", scim(401, "expired")), "token"],
    ["a right that is missing", "InsufficientRights", refused("Forbidden", scim(403, "read only")), "token"],
    ["a code of credentials alone", UNAVAILABLE, "no words", "token"],
    ["a payload too large", INCOMPATIBLE, refused("PayloadTooLarge", ""), "too-large"],
    ["too many requests", INCOMPATIBLE, refused("TooManyRequests", ""), "too-many"],
    ["the status as a number", "Whatever", "An HTTP/404 Not Found response was returned", "no-endpoint"],
    ["an older text", "ContosoEntryConflict", "an error response with the HTTP status code 409.", "conflict"],
  ])("%s", (_what, code, message, cause) => {
    const failure = classifyProvisioningError(code, message);
    expect(failure.cause).toBe(cause);
    if (cause !== "token") expect(`${failure.reason} ${failure.fix}`).not.toMatch(TOKEN);
    if (cause !== "no-endpoint") expect(failure.fix).not.toMatch(ADDRESS);
    expect(failure.reason).not.toContain("<html>");
  });

  test("the vendor's own words and keyword are quoted, in one line of bounded length", () => {
    const { reason, evidence } = classifyProvisioningError(
      INCOMPATIBLE,
      refused("BadRequest", scim(400, `title\n${"x".repeat(500)}`, "invalidValue")),
    );
    expect(evidence).toMatchObject({ status: 400, scimType: "invalidValue" });
    expect(reason).toContain('the SCIM server answered HTTP 400, "invalidValue: title x');
    expect(reason.length).toBeLessThan(500);
  });

  test("a 404 for somebody who was linked says that the account is gone", () => {
    const text = refused("NotFound", '{"error":"nope"}');
    expect(classifyProvisioningError(INCOMPATIBLE, text).cause).toBe("no-endpoint");
    const linked = classifyProvisioningError(INCOMPATIBLE, text, true);
    expect([linked.cause, linked.fix]).toEqual(["gone", expect.stringContaining("Restart") as string]);
  });

  test("codes that say more than the answer stand", () => {
    const { reason, cause } = classifyProvisioningError("InvalidAnchor", refused("NotFound", ""));
    expect(cause).toBeUndefined();
    expect(reason).toContain("no longer on the SCIM server");
  });
});
