import { badRequest, GraphError } from "./errors.js";

/** What Graph v1.0 has at its root, simulated or not. Source: Microsoft Graph v1.0 metadata (entity sets and singletons). */
const ROOTS = [
  ..."admin agreements appCatalogs applications applicationTemplates auditLogs authenticationMethodsPolicy".split(" "),
  ..."chats communications compliance contacts contracts dataPolicyOperations deviceAppManagement".split(" "),
  ..."deviceManagement devices directory directoryObjects directoryRoles directoryRoleTemplates domains".split(" "),
  ..."drive drives education employeeExperience external groupLifecyclePolicies groups groupSettings".split(" "),
  ..."groupSettingTemplates identity identityGovernance identityProtection identityProviders".split(" "),
  ..."informationProtection invitations localizations me oauth2PermissionGrants organization".split(" "),
  ..."permissionGrants places planner policies print privacy reports roleManagement schemaExtensions".split(" "),
  ..."scopedRoleMemberships search security servicePrincipals shares sites solutions storage".split(" "),
  ..."subscribedSkus subscriptions teams teamsTemplates teamwork tenantRelationships users".split(" "),
];
/** Functions of a collection, which would otherwise be taken for the id of one of its objects. */
const FUNCTIONS = ["delta", "delta()", "getbyids", "validateproperties", "getavailableextensionproperties"];

/** One simulated operation: `GET` and `/v1.0/users/:user`. */
export interface Operation {
  readonly method: string;
  readonly path: string;
}

/** True for a function of a collection in the place of an object's id. */
export function isFunction(path: string): boolean {
  const [, root, second, ...rest] = path.split("/").slice(1);
  return root !== undefined && second !== undefined && rest.length === 0 && FUNCTIONS.includes(second.toLowerCase());
}

/**
 * How an address is refused that has no route: as Graph refuses it where Graph has nothing there either, and otherwise with 501
 * and what is simulated near it. The code and the list are the sandbox's own.
 *
 * @param path - as it came, for the message
 */
export function refuseUnknown(method: string, path: string, operations: readonly Operation[]): GraphError {
  const [, version = "", root = "", ...rest] = path.split("/");
  if (version !== "v1.0" && version !== "beta")
    return badRequest(`Invalid version: ${version.slice(0, 40)}`, "BadRequest");
  const name = root.replace(/\(.*$/, "").toLowerCase();
  const known = ROOTS.find((one) => one.toLowerCase() === name);
  if (known === undefined) {
    const segment = rest.at(-1) ?? root;
    return badRequest(`Resource not found for the segment '${segment.slice(0, 60)}'.`, "BadRequest");
  }
  const near = operations.filter((one) => one.path.split("/")[2] === known);
  const what = near.length > 0 ? `what it simulates below ${known} is` : "the resources it simulates are";
  return new GraphError(
    501,
    "NotImplemented",
    `The sandbox does not simulate ${method} ${path.slice(0, 200)}; ${what} listed in details.`,
    {},
    (near.length > 0 ? near.map((one) => `${one.method} ${one.path}`) : rootsOf(operations)).map((message) => ({
      code: "Simulated",
      message,
    })),
  );
}

function rootsOf(operations: readonly Operation[]): readonly string[] {
  return [...new Set(operations.map(({ path }) => path.split("/").slice(0, 3).join("/")))];
}
