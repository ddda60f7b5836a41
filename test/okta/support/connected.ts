import type { OktaApp } from "../../../src/okta/api/schemas.js";
import { applyAll, doStop, openOrg, type OpenedOrg } from "./org.js";
import { samlApp, scimConnection } from "./steps.js";

/** An org in which the app exists. */
export async function openOrgWithApp(
  ...parts: Parameters<typeof openOrg>
): Promise<OpenedOrg & { readonly app: OktaApp }> {
  const org = await openOrg(...parts);
  await applyAll(samlApp(), org.context);
  const { app } = org.session.tenant.results;
  if (app === undefined) throw new Error("the app was not made");
  return { ...org, app };
}

/** An org in which the console stop has been done: the app pushes to the target. */
export async function openConnectedOrg(
  ...parts: Parameters<typeof openOrg>
): Promise<OpenedOrg & { readonly app: OktaApp }> {
  const org = await openOrgWithApp(...parts);
  const step = scimConnection(org.scim.baseUrl, org.scim.token);
  const { console: stop } = await step.look(org.context);
  if (stop === undefined) throw new Error("there was no console stop");
  await doStop(org.sandbox, org.app.id, stop, step.console?.secrets);
  await step.console?.stopped?.(org.context);
  return org;
}
