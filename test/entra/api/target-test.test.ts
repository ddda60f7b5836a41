import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { failureOf } from "../../okta/support/failure.js";
import { answers, graphError, openApi, PLACE, startAnswering } from "./graph-server.js";

const UNAVAILABLE = "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable";
const INCOMPATIBLE = "SystemForCrossDomainIdentityManagementServiceIncompatible";
const SETTINGS = [
  { key: "BaseAddress", value: "https://scim.example/v2" },
  { key: "SecretToken", value: new Secret("scim-secret-token") },
];

/** As Microsoft's service echoes what the target answered. */
function echo(status: string, code = UNAVAILABLE): string {
  return (
    `You appear to have entered invalid credentials. Error code: ${code} Details: Received response from Web resource. ` +
    `Resource: https://scim.example/v2/Users?filter=userName+eq+"6f" Operation: GET Response Status Code: ${status} ` +
    "Response Headers: Set-Cookie: session=stolen-cookie Authorization: Bearer scim-secret-token " +
    "Response Content: <h1>internal host db-7</h1>"
  );
}

describe("Test Connection", () => {
  test.each([
    ["CredentialValidationUnavailable", echo("Unauthorized"), "HTTP 401 Unauthorized", /Secret Token/, /new token/],
    ["CredentialValidationUnavailable", echo("Forbidden"), "HTTP 403 Forbidden", /Secret Token/, /addresses/],
    ["CredentialValidationUnavailable", echo("NotFound"), "HTTP 404 Not Found", /no SCIM server/, /only once/],
    ["CredentialValidationUnavailable", echo("InternalServerError"), "HTTP 500 Internal Server Error", /own/, /vendor/],
    ["CredentialValidationUnavailable", echo("503"), "HTTP 503 Service Unavailable", /own/, /vendor/],
    [
      "CredentialValidationUnavailable",
      echo("OK"),
      "HTTP 200 OK",
      /not what SCIM requires/,
      /total-setup entra doctor/,
    ],
    ["CredentialValidationUnavailable", "no more words", undefined, /could not reach the SCIM server/, /internet/],
    [UNAVAILABLE, "No answer was received", undefined, /could not reach the SCIM server/, /TLS 1\.2/],
    [
      INCOMPATIBLE,
      "An HTTP/404 Not Found response was returned rather than the expected HTTP/200 OK response",
      "HTTP 404 Not Found",
      /no SCIM server/,
      /\/scim/,
    ],
    ["BadRequest", `Error code: ${INCOMPATIBLE} Details: not a list`, undefined, /not what SCIM requires/, /doctor/],
    [
      "SystemForCrossDomainIdentityManagementInvalidCredentials",
      "Please provide a valid tenant URL",
      undefined,
      /could not reach/,
      /https/,
    ],
  ])("failing with %s is told in words, without what the target answered", async (code, message, status, why, fix) => {
    const server = await startAnswering(answers(400, graphError(code, message)));
    const error = await failureOf(openApi(server.url).api.jobs.validate(PLACE, SETTINGS));
    expect(error).toMatchObject({
      code: "target-test-failed",
      exitCode: 1,
      refused: true,
      requestId: "request-of-body",
    });
    expect(error.what).toBe(
      `Microsoft's Test Connection failed${status === undefined ? "" : `: the SCIM server answered ${status}`}`,
    );
    expect(error.why).toMatch(why);
    expect(error.fix.join(" ")).toMatch(fix);
    expect(JSON.stringify([error.message, error.fix])).not.toMatch(/stolen-cookie|scim-secret|db-7|filter=/);
  });

  const errorBody = (status: number, detail: string): string =>
    JSON.stringify({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status), detail });

  test.each([
    [
      "a look-up of nobody answered 404",
      "NotFound",
      errorBody(404, "User not found"),
      /expects an empty list/,
      /Tenant URL is right/,
    ],
    [
      "a refused request",
      "BadRequest",
      errorBody(400, "filter on userName only"),
      /"filter on userName only"/,
      /search by userName/,
    ],
    ["a vendor that is broken", "InternalServerError", errorBody(500, "db down"), /own: "db down"/, /minutes/],
    [
      "a right that is missing",
      "Forbidden",
      errorBody(403, "token lacks users:read"),
      /Secret Token.*"token lacks users:read"/,
      /token/,
    ],
  ])("%s is blamed on the right one, with the target's own words", async (_what, status, body, why, fix) => {
    const text = `Operation: GET Response Status Code: ${status} Response Headers: X: 1 Response Content: ${body}`;
    const server = await startAnswering(
      answers(400, graphError("CredentialValidationUnavailable", `${UNAVAILABLE} ${text}`)),
    );
    const error = await failureOf(openApi(server.url).api.jobs.validate(PLACE, SETTINGS));
    expect(error.why).toMatch(why);
    expect(error.fix.join(" ")).toMatch(fix);
  });

  test("sends the settings, or says that the saved ones count", async () => {
    const server = await startAnswering(answers(204));
    const { api, exchanges } = openApi(server.url);
    await api.jobs.validate(PLACE, SETTINGS);
    await api.jobs.validate(PLACE, "saved");
    expect(server.seen.map(({ url, body }) => [url.split("/").at(-1), JSON.parse(body) as unknown])).toEqual([
      [
        "validateCredentials",
        {
          credentials: [
            { key: "BaseAddress", value: "https://scim.example/v2" },
            { key: "SecretToken", value: "scim-secret-token" },
          ],
        },
      ],
      ["validateCredentials", { useSavedCredentials: true }],
    ]);
    expect(JSON.stringify(exchanges)).not.toContain("scim-secret-token");
  });

  test("that the caller may not run is a matter of rights, not of the target", async () => {
    const server = await startAnswering(answers(401));
    expect(await failureOf(openApi(server.url).api.jobs.validate(PLACE, "saved"))).toMatchObject({
      code: "graph-empty-401",
    });
  });

  test("with a key that Microsoft misses is not about the target", async () => {
    const server = await startAnswering(answers(400, graphError("RequestMissingRequiredParameter", "missing")));
    expect(await failureOf(openApi(server.url).api.jobs.validate(PLACE, "saved"))).toMatchObject({
      code: "graph-invalid",
    });
  });
});
