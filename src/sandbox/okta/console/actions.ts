import type { OktaApp } from "../org/app.js";
import { creatingConnection } from "../org/settings.js";
import type { ConsoleAnswer, SaveContext } from "./answer.js";

/** The buttons of an app beside its forms, by the labels a person sees. */
export const ACTIONS = [
  { id: "import-now", label: "Import Now" },
  { id: "provision-user", label: "Provision User" },
  { id: "apply-updates-now", label: "Apply updates now" },
] as const;

export type ActionLabel = (typeof ACTIONS)[number]["label"];

/** Presses one of the buttons. What it starts goes on in the background. */
export function press(app: OktaApp, label: ActionLabel, context: SaveContext): ConsoleAnswer {
  if (label === "Import Now") {
    return context.importer.start(app)
      ? { ok: true }
      : { ok: false, reason: 'importing needs "Import New Users and Profile Updates" under Integration' };
  }
  return label === "Provision User" ? provisionWaiting(app, context) : pushAll(app, context);
}

/** Creates everybody who was assigned before the app created people. Source: Okta help, "Provision User". */
function provisionWaiting(app: OktaApp, { provisioner }: SaveContext): ConsoleAnswer {
  if (creatingConnection(app) === undefined)
    return { ok: false, reason: "Create Users is not enabled under Provisioning, To App" };
  for (const appUser of app.users.list) {
    const isUnderWay = appUser.status === "STAGED" && appUser.syncState !== "ERROR";
    if (appUser.externalId !== undefined || isUnderWay) continue;
    appUser.status = "STAGED";
    appUser.syncState = "OUT_OF_SYNC";
    provisioner.create(app, appUser);
  }
  return { ok: true };
}

/** Pushes everybody's profile after a change of the mapping. */
function pushAll(app: OktaApp, { provisioner }: SaveContext): ConsoleAnswer {
  for (const appUser of app.users.list) if (appUser.externalId !== undefined) provisioner.update(app, appUser);
  return { ok: true };
}
