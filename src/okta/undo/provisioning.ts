import type { JsonObject, JsonValue } from "../../base/json.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { Applied } from "../../setup/step/step-context.js";
import type { StepUndo, UndoLook } from "../../setup/step/step-undo.js";
import { isSameValue } from "../../setup/undo/undo-values.js";
import type { OktaFeature } from "../api/schemas.js";
import type { CapabilitiesBody } from "../api/vendor/bodies.js";
import { appPage } from "../connection/console-stop.js";
import { missingFeatures } from "../connection/provisioning-words.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { changed, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { appNow } from "./common.js";
import { waitForAllLeavers } from "./leavers.js";

/** What the app shows of its provisioning before the manual step. */
export function beforeStop({ results }: OktaTenant): Applied {
  return results.app === undefined ? {} : { id: results.app.id, undoData: { features: results.app.features } };
}

/** What was done in the Admin Console: it is undone there too, unless the app is deleted. */
export const consoleStopUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant, journal }, done) => {
    const appId = done.resource.id;
    if (appId === undefined) return notKnown(done, "Okta");
    const app = await appNow(tenant.api, appId);
    if (app === undefined) return undone("The settings of the manual step no longer exist: the app was deleted.");
    const before = featuresIn(done.undoData);
    if (missingFeatures(app.features, before).length === 0)
      return undone(`Provisioning of the app "${app.label}" is as it was before the manual step.`);
    const made = journal.changes().some(({ action, resource }) => action === "create" && resource.id === appId);
    if (made)
      return {
        state: "kept",
        what: `Provisioning was turned on in the Admin Console. It is removed with the app "${app.label}".`,
      };
    const page = appPage(tenant.adminUrl, app, "tab-general");
    const how =
      before.length === 0
        ? "To turn it off, open General > App Settings > Edit, set Provisioning to None, and save"
        : `Before, these were on: ${missingFeatures(before, []).join(", ")}. Enter the earlier base URL and token, which Okta does not show, under Provisioning > Integration, and set To App as it was`;
    const what = `Provisioning of the app "${app.label}" was set up in the Admin Console, and the API cannot undo it. ${how} (${page}).`;
    return { state: "kept", what };
  },
  apply: () => Promise.reject(new Error("a manual step is undone in the console")),
};

function featuresIn({ features }: JsonObject): string[] {
  return Array.isArray(features) ? features.filter((one) => typeof one === "string") : [];
}

/** Turns a connection off that the API turned on; Okta does not show the token of one that was on before. */
export const connectionUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant: { api } }, done) => {
    const { id, name } = done.resource;
    if (id === undefined) return notKnown(done, "Okta");
    const app = await appNow(api, id);
    if (app === undefined) return undone(`The app "${name}" no longer exists.`);
    const { status, baseUrl } = await api.connection.get(id);
    const field = (path: string): JournalledChange["fields"][number] | undefined =>
      done.fields.find((one) => one.path === path);
    const written = field("baseUrl")?.after ?? null;
    if (status !== "ENABLED") return undone(`Provisioning of the app "${app.label}" is not connected.`);
    if (!isSameValue(baseUrl, written))
      return changed(`The app "${app.label}" is now connected to ${baseUrl ?? "another address"}.`);
    if (field("status")?.before === "ENABLED") return connectedBefore(app.label, field("baseUrl")?.before ?? null);
    return {
      state: "undo",
      change: {
        action: "update",
        resource: { type: "provisioning-connection", id, name: app.label },
        fields: [{ path: "status", before: "ENABLED", after: "DISABLED" }],
        note: "the base URL stays, but has no effect",
      },
    };
  },
  apply: async (context, { resource }) => {
    // Without the connection, no users are deactivated.
    await waitForAllLeavers(context);
    if (resource.id !== undefined) await context.tenant.api.connection.deactivate(resource.id);
  },
};

function connectedBefore(label: string, baseUrl: unknown): UndoLook {
  const where = typeof baseUrl === "string" ? baseUrl : "another address";
  const what = `The app "${label}" was connected to ${where} before, with a token that Okta does not show. Enter both again under Provisioning > Integration.`;
  return { state: "kept", what };
}

/** Restores the To App settings that the API changed. */
export const actionsUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant: { api } }, done) => {
    const { id, name } = done.resource;
    if (id === undefined) return notKnown(done, "Okta");
    const app = await appNow(api, id);
    if (app === undefined) return undone(`The app "${name}" no longer exists.`);
    const feature = await api.features.userProvisioning(id);
    if (feature === undefined) return undone(`Okta no longer shows the To App settings of the app "${app.label}".`);
    const now = done.fields.map((field) => ({ ...field, actual: statusAt(feature, field.path) }));
    if (now.every(({ actual, before }) => isSameValue(actual, before ?? "DISABLED")))
      return undone(`The To App settings of the app "${app.label}" are already as they were before.`);
    const other = now.find(({ actual, after }) => !isSameValue(actual, after));
    if (other !== undefined)
      return changed(
        `${LABELS[other.path] ?? other.path} of the app "${app.label}" is ${onOrOff(other.actual)}; the run had turned it ${onOrOff(other.after)}.`,
      );
    return {
      state: "undo",
      change: {
        action: "update",
        resource: { type: "provisioning-actions", id, name: app.label },
        fields: now.map(({ path, actual, before }) => ({ path, before: actual, after: before ?? "DISABLED" })),
      },
    };
  },
  apply: async (context, { resource, fields }) => {
    if (resource.id === undefined) return;
    // Without Deactivate Users, no users are deactivated.
    await waitForAllLeavers(context);
    await context.tenant.api.features.setUserProvisioning(resource.id, capabilitiesBefore(fields));
  },
};

/** The To App settings by their paths in the API. */
const LABELS: Readonly<Record<string, string>> = {
  "create.lifecycleCreate.status": "Create Users",
  "update.profile.status": "Update User Attributes",
  "update.lifecycleDeactivate.status": "Deactivate Users",
  "update.password.status": "Sync Password",
};

function onOrOff(status: JsonValue | undefined): string {
  return status === "ENABLED" ? "on" : "off";
}

/** The value of `update.profile.status` and the like; what is not shown is off. */
function statusAt({ capabilities }: OktaFeature, path: string): string {
  const { create, update } = capabilities ?? {};
  const shown: Readonly<Record<string, { readonly status: string } | null | undefined>> = {
    "create.lifecycleCreate.status": create?.lifecycleCreate,
    "update.profile.status": update?.profile,
    "update.lifecycleDeactivate.status": update?.lifecycleDeactivate,
    "update.password.status": update?.password,
  };
  return shown[path]?.status ?? "DISABLED";
}

/** The settings as they were; those that the run did not set are left out. */
function capabilitiesBefore(fields: JournalledChange["fields"]): CapabilitiesBody {
  const was = (path: string): { readonly status: "ENABLED" | "DISABLED" } | undefined => {
    const field = fields.find((one) => one.path === path);
    return field === undefined ? undefined : { status: field.before === "ENABLED" ? "ENABLED" : "DISABLED" };
  };
  const some = (part: string): boolean => fields.some(({ path }) => path.startsWith(part));
  return {
    create: some("create.") ? { lifecycleCreate: was("create.lifecycleCreate.status") } : undefined,
    update: some("update.")
      ? {
          profile: was("update.profile.status"),
          lifecycleDeactivate: was("update.lifecycleDeactivate.status"),
          password: was("update.password.status"),
        }
      : undefined,
  } satisfies CapabilitiesBody;
}
