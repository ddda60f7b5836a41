import { SetupError } from "../../../base/errors.js";
import { Secret } from "../../../base/secret.js";
import type { OktaApp } from "../org/app.js";
import {
  SUPPORTED_ACTIONS,
  type ScimConnection,
  type SupportedAction,
  type ToAppSettings,
  type Connector,
} from "../org/settings.js";
import { switchScimOff, switchScimOn } from "../provisioning/switch-on.js";
import {
  isOn,
  logUpdate,
  OK,
  refuse,
  textOf,
  type ConsoleAnswer,
  type FormValues,
  type SaveContext,
} from "./answer.js";
import { HTTP_HEADER, LABELS } from "./forms.js";
import { testAndLog } from "./test-connector.js";

/** Integration of a custom app: tests the connection and keeps it only when the test passes. With `testOnly` it is not kept. */
export async function saveCustomIntegration(
  app: OktaApp,
  values: FormValues,
  context: SaveContext,
  testOnly: boolean,
): Promise<ConsoleAnswer> {
  if (!app.provisioning.scim)
    return refuse("the app has no Provisioning tab: SCIM is not selected under General > App Settings > Provisioning");
  const uniqueIdentifier = textOf(values[LABELS.uniqueIdentifier]);
  const actions = readActions(textOf(values[LABELS.actions]));
  const wrong = wrongBaseUrl(LABELS.baseUrl, values);
  if (wrong !== undefined) return refuse(wrong);
  if (uniqueIdentifier === "") return refuse(`${LABELS.uniqueIdentifier}: this field cannot be left blank`);
  if (!Array.isArray(actions)) return refuse(`${LABELS.actions}: the form has no check box "${actions.unknown}"`);
  if (textOf(values[LABELS.mode]) !== HTTP_HEADER)
    return refuse(`${LABELS.mode}: this sandbox supports only ${HTTP_HEADER}`);
  const token = secretIn(values, LABELS.authorization);
  if (token === undefined) return refuse(`${LABELS.authorization}: this field cannot be left blank`);
  const form = { baseUrl: textOf(values[LABELS.baseUrl]), uniqueIdentifier, actions: new Set(actions) };
  return connect(app, form, new Secret(`Bearer ${token.reveal()}`), context, testOnly);
}

/**
 * Integration of a catalog app: clearing "Enable API Integration" switches everything off. The API token becomes the Authorization
 * header as it was typed. Source: Okta developer docs, guides/scim-provisioning-integration-connect; the header as several
 * vendors' guides for this app describe it. The form offers no actions and no identifier: it supports all but Import Groups,
 * which needs its own check box, and looks users up by userName.
 */
export async function saveCatalogIntegration(
  app: OktaApp,
  values: FormValues,
  context: SaveContext,
  testOnly: boolean,
): Promise<ConsoleAnswer> {
  if (context.licence === "none")
    return refuse("this org has no Lifecycle Management, so the app has no Provisioning tab");
  if (!isOn(values[LABELS.enableApi])) {
    if (testOnly) return refuse(`select ${LABELS.enableApi} first`);
    switchScimOff(app);
    logUpdate(app, context.org);
    return OK;
  }
  const wrong = wrongBaseUrl(LABELS.catalogBaseUrl, values);
  if (wrong !== undefined) return refuse(wrong);
  const token = secretIn(values, LABELS.apiToken);
  if (token === undefined) return refuse(`${LABELS.apiToken}: this field cannot be left blank`);
  const actions = new Set(SUPPORTED_ACTIONS.filter((action) => action !== "Import Groups"));
  const form = { baseUrl: textOf(values[LABELS.catalogBaseUrl]), uniqueIdentifier: "userName", actions };
  return connect(app, form, token, context, testOnly);
}

async function connect(
  app: OktaApp,
  form: Pick<ScimConnection, "baseUrl" | "uniqueIdentifier" | "actions">,
  authorization: Secret,
  { org, connectors }: SaveContext,
  testOnly: boolean,
): Promise<ConsoleAnswer> {
  let connector: Connector;
  try {
    connector = connectors.open(form.baseUrl, authorization);
  } catch (error) {
    if (error instanceof SetupError) return refuse(`Error authenticating: ${error.message}`);
    throw error;
  }
  const connection: ScimConnection = { kind: app.kind, ...form, connector };
  const refusal = await testAndLog(app, connection, org);
  if (refusal !== undefined) return refuse(refusal);
  if (testOnly) return OK;
  switchScimOn(app);
  app.provisioning.connection = connection;
  app.provisioning.toApp = withinSupport(app.provisioning.toApp, connection);
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

function wrongBaseUrl(label: string, values: FormValues): string | undefined {
  const baseUrl = textOf(values[label]);
  if (baseUrl === "") return `${label}: this field cannot be left blank`;
  if (!URL.canParse(baseUrl)) return `${label}: this is not a valid URL`;
  return baseUrl.includes("_") ? `${label}: the base URL cannot contain an underscore` : undefined;
}

function secretIn(values: FormValues, label: string): Secret | undefined {
  const value = values[label];
  const secret = value instanceof Secret ? value : new Secret(textOf(value));
  return secret.reveal() === "" ? undefined : secret;
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
