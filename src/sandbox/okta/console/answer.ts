import type { Secret } from "../../../base/secret.js";
import type { OktaApp } from "../org/app.js";
import { appTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import type { Connectors } from "../provisioning/connector.js";
import type { Importer } from "../provisioning/importer.js";
import type { UserProvisioner } from "../provisioning/user-provisioner.js";

/** What was typed into one field. A switch is a boolean, or one of the words `Enable` and `Disable`. */
export type FieldValue = string | boolean | Secret;

/** The values of one form, by label. A check box or switch that is not there is not ticked. */
export type FormValues = Readonly<Record<string, FieldValue>>;

/** How the console answers a save. */
export type ConsoleAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface SaveContext {
  readonly org: Org;
  readonly connectors: Connectors;
  readonly licence: "lifecycle-management" | "none";
  /** What the buttons of an app start. */
  readonly provisioner: UserProvisioner;
  readonly importer: Importer;
}

export const OK: ConsoleAnswer = { ok: true };

export function refuse(reason: string): ConsoleAnswer {
  return { ok: false, reason };
}

export function isOn(value: FieldValue | undefined): boolean {
  return value === true || value === "Enable" || value === "on";
}

/** What was typed, without blanks around it; empty for what is no text. */
export function textOf(value: FieldValue | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

/** Writes that an administrator has changed the app. */
export function logUpdate(app: OktaApp, org: Org): void {
  app.lastUpdated = org.scheduler.now();
  const displayMessage = "Update application";
  const eventType = "application.lifecycle.update";
  org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets: [appTarget(app)] });
}
