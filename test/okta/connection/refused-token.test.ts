import { expect, test } from "vitest";
import { isRefusedToken } from "../../../src/okta/connection/connection-health.js";

const CREATING = "Automatic provisioning of user Ada to app TOTAL failed: Error while creating user Ada: ";

test.each([
  [`${CREATING}Unauthorized. Errors reported by remote server: invalid token`, true],
  ["Error authenticating: Unauthorized. Errors reported by remote server: ", true],
  ["401", true],
  ["Errors reported by remote server: 401", true],
  [`${CREATING}Internal Server Error. Errors reported by remote server: db user unauthorized`, false],
  [`${CREATING}Bad Request. Errors reported by remote server: title 401 is not known`, false],
  [`${CREATING}Forbidden. Errors reported by remote server: Seat limit reached`, false],
  [`${CREATING}Conflict. Errors reported by remote server: userName is taken`, false],
])("%s: %s", (reason, expected) => {
  expect(isRefusedToken(reason)).toBe(expected);
});
