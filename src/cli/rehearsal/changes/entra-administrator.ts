import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";
import type { ShownFailure, TenantAdministrator } from "../../run/rehearsal.js";
import { groupNamed, openAdministratorApi, textOf, type AdministratorOptions } from "./administrator-api.js";

/** An administrator of a simulated Entra tenant, who works through Microsoft Graph. */
export function entraAdministrator({ token, ...place }: AdministratorOptions): TenantAdministrator {
  const api = openAdministratorApi({ ...place, authorization: () => `Bearer ${token.reveal()}` });

  async function findGroup(name: string): Promise<string> {
    const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
    const groups = await api.list(`/v1.0/groups?$filter=${filter}`, "value");
    return textOf(groupNamed(groups, ({ displayName }) => displayName, name)["id"]);
  }

  return {
    changeAttribute: (userId, attribute, value) => api.write("PATCH", `/v1.0/users/${userId}`, { [attribute]: value }),
    disable: (userId) => api.write("PATCH", `/v1.0/users/${userId}`, { accountEnabled: false }),
    leaveGroup: async (group, userId) =>
      api.write("DELETE", `/v1.0/groups/${await findGroup(group)}/members/${userId}/$ref`),
    renameGroup: async (group, name) =>
      api.write("PATCH", `/v1.0/groups/${await findGroup(group)}`, { displayName: name }),
    failures: async (since) => {
      const filter = encodeURIComponent(`activityDateTime ge ${new Date(since).toISOString()}`);
      const records = await api.list(`/v1.0/auditLogs/provisioning?$filter=${filter}&$top=1000`, "value");
      return records.flatMap(failureIn);
    },
    pushesWholeGroups: false,
    noFailure: "Entra's provisioning logs show no failure",
    noLoss: "Entra's provisioning logs show the change as Success",
    fixFor: ({ body }) => (sendsBooleanAsText(body) ? BOOLEANS : undefined),
  };
}

/** Source: Microsoft Learn, application-provisioning-config-problem-scim-compatibility ("disable users"). */
const BOOLEANS =
  "Entra sends True and False as texts. Accept them on the SCIM server, or add ?aadOptscim062020 to the Tenant URL: then Entra sends booleans";

function sendsBooleanAsText(body: JsonValue | undefined): boolean {
  const { Operations: operations }: JsonObject = isJsonObject(body) ? body : {};
  const list = Array.isArray(operations) ? (operations as readonly JsonValue[]).filter(isJsonObject) : [];
  return list.some(({ value }) => value === "True" || value === "False");
}

function failureIn({ sourceIdentity, provisioningAction, provisioningStatusInfo }: JsonObject): ShownFailure[] {
  const { status, errorInformation }: JsonObject = isJsonObject(provisioningStatusInfo) ? provisioningStatusInfo : {};
  if (textOf(status).toLowerCase() !== "failure" || !isJsonObject(sourceIdentity)) return [];
  const { errorCode, reason }: JsonObject = isJsonObject(errorInformation) ? errorInformation : {};
  const { details, displayName } = sourceIdentity;
  const name = isJsonObject(details) ? textOf(details["UserPrincipalName"]) : "";
  const text = `Entra's provisioning logs show the action ${textOf(provisioningAction)} as Failure with ${textOf(errorCode)}: ${textOf(reason)}`;
  return [{ about: name === "" ? textOf(displayName) : name, text }];
}
