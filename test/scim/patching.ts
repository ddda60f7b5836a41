import type { JsonObject, JsonValue } from "../../src/base/json.js";
import { applyPatch } from "../../src/scim/patch/patch.js";
import { parsePatch } from "../../src/scim/patch/patch-message.js";
import { USER_TYPE, type ResourceType } from "../../src/scim/schema/resource-type.js";

export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A PATCH body with these operations. */
export function patchBody(...operations: readonly JsonValue[]): JsonObject {
  return { schemas: [PATCH_OP], Operations: operations };
}

/** A person after these operations. */
export function patched(
  resource: JsonObject,
  operations: readonly JsonValue[],
  type: ResourceType = USER_TYPE,
): JsonObject {
  return applyPatch(resource, parsePatch(patchBody(...operations), type));
}
