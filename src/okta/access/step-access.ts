import type { AccessNeed } from "../../setup/model/rights.js";
import { ACCESS, type Access } from "../api/access.js";

function need({ scope, role }: Access, purpose: string): AccessNeed {
  return { anyOf: [scope], role, purpose };
}

// What the steps' calls need: one scope each. A managing scope does not include the reading scope, so both are needed.

export const readApps = need(ACCESS.readApps, "read the app, its assignments and its users");
export const manageApps = need(ACCESS.manageApps, "set up the app, and assign and push groups to it");
export const readGroups = need(ACCESS.readGroups, "find groups and read their members");
/** Creating a mapping creates an app group (Okta: OpenAPI description, `createGroupPushMapping`). */
export const pushGroups = need({ ...ACCESS.managePush, scope: ACCESS.manageGroups.scope }, "push groups");
/** Only with `--create-groups`. */
export const makeGroups = need(ACCESS.manageGroups, "create groups that do not exist");
export const readSchemas = need(ACCESS.readSchemas, "read the app's user attributes");
export const manageSchemas = need(ACCESS.manageSchemas, "add user attributes to the app");
export const readMappings = need(ACCESS.readMappings, "read the app's attribute mappings");
export const manageMappings = need(ACCESS.manageMappings, "map user attributes");
export const readLog = need(ACCESS.readLog, "read the System Log");
