import type { JsonObject } from "../../base/json.js";
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

/** What the app shows of its provisioning before a person goes to the console. */
export function beforeStop({ results }: OktaTenant): Applied {
  return results.app === undefined ? {} : { id: results.app.id, undoData: { features: results.app.features } };
}

/** What a person did at the console: a person takes it back, unless it goes with the app. */
export const consoleStopUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant, journal }, done) => {
    const appId = done.resource.id;
    if (appId === undefined) return notKnown(done, "Okta");
    const app = await appNow(tenant.api, appId);
    if (app === undefined) return undone("What was done at the console is gone with the app.");
    const before = featuresIn(done.undoData);
    if (missingFeatures(app.features, before).length === 0)
      return undone(`Provisioning of the app "${app.label}" is as it was before the console stop.`);
    const made = journal.changes().some(({ action, resource }) => action === "create" && resource.id === appId);
    if (made)
      return {
        state: "kept",
        what: `Provisioning was switched on at the console: it goes with the app "${app.label}".`,
      };
    const page = appPage(tenant.adminUrl, app, "tab-general");
    const how =
      before.length === 0
        ? "to switch it off, General > App Settings > Edit, Provisioning: None, Save"
        : `before, it showed ${before.join(", ")}; the base URL and the token of before are shown nowhere: enter them under Provisioning > Integration, and set To App as it was`;
    const what = `Provisioning of the app "${app.label}" was set up at the console, and no API takes that back. By hand: ${how} (${page}).`;
    return { state: "kept", what };
  },
  apply: () => Promise.reject(new Error("what was done at the console is taken back by a person")),
};

function featuresIn({ features }: JsonObject): string[] {
  return Array.isArray(features) ? features.filter((one) => typeof one === "string") : [];
}

/** Switches a connection off again that the API switched on; the token of one that was on before is shown to nobody. */
export const connectionUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant: { api } }, done) => {
    const { id, name } = done.resource;
    if (id === undefined) return notKnown(done, "Okta");
    const app = await appNow(api, id);
    if (app === undefined) return undone(`The app "${name}" is gone.`);
    const { status, baseUrl } = await api.connection.get(id);
    const field = (path: string): JournalledChange["fields"][number] | undefined =>
      done.fields.find((one) => one.path === path);
    const written = field("baseUrl")?.after ?? null;
    if (status !== "ENABLED") return undone(`Provisioning of the app "${app.label}" is not connected.`);
    if (!isSameValue(baseUrl, written))
      return changed(`The app "${app.label}" is connected to ${baseUrl ?? "another address"} by now.`);
    if (field("status")?.before === "ENABLED") return connectedBefore(app.label, field("baseUrl")?.before ?? null);
    return {
      state: "undo",
      change: {
        action: "update",
        resource: { type: "provisioning-connection", id, name: app.label },
        fields: [{ path: "status", before: "ENABLED", after: "DISABLED" }],
        note: "the base URL stays, without effect",
      },
    };
  },
  apply: async (context, { resource }) => {
    // Over a connection that is off, nobody would be deactivated any more.
    await waitForAllLeavers(context);
    if (resource.id !== undefined) await context.tenant.api.connection.deactivate(resource.id);
  },
};

function connectedBefore(label: string, baseUrl: unknown): UndoLook {
  const where = typeof baseUrl === "string" ? baseUrl : "another address";
  const what = `The app "${label}" was connected to ${where} before, with a token that Okta shows to nobody: enter both again under Provisioning > Integration.`;
  return { state: "kept", what };
}

/** Puts the switches of To App back that the API set. */
export const actionsUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant: { api } }, done) => {
    const { id, name } = done.resource;
    if (id === undefined) return notKnown(done, "Okta");
    const app = await appNow(api, id);
    if (app === undefined) return undone(`The app "${name}" is gone.`);
    const feature = await api.features.userProvisioning(id);
    if (feature === undefined) return undone(`Okta shows no To App settings of the app "${app.label}" any more.`);
    const now = done.fields.map((field) => ({ ...field, actual: statusAt(feature, field.path) }));
    if (now.every(({ actual, before }) => isSameValue(actual, before ?? "DISABLED")))
      return undone(`The To App settings of the app "${app.label}" are as they were before.`);
    const other = now.find(({ actual, after }) => !isSameValue(actual, after));
    if (other !== undefined)
      return changed(
        `${other.path} of the app "${app.label}" is ${other.actual}; the run had set it to ${JSON.stringify(other.after)}.`,
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
    // Without Deactivate Users nobody would be deactivated any more.
    await waitForAllLeavers(context);
    await context.tenant.api.features.setUserProvisioning(resource.id, capabilitiesBefore(fields));
  },
};

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

/** The switches as they were; those that the run did not set are left out. */
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
