import { SetupError } from "../../../base/errors.js";
import { Secret } from "../../../base/secret.js";
import type { OktaApp } from "../org/app.js";
import { appTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import type { Connectors } from "../provisioning/connector.js";
import type { Importer } from "../provisioning/importer.js";
import {
  SUPPORTED_ACTIONS,
  TO_APP_OFF,
  type ScimConnection,
  type SupportedAction,
  type ToAppSettings,
} from "../provisioning/settings.js";
import { switchScimOn } from "../provisioning/switch-on.js";
import type { UserProvisioner } from "../provisioning/user-provisioner.js";
import { HTTP_HEADER, LABELS } from "./forms.js";
import { testConnection } from "./test-connector.js";

/** What was typed into one field. A switch is a boolean, or one of the words `Enable` and `Disable`. */
export type FieldValue = string | boolean | Secret;

/** The values of one form, by label. A check box or switch that is not there is not ticked. */
export type FormValues = Readonly<Record<string, FieldValue>>;

/** What the console says to a save. */
export type ConsoleAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface SaveContext {
  readonly org: Org;
  readonly connectors: Connectors;
  readonly licence: "lifecycle-management" | "none";
  /** What the buttons of an app start. */
  readonly provisioner: UserProvisioner;
  readonly importer: Importer;
}

const OK: ConsoleAnswer = { ok: true };

/** General: switches SCIM on, or off with all that was set up under it. */
export function saveGeneral(app: OktaApp, values: FormValues, { org, licence }: SaveContext): ConsoleAnswer {
  const choice = text(values[LABELS.provisioning]);
  if (licence === "none") {
    return refuse("this org has no Lifecycle Management, so that App Settings shows no Provisioning choice");
  }
  if (choice !== "None" && choice !== "SCIM") return refuse(`${LABELS.provisioning}: choose None or SCIM`);
  if (choice === "SCIM" && app.written.settings["implicitAssignment"] === true) {
    return refuse("provisioning is not available while Federation Broker Mode is on");
  }
  const { provisioning } = app;
  if (choice === "SCIM") switchScimOn(app);
  else {
    provisioning.scim = false;
    delete provisioning.connection;
    provisioning.toApp = TO_APP_OFF;
  }
  logUpdate(app, org);
  return OK;
}

/** Integration: tests the connection and keeps it only when the test passes. With `testOnly` it is not kept. */
export async function saveIntegration(
  app: OktaApp,
  values: FormValues,
  { org, connectors }: SaveContext,
  testOnly: boolean,
): Promise<ConsoleAnswer> {
  if (!app.provisioning.scim) return refuse("there is no Provisioning tab: Provisioning under General is not SCIM");
  const baseUrl = text(values[LABELS.baseUrl]);
  const uniqueIdentifier = text(values[LABELS.uniqueIdentifier]);
  const actions = readActions(text(values[LABELS.actions]));
  const authorization = values[LABELS.authorization];
  if (baseUrl === "") return refuse(`${LABELS.baseUrl}: this field cannot be left blank`);
  if (!URL.canParse(baseUrl)) return refuse(`${LABELS.baseUrl}: this is not a URL`);
  if (baseUrl.includes("_")) return refuse(`${LABELS.baseUrl}: the base URL cannot contain an underscore`);
  if (uniqueIdentifier === "") return refuse(`${LABELS.uniqueIdentifier}: this field cannot be left blank`);
  if (!Array.isArray(actions)) return refuse(`${LABELS.actions}: there is no check box "${actions.unknown}"`);
  if (text(values[LABELS.mode]) !== HTTP_HEADER)
    return refuse(`${LABELS.mode}: this sandbox knows only ${HTTP_HEADER}`);
  const token = authorization instanceof Secret ? authorization : new Secret(text(authorization));
  if (token.reveal() === "") return refuse(`${LABELS.authorization}: this field cannot be left blank`);

  let connector;
  try {
    connector = connectors.open(baseUrl, token);
  } catch (error) {
    if (error instanceof SetupError) return refuse(`Error authenticating: ${error.message}`);
    throw error;
  }
  const connection: ScimConnection = { baseUrl, uniqueIdentifier, actions: new Set(actions), connector };
  const refusal = await test(app, connection, org);
  if (refusal !== undefined) return refuse(refusal);
  if (testOnly) return OK;
  app.provisioning.connection = connection;
  app.provisioning.toApp = withinSupport(app.provisioning.toApp, connection);
  logUpdate(app, org);
  return OK;
}

/** To App: the switches. The connection is tested again; nobody is pushed by saving. */
export async function saveToApp(app: OktaApp, values: FormValues, { org }: SaveContext): Promise<ConsoleAnswer> {
  const { connection } = app.provisioning;
  if (connection === undefined) return refuse('there is no "To App": Integration has not been saved yet');
  const wanted = {
    create: isOn(values[LABELS.create]),
    update: isOn(values[LABELS.update]),
    deactivate: isOn(values[LABELS.deactivate]),
    password: isOn(values[LABELS.password]),
  };
  const { actions } = connection;
  if (wanted.create && !actions.has("Push New Users"))
    return refuse(`${LABELS.create} needs "Push New Users" under Integration`);
  const needsUpdates = wanted.update ? LABELS.update : wanted.deactivate ? LABELS.deactivate : undefined;
  if (needsUpdates !== undefined && !actions.has("Push Profile Updates")) {
    return refuse(`${needsUpdates} needs "Push Profile Updates" under Integration`);
  }
  const refusal = await test(app, connection, org);
  if (refusal !== undefined) return refuse(refusal);
  app.provisioning.toApp = wanted;
  logUpdate(app, org);
  return OK;
}

/** Push Groups: whether names of pushed groups follow those in Okta. */
export function savePushGroups(app: OktaApp, values: FormValues, { org }: SaveContext): ConsoleAnswer {
  if (app.provisioning.connection === undefined)
    return refuse('there is no "Push Groups": Integration has not been saved yet');
  app.provisioning.renameGroups = isOn(values[LABELS.renameGroups]);
  logUpdate(app, org);
  return OK;
}

/** Switches whose action is no longer supported go off. */
function withinSupport(toApp: ToAppSettings, { actions }: ScimConnection): ToAppSettings {
  const updates = actions.has("Push Profile Updates");
  return {
    create: toApp.create && actions.has("Push New Users"),
    update: toApp.update && updates,
    deactivate: toApp.deactivate && updates,
    password: toApp.password,
  };
}

async function test(app: OktaApp, connection: ScimConnection, org: Org): Promise<string | undefined> {
  const { connector, uniqueIdentifier, actions } = connection;
  const refusal = await testConnection(connector, { uniqueIdentifier, importGroups: actions.has("Import Groups") });
  org.log.write({
    eventType: "application.provision.integration.call_api",
    displayMessage: "Call external application API",
    actor: "administrator",
    targets: [appTarget(app)],
    ...(refusal === undefined ? { result: "SUCCESS" } : { result: "FAILURE", reason: refusal }),
  });
  return refusal;
}

function logUpdate(app: OktaApp, org: Org): void {
  app.lastUpdated = org.scheduler.now();
  const displayMessage = "Update application";
  const eventType = "application.lifecycle.update";
  org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets: [appTarget(app)] });
}

function readActions(list: string): SupportedAction[] | { readonly unknown: string } {
  const actions: SupportedAction[] = [];
  for (const name of list.split(",").map((part) => part.trim())) {
    if (name === "") continue;
    const action = SUPPORTED_ACTIONS.find((known) => known === name);
    if (action === undefined) return { unknown: name };
    actions.push(action);
  }
  return actions;
}

function isOn(value: FieldValue | undefined): boolean {
  return value === true || value === "Enable" || value === "on";
}

function text(value: FieldValue | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

function refuse(reason: string): ConsoleAnswer {
  return { ok: false, reason };
}
