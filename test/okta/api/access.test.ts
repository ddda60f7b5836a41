import { describe, expect, test } from "vitest";
import { ALL_CALLS } from "../support/calls.js";
import { failureOf } from "../support/failure.js";
import { json, openApi } from "../support/org-server.js";
import { startRawServer } from "../../support/raw-server.js";

const DENIED = {
  errorCode: "E0000006",
  errorSummary: "You do not have permission to perform the requested action",
  errorId: "oaeDenied",
  errorCauses: [],
};
const APP_AND_GROUP = "Application Administrator and Group Administrator";

/** How a fix says who has the right, by the smallest role. */
const WHO: Readonly<Record<string, string>> = {
  "Application Administrator": "the role Application Administrator, Organization Administrator or Super Administrator",
  "Application Administrator or Read-Only Administrator":
    "the role Application Administrator, Read-Only Administrator, Organization Administrator or Super Administrator",
  "Group Administrator or Read-Only Administrator":
    "the role Group Administrator, Read-Only Administrator, Organization Administrator or Super Administrator",
  "Report Administrator or Read-Only Administrator":
    "the role Report Administrator, Read-Only Administrator, Organization Administrator or Super Administrator",
  "Organization Administrator": "the role Organization Administrator or Super Administrator",
  [APP_AND_GROUP]:
    "the roles Application Administrator and Group Administrator, or the role Organization Administrator or Super Administrator",
};

/** By call: the scopes that Okta's OpenAPI description lists under `security`, and the smallest standard role that has the right. */
const NEEDS: Readonly<Record<string, readonly [scope: string, role: string]>> = {
  "apps.withLabel": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "apps.list": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "apps.get": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "apps.create": ["okta.apps.manage", "Application Administrator"],
  "apps.deactivate": ["okta.apps.manage", "Application Administrator"],
  "apps.remove": ["okta.apps.manage", "Application Administrator"],
  "groups.withName": ["okta.groups.read", "Group Administrator or Read-Only Administrator"],
  "groups.startingWith": ["okta.groups.read", "Group Administrator or Read-Only Administrator"],
  "groups.get": ["okta.groups.read", "Group Administrator or Read-Only Administrator"],
  "groups.create": ["okta.groups.manage", "Organization Administrator"],
  "groups.withNames": ["okta.groups.read", "Group Administrator or Read-Only Administrator"],
  "groups.members": ["okta.groups.read", "Group Administrator or Read-Only Administrator"],
  "groups.eachMembers": ["okta.groups.read", "Group Administrator or Read-Only Administrator"],
  "groups.apps": ["okta.groups.read", "Group Administrator or Read-Only Administrator"],
  "groups.remove": ["okta.groups.manage", "Organization Administrator"],
  "assignments.groups": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "assignments.group": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "assignments.unassignGroup": ["okta.apps.manage", "Application Administrator"],
  "assignments.assignGroup": ["okta.apps.manage", "Application Administrator"],
  "assignments.people": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "groupPush.list": ["okta.apps.read and okta.groups.read", APP_AND_GROUP],
  "groupPush.create": ["okta.apps.manage and okta.groups.manage", APP_AND_GROUP],
  "groupPush.activate": ["okta.apps.manage and okta.groups.manage", APP_AND_GROUP],
  "groupPush.deactivate": ["okta.apps.manage and okta.groups.manage", APP_AND_GROUP],
  "groupPush.get": ["okta.apps.read and okta.groups.read", APP_AND_GROUP],
  "groupPush.remove": ["okta.apps.manage and okta.groups.manage", APP_AND_GROUP],
  "features.userProvisioning": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "features.setUserProvisioning": ["okta.apps.manage", "Application Administrator"],
  "connection.get": ["okta.apps.read", "Application Administrator or Read-Only Administrator"],
  "connection.update": ["okta.apps.manage", "Application Administrator"],
  "connection.activate": ["okta.apps.manage", "Application Administrator"],
  "connection.deactivate": ["okta.apps.manage", "Application Administrator"],
  "appProfile.read": ["okta.schemas.read", "Application Administrator"],
  "appProfile.addAttribute": ["okta.schemas.manage", "Application Administrator"],
  "appProfile.removeAttribute": ["okta.schemas.manage", "Application Administrator"],
  "profileMappings.toApp": ["okta.profileMappings.read", "Application Administrator"],
  "profileMappings.set": ["okta.profileMappings.manage", "Application Administrator"],
  "profileMappings.get": ["okta.profileMappings.read", "Application Administrator"],
  "profileMappings.restore": ["okta.profileMappings.manage", "Application Administrator"],
  "log.provisioning": ["okta.logs.read", "Report Administrator or Read-Only Administrator"],
  "log.provisioningFailures": ["okta.logs.read", "Report Administrator or Read-Only Administrator"],
  "log.integration": ["okta.logs.read", "Report Administrator or Read-Only Administrator"],
};

describe("a call that the administrator may not make", () => {
  const calls = ALL_CALLS.filter(([name]) => name !== "identity.read");

  test.each(calls)("%s names the scope and the role it needs", async (name, call) => {
    const server = await startRawServer((_request, response) => {
      json(response, 403, DENIED);
    });
    const error = await failureOf(call(openApi(server.url).api));
    const [scope, role] = NEEDS[name] ?? [];
    expect(error).toMatchObject({ code: "okta-forbidden", exitCode: 4, requestId: "oaeDenied", refused: true });
    expect(error.fix).toEqual([
      `The token's administrator needs ${WHO[role ?? ""] ?? "?"}. A Super Administrator assigns roles.`,
      `With OAuth, the client also needs the scope${role === APP_AND_GROUP ? "s" : ""} ${scope ?? "?"}.`,
    ]);
  });

  test("reading which org this is needs no right, so that none is named", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 403, DENIED);
    });
    const error = await failureOf(openApi(server.url).api.identity.read());
    expect(error).toMatchObject({ code: "okta-forbidden", exitCode: 4 });
    expect(error.fix.join(" ")).not.toMatch(/role|scope/);
  });

  test("a token that may not read its own administrator is taken all the same", async () => {
    const server = await startRawServer((request, response) => {
      if (request.url.startsWith("/.well-known")) json(response, 200, { id: "00o1" });
      else json(response, 403, DENIED);
    });
    expect(await openApi(server.url).api.identity.read()).toMatchObject({ orgId: "00o1", signedInAs: undefined });
  });
});
