import type { ConsoleStop } from "../../setup/model/plan.js";
import {
  appPage,
  OKTA_CONSOLE,
  openClicks,
  switchesOf,
  toAppClicks,
  toAppFields,
  type AppOfStop,
  type ConnectionForm,
} from "./console-stop.js";

/** The label of a catalog app's field for the token, under which the step hands out its secret. */
export const API_TOKEN_FIELD = "API Token";

/**
 * The one visit to the console for one of the catalog's SCIM test apps, in its own words
 * (Okta: developer docs, "Connect to Okta" for SCIM provisioning integrations).
 */
export function catalogStop(
  adminUrl: string,
  app: AppOfStop | undefined,
  form: Pick<ConnectionForm, "baseUrl" | "actions">,
): ConsoleStop {
  const switches = switchesOf(form.actions);
  const open = openClicks(app);
  const click = open.length;
  return {
    url: appPage(adminUrl, app, "tab-provisioning"),
    clicks: [
      ...open,
      "Provisioning > Configure API Integration: tick Enable API Integration",
      "Test API Credentials, then Save",
      ...toAppClicks(switches),
    ],
    fields: [
      { label: "Enable API Integration", value: "Enable" },
      { label: "Base URL", value: form.baseUrl, alsoCalled: "SCIM connector base URL", click },
      {
        label: API_TOKEN_FIELD,
        secret: true,
        alsoCalled: "Authorization",
        note: "This form needs the complete value: the word Bearer, a space, and the token.",
        click,
      },
      ...toAppFields(switches),
    ],
    notes: ["Set Import Groups as the vendor's guide says. If the guide does not mention it, leave it unticked."],
    minutes: 1,
    task: "connect provisioning",
    console: OKTA_CONSOLE,
  };
}
