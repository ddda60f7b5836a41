import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import { listOf, type SourceValue } from "../values/value.js";

/**
 * Functions on the attribute `appRoleAssignments`, which has one text for each role of a user:
 * `{"id":"...","value":"Admin","displayName":"Administrator"}`. The complex ones give these texts, as a PATCH shows them.
 * Sources: Microsoft Learn, customize-application-attributes (provisioning a role to a SCIM app); SCIM-SDK issue 516.
 */
export const ROLES: Readonly<Record<string, MappingFunction>> = {
  AppRoleAssignments: { takes: [1, 1], apply: roles },
  AppRoleAssignmentsComplex: { takes: [1, 1], apply: roles },
  AssertiveAppRoleAssignmentsComplex: { takes: [1, 1], apply: roles },
  SingleAppRoleAssignment: { takes: [1, 1], apply: singleRole },
};

function roles(call: Call): SourceValue {
  const all = rolesIn(call);
  return all.length === 0 ? undefined : all;
}

/**
 * The role's display name, as guides of vendors find it: docs.testkube.io (SCIM with Entra), docs.rollstack.com (SCIM
 * attributes). "No guarantee which role is provisioned" when there are several, says Microsoft Learn.
 */
function singleRole(call: Call): SourceValue {
  const all = rolesIn(call);
  if (all.length > 1) return notSimulated("the function SingleAppRoleAssignment for a user with several roles");
  const [only] = all;
  return only === undefined ? undefined : displayNameOf(only);
}

function rolesIn(call: Call): readonly string[] {
  const [tree] = call.trees;
  if (tree?.kind !== "attribute" || tree.name !== "appRoleAssignments")
    return notSimulated(`the function ${call.name} on anything but [appRoleAssignments]`);
  return listOf(call.value(0));
}

/** A text that is no role stands for its name: a test object may have such. */
function displayNameOf(role: string): string {
  try {
    const parsed: unknown = JSON.parse(role);
    if (typeof parsed !== "object" || parsed === null || !("displayName" in parsed)) return role;
    return typeof parsed.displayName === "string" ? parsed.displayName : role;
  } catch {
    return role;
  }
}
