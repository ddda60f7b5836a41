import type { OktaApp } from "../org/app.js";
import { writeDefaults } from "../org/profile-mapping.js";

/** Switches SCIM on: the app user profile gets its SCIM attributes, and Okta writes the mappings it makes by itself. */
export function switchScimOn({ provisioning, toApp }: OktaApp): void {
  if (provisioning.scim) return;
  provisioning.scim = true;
  writeDefaults(toApp);
}
