import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";
import { ASK_VENDOR } from "../../../okta/connection/trial-words.js";
import type { SentAndAnswered } from "../../../setup/model/proof.js";
import type { ShownFailure, TenantAdministrator } from "../../run/rehearsal.js";
import { groupNamed, openAdministratorApi, textOf, type AdministratorOptions } from "./administrator-api.js";
import { saysNoGroups } from "./explain-change.js";

/** An administrator of a simulated Okta org, who works through the Management API. */
export function oktaAdministrator({ token, ...place }: AdministratorOptions): TenantAdministrator {
  const api = openAdministratorApi({ ...place, authorization: () => `SSWS ${token.reveal()}` });

  /** An org has a group of its own beside the app's group that a push stands for. */
  async function findGroup(name: string): Promise<{ readonly id: string; readonly profile: JsonObject }> {
    const groups = await api.list(`/api/v1/groups?q=${encodeURIComponent(name.trim())}&limit=100`);
    const own = groups.filter(({ type }) => type !== "APP_GROUP");
    const { id, profile } = groupNamed(own, (group) => profileOf(group)["name"], name);
    return { id: textOf(id), profile: isJsonObject(profile) ? profile : {} };
  }

  return {
    changeAttribute: (userId, attribute, value) =>
      api.write("POST", `/api/v1/users/${userId}`, { profile: { [attribute]: value } }),
    disable: (userId) => api.write("POST", `/api/v1/users/${userId}/lifecycle/deactivate`),
    leaveGroup: async (group, userId) => {
      const { id } = await findGroup(group);
      await api.write("DELETE", `/api/v1/groups/${id}/users/${userId}`);
    },
    renameGroup: async (group, name) => {
      const { id, profile } = await findGroup(group);
      const { description } = profile;
      await api.write("PUT", `/api/v1/groups/${id}`, {
        profile: { name, ...(typeof description === "string" ? { description } : {}) },
      });
    },
    failures: async (since) => {
      const filter = encodeURIComponent('eventType sw "application.provision" and outcome.result eq "FAILURE"');
      const from = encodeURIComponent(new Date(since).toISOString());
      const events = await api.list(`/api/v1/logs?since=${from}&filter=${filter}&limit=1000`);
      return events.flatMap(failureIn).sort((a, b) => Number(b.told) - Number(a.told));
    },
    // Source: Okta developer docs, concepts/scim/faqs, "PATCH versus PUT".
    pushesWholeGroups: true,
    noFailure: "Okta's System Log shows no failure",
    noLoss:
      "In Okta you would see nothing: the System Log shows no failure, and the group stays Active on the Push Groups tab",
    fixFor,
  };
}

/** A refusal has its reason in its answer; only one that is about what Okta always sends is known here. */
function fixFor({ body, status, answer }: SentAndAnswered): string | undefined {
  const isAccepted = status >= 200 && status < 300;
  const said = JSON.stringify(answer ?? "");
  if (saysNoGroups(body) && (isAccepted || /\bgroups\b/i.test(said))) return ASK_VENDOR["empty-groups"];
  if (namesWithoutPath(body) && (isAccepted || /noTarget|\bpath\b/.test(said))) return ASK_VENDOR.rename;
  return undefined;
}

function namesWithoutPath(body: JsonValue | undefined): boolean {
  const { Operations: operations }: JsonObject = isJsonObject(body) ? body : {};
  const list = Array.isArray(operations) ? (operations as readonly JsonValue[]).filter(isJsonObject) : [];
  return list.some(({ path, value }) => path === undefined && isJsonObject(value) && "displayName" in value);
}

function profileOf({ profile }: JsonObject): JsonObject {
  return isJsonObject(profile) ? profile : {};
}

/** One failure about each user or group that an event names. */
function failureIn({ displayMessage, eventType, outcome, target }: JsonObject): (ShownFailure & { told: boolean })[] {
  const reason = isJsonObject(outcome) ? textOf(outcome["reason"]) : "";
  const told = reason !== "";
  // The text of a failure stands on the Tasks page, too (Okta: help doc "Troubleshoot provisioning").
  const text = told
    ? `Okta shows under Dashboard > Tasks, and in the System Log as ${textOf(eventType)}: ${reason}`
    : `Okta's System Log shows "${textOf(displayMessage)}" (${textOf(eventType)}) as FAILURE, without a reason`;
  const targets = Array.isArray(target) ? (target as readonly JsonValue[]).filter(isJsonObject) : [];
  return targets.flatMap((one) => {
    const about = textOf(one["type"] === "UserGroup" ? one["displayName"] : one["alternateId"]);
    return about === "" || one["type"] === "AppInstance" ? [] : [{ about, text, told }];
  });
}
