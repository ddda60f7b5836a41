import type { ConsoleField, ConsoleStop } from "../../setup/model/plan.js";
import type { OktaApp } from "../api/schemas.js";
import { SUPPORTED_ACTIONS, TO_APP, type SupportedAction, type ToAppSwitch } from "./provisioning-words.js";

/** What the connection's form is filled in with. */
export interface ConnectionForm {
  readonly baseUrl: string;
  readonly uniqueIdentifier: string;
  readonly actions: readonly SupportedAction[];
}

/** The label of the token's field, under which the step hands out its secret. */
export const TOKEN_FIELD = "Authorization";

/** Said at every stop: the console's own deep links do not always open the tab. */
export const FRESH_LOAD =
  "If the page opens on another tab, click the tab by hand: a fresh load may ignore the #tab at the end of the address.";

/**
 * The one visit to the console for a custom app: SCIM on, the connection, and what goes to the app.
 * Labels are those of a custom SAML app's forms; `alsoCalled` gives the catalog app's words, which vendors' guides often use
 * (Okta: developer docs, "Connect to Okta" for SCIM provisioning integrations, which shows both forms).
 */
export function connectionStop(
  adminUrl: string,
  app: Pick<OktaApp, "id" | "name" | "label"> | undefined,
  form: ConnectionForm,
): ConsoleStop {
  const switches = switchesOf(form.actions);
  const name = app === undefined ? "the app" : `"${app.label}"`;
  return {
    url: appPage(adminUrl, app, "tab-general"),
    clicks: [
      `Open ${name} under Applications > Applications, tab General: App Settings > Edit, Provisioning: SCIM, Save.`,
      "Tab Provisioning, Integration: Edit.",
      "Fill in the fields below, from SCIM connector base URL to Authorization.",
      "Click Test Connector Configuration and wait for its success message.",
      "Click Save.",
      ...toAppClicks(switches),
    ],
    fields: [
      { label: "Provisioning", value: "SCIM", alsoCalled: "Enable SCIM provisioning", note: "On the General tab." },
      { label: "SCIM connector base URL", value: form.baseUrl, alsoCalled: "Base URL" },
      { label: "Unique identifier field for users", value: form.uniqueIdentifier },
      {
        label: "Supported provisioning actions",
        value: form.actions.map((action) => SUPPORTED_ACTIONS[action].label).join(", "),
      },
      { label: "Authentication Mode", value: "HTTP Header" },
      {
        label: TOKEN_FIELD,
        secret: true,
        alsoCalled: "API Token",
        note:
          "The token alone: this form puts Bearer in front by itself. " +
          'The catalog app "SCIM 2.0 Test App (Header Auth)" sends its API Token field as typed: there write Bearer, a space, and the token.',
      },
      ...toAppFields(switches),
    ],
    notes: [
      FRESH_LOAD,
      'General shows "Provisioning: None / On-Premises / SCIM" or, in older orgs, a check box "Enable SCIM provisioning". Neither is there: the org lacks Lifecycle Management; ask your Okta account team.',
      "A catalog app has no such choice on General and words the rest so: Provisioning > Configure API Integration, Enable API Integration, Base URL, API Token, Test API Credentials, Save.",
      "The Provisioning tab appears only after SCIM is saved on General; reload the page when it does not.",
    ],
    minutes: 1,
  };
}

/** A visit only for what goes to the app, when the connection stands already. */
export function toAppStop(
  adminUrl: string,
  app: Pick<OktaApp, "id" | "name" | "label"> | undefined,
  switches: readonly ToAppSwitch[],
): ConsoleStop {
  const name = app === undefined ? "the app" : `"${app.label}"`;
  return {
    url: appPage(adminUrl, app, "tab-provisioning"),
    clicks: [`Open ${name} under Applications > Applications.`, ...toAppClicks(switches)],
    fields: toAppFields(switches),
    notes: [FRESH_LOAD],
    minutes: 1,
  };
}

/** What a form's supported actions allow to be switched on under To App. */
export function switchesOf(actions: readonly SupportedAction[]): ToAppSwitch[] {
  return [
    ...(actions.includes("push-new-users") ? (["create"] as const) : []),
    ...(actions.includes("push-profile-updates") ? (["update", "deactivate"] as const) : []),
  ];
}

/** The clicks of To App, after those of the connection. */
export function toAppClicks(switches: readonly ToAppSwitch[]): string[] {
  if (switches.length === 0) return [];
  const labels = switches.map((one) => TO_APP[one].label).join(", ");
  return ["Tab Provisioning, To App: Edit.", `Tick Enable for ${labels}.`, "Click Save."];
}

/** The switches of To App as fields. */
export function toAppFields(switches: readonly ToAppSwitch[]): ConsoleField[] {
  return switches.map((one) => ({ label: TO_APP[one].label, value: "Enable", note: "Under Provisioning > To App." }));
}

/** As the console's own addresses are built; before the app exists, the list it will be in. */
export function appPage(adminUrl: string, app: Pick<OktaApp, "id" | "name"> | undefined, tab: string): string {
  if (app === undefined) return `${adminUrl}/admin/apps/active`;
  return `${adminUrl}/admin/app/${encodeURIComponent(app.name)}/instance/${encodeURIComponent(app.id)}/#${tab}`;
}
