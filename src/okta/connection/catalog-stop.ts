import type { ConsoleStop } from "../../setup/model/plan.js";
import type { OktaApp } from "../api/schemas.js";
import { appPage, FRESH_LOAD, switchesOf, toAppClicks, toAppFields, type ConnectionForm } from "./console-stop.js";

/** The label of a catalog app's field for the token, under which the step hands out its secret. */
export const API_TOKEN_FIELD = "API Token";

/**
 * The one visit to the console for one of the catalog's SCIM test apps, in its own words
 * (Okta: developer docs, "Connect to Okta" for SCIM provisioning integrations).
 */
export function catalogStop(
  adminUrl: string,
  app: Pick<OktaApp, "id" | "name" | "label"> | undefined,
  form: Pick<ConnectionForm, "baseUrl" | "actions">,
): ConsoleStop {
  const switches = switchesOf(form.actions);
  const name = app === undefined ? "the app" : `"${app.label}"`;
  return {
    url: appPage(adminUrl, app, "tab-provisioning"),
    clicks: [
      `Open ${name} under Applications > Applications, tab Provisioning: Configure API Integration.`,
      "Tick Enable API Integration, and fill in the fields below, Base URL and API Token.",
      "Leave Import Groups as the vendor's guide says, or unticked where it says nothing.",
      "Click Test API Credentials and wait for its success message.",
      "Click Save.",
      ...toAppClicks(switches),
    ],
    fields: [
      { label: "Enable API Integration", value: "Enable" },
      { label: "Base URL", value: form.baseUrl, alsoCalled: "SCIM connector base URL" },
      {
        label: API_TOKEN_FIELD,
        secret: true,
        alsoCalled: "Authorization",
        note: "The word Bearer, a space, and the token: this form sends what is typed as the Authorization header, and puts nothing in front.",
      },
      ...toAppFields(switches),
    ],
    notes: [
      FRESH_LOAD,
      "This form asks for no unique identifier and no supported actions: the app of the catalog has both from its template.",
      "A catalog app has no choice of Provisioning on its General tab, whatever the guide says; only a custom app has.",
    ],
    minutes: 1,
  };
}
