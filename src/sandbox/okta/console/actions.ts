import type { OktaApp } from "../org/app.js";
import { creatingConnection } from "../org/settings.js";
import type { ConsoleAnswer, SaveContext } from "./answer.js";

/** The buttons of an app beside its forms, by their labels on the page. */
const ACTIONS = [
  { id: "import-now", label: "Import Now" },
  { id: "provision-user", label: "Provision User" },
  { id: "apply-updates-now", label: "Apply updates now" },
] as const;

export type ActionLabel = (typeof ACTIONS)[number]["label"];
export type ActionId = (typeof ACTIONS)[number]["id"];

export function actionLabel(id: ActionId): ActionLabel {
  return findAction(id)?.label ?? "Import Now";
}

/** The button of an address; undefined when it names none. */
export function findAction(id: string): (typeof ACTIONS)[number] | undefined {
  return ACTIONS.find((action) => action.id === id);
}

/** Presses one of the buttons. What it starts runs in the background. */
export function press(app: OktaApp, label: ActionLabel, context: SaveContext): ConsoleAnswer {
  if (label === "Import Now") {
    return context.importer.start(app)
      ? { ok: true }
      : {
          ok: false,
          reason: 'Import Now needs "Import New Users and Profile Updates" under Provisioning > Integration',
        };
  }
  return label === "Provision User" ? provisionWaiting(app, context) : pushAll(app, context);
}

/** Creates all users who were assigned before the app created users. Source: Okta help, "Provision User". */
function provisionWaiting(app: OktaApp, { provisioner }: SaveContext): ConsoleAnswer {
  if (creatingConnection(app) === undefined)
    return { ok: false, reason: "Create Users is not enabled under Provisioning > To App" };
  for (const appUser of app.users.list) {
    const isUnderWay = appUser.status === "STAGED" && appUser.syncState !== "ERROR";
    if (appUser.externalId !== undefined || isUnderWay) continue;
    appUser.status = "STAGED";
    appUser.syncState = "OUT_OF_SYNC";
    provisioner.create(app, appUser);
  }
  return { ok: true };
}

/** Pushes the profiles of all users after a change of the mapping. */
function pushAll(app: OktaApp, { provisioner }: SaveContext): ConsoleAnswer {
  for (const appUser of app.users.list) if (appUser.externalId !== undefined) provisioner.update(app, appUser);
  return { ok: true };
}
