import type { OktaApp } from "../org/app.js";
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
import { LABELS } from "./forms.js";
import { testAndLog } from "./test-connector.js";

/** General of a custom app: switches SCIM on, or off with everything that was set up under it. */
export function saveGeneral(app: OktaApp, values: FormValues, { org, licence }: SaveContext): ConsoleAnswer {
  const choice = textOf(values[LABELS.provisioning]);
  if (licence === "none") {
    return refuse("this org has no Lifecycle Management, so App Settings has no Provisioning choice");
  }
  if (choice !== "None" && choice !== "SCIM") return refuse(`${LABELS.provisioning}: choose None or SCIM`);
  if (choice === "SCIM" && app.written.settings["implicitAssignment"] === true) {
    return refuse("provisioning is not available while Federation Broker Mode is on");
  }
  if (choice === "SCIM") switchScimOn(app);
  else switchScimOff(app);
  logUpdate(app, org);
  return OK;
}

/** To App: the switches. The connection is tested again; saving pushes no users. */
export async function saveToApp(app: OktaApp, values: FormValues, { org }: SaveContext): Promise<ConsoleAnswer> {
  const { connection } = app.provisioning;
  if (connection === undefined) return refuse('the app has no "To App" page until Provisioning > Integration is saved');
  const wanted = {
    create: isOn(values[LABELS.create]),
    update: isOn(values[LABELS.update]),
    deactivate: isOn(values[LABELS.deactivate]),
    password: isOn(values[LABELS.password]),
  };
  const { actions } = connection;
  if (wanted.create && !actions.has("Push New Users"))
    return refuse(`${LABELS.create} needs "Push New Users" under Provisioning > Integration`);
  const needsUpdates = wanted.update ? LABELS.update : wanted.deactivate ? LABELS.deactivate : undefined;
  if (needsUpdates !== undefined && !actions.has("Push Profile Updates")) {
    return refuse(`${needsUpdates} needs "Push Profile Updates" under Provisioning > Integration`);
  }
  const refusal = await testAndLog(app, connection, org);
  if (refusal !== undefined) return refuse(refusal);
  app.provisioning.toApp = wanted;
  logUpdate(app, org);
  return OK;
}

/** Push Groups: whether names of pushed groups follow those in Okta. */
export function savePushGroups(app: OktaApp, values: FormValues, { org }: SaveContext): ConsoleAnswer {
  if (app.provisioning.connection === undefined)
    return refuse('the app has no "Push Groups" tab until Provisioning > Integration is saved');
  app.provisioning.renameGroups = isOn(values[LABELS.renameGroups]);
  logUpdate(app, org);
  return OK;
}
