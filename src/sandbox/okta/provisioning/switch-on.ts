import type { OktaApp } from "../org/app.js";
import { writeDefaults } from "../org/profile-mapping.js";
import { TO_APP_OFF } from "../org/settings.js";

/**
 * Switches SCIM on. A custom app's user profile gets its SCIM attributes, and Okta writes the mappings it makes by itself; a
 * catalog app has both from its template.
 */
export function switchScimOn({ kind, provisioning, toApp }: OktaApp): void {
  if (provisioning.scim) return;
  provisioning.scim = true;
  if (kind === "custom") writeDefaults(toApp);
}

/** Switches SCIM off, with all that was set up under it. */
export function switchScimOff({ provisioning }: OktaApp): void {
  provisioning.scim = false;
  delete provisioning.connection;
  provisioning.toApp = TO_APP_OFF;
}
