import type { ScimRequest } from "../../../scim/message/messages.js";
import type { ScimResponse } from "../../../scim-client/http/transport.js";

/** Sends SCIM requests as Okta does, to one target. */
export interface Connector {
  /** @throws ScimTransportError when no answer comes within Okta's 60 seconds */
  send(request: ScimRequest): Promise<ScimResponse>;
}

/**
 * How an app came to be, which decides its console form and how it speaks SCIM. `custom`: made with the App Integration Wizard,
 * or as that does; `catalog`: an instance of the catalog's SCIM test app; `sign-on-only`: one that cannot provision over SCIM.
 */
export type AppKind = "custom" | "catalog" | "sign-on-only";

/** The check boxes of "Supported provisioning actions" on the Integration form of a custom app. */
export const SUPPORTED_ACTIONS = [
  "Import New Users and Profile Updates",
  "Push New Users",
  "Push Profile Updates",
  "Push Groups",
  "Import Groups",
] as const;

export type SupportedAction = (typeof SUPPORTED_ACTIONS)[number];

/** Where an app provisions to, as saved on its Integration form. */
export interface ScimConnection {
  /** The dialect that the app speaks. */
  readonly kind: AppKind;
  readonly baseUrl: string;
  /** The attribute users are looked up by before they are created, as `userName`. */
  readonly uniqueIdentifier: string;
  readonly actions: ReadonlySet<SupportedAction>;
  readonly connector: Connector;
}

/** An app's provisioning, which only its console forms change. */
export interface ProvisioningSettings {
  /** General: Provisioning = SCIM. */
  scim: boolean;
  connection?: ScimConnection;
  /** The switches of "To App". */
  toApp: ToAppSettings;
  /** Push Groups: "Rename app groups to match group name in Okta". */
  renameGroups: boolean;
}

/** As much of an app as tells whether it provisions. */
interface Provisioned {
  readonly status: "ACTIVE" | "INACTIVE";
  readonly provisioning: ProvisioningSettings;
}

export interface ToAppSettings {
  readonly create: boolean;
  readonly update: boolean;
  readonly deactivate: boolean;
  readonly password: boolean;
}

export const TO_APP_OFF: ToAppSettings = { create: false, update: false, deactivate: false, password: false };

/**
 * The app's `features` as a set: empty until SCIM is on, then step by step as the forms are saved. Which form brings
 * SCIM_PROVISIONING and GROUP_PUSH is not recorded for a custom app; the names are recorded from `okta_flow_sso`.
 */
export function featuresOf({ scim, connection, toApp }: ProvisioningSettings): string[] {
  if (!scim) return [];
  const features = ["SCIM_PROVISIONING"];
  if (connection === undefined) return features;
  if (connection.actions.has("Import New Users and Profile Updates"))
    features.push("IMPORT_NEW_USERS", "IMPORT_PROFILE_UPDATES");
  if (connection.actions.has("Push Groups")) features.push("GROUP_PUSH");
  if (toApp.create) features.push("PUSH_NEW_USERS");
  if (toApp.update) features.push("PUSH_PROFILE_UPDATES");
  if (toApp.deactivate) features.push("PUSH_USER_DEACTIVATION", "REACTIVATE_USERS");
  if (toApp.password) features.push("PUSH_PASSWORD_UPDATES");
  return features;
}

/** The connection over which new users are created; undefined while that is off. */
export function creatingConnection(app: Provisioned): ScimConnection | undefined {
  return app.provisioning.toApp.create ? liveConnection(app) : undefined;
}

/** The connection over which changed profiles are pushed; undefined while that is off. */
export function updatingConnection(app: Provisioned): ScimConnection | undefined {
  return app.provisioning.toApp.update ? liveConnection(app) : undefined;
}

/** The connection over which users are deactivated; undefined while that is off. */
export function deactivatingConnection(app: Provisioned): ScimConnection | undefined {
  return app.provisioning.toApp.deactivate ? liveConnection(app) : undefined;
}

/** The connection over which groups are pushed; undefined while that is off. */
export function pushingConnection(app: Provisioned): ScimConnection | undefined {
  const connection = liveConnection(app);
  return connection?.actions.has("Push Groups") === true ? connection : undefined;
}

/** The connection from which users are imported; undefined while that is off. */
export function importingConnection(app: Provisioned): ScimConnection | undefined {
  const connection = liveConnection(app);
  return connection?.actions.has("Import New Users and Profile Updates") === true ? connection : undefined;
}

/** An app that is not active provisions nothing. */
function liveConnection({ status, provisioning }: Provisioned): ScimConnection | undefined {
  return status === "ACTIVE" && provisioning.scim ? provisioning.connection : undefined;
}
