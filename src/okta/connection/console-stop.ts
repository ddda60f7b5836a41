import type { ConsoleField, ConsoleStop } from "../../setup/model/plan.js";
import type { OktaApp } from "../api/schemas.js";
import { SUPPORTED_ACTIONS, TO_APP, type SupportedAction, type ToAppSwitch } from "./provisioning-words.js";

/** What the connection's form is filled in with. */
export interface ConnectionForm {
  readonly baseUrl: string;
  readonly uniqueIdentifier: string;
  readonly actions: readonly SupportedAction[];
}

/** An app as a manual step knows it. */
export type AppOfStop = Pick<OktaApp, "id" | "name">;

/** The label of the token's field, under which the step hands out its secret. */
export const TOKEN_FIELD = "Authorization";

export const OKTA_CONSOLE = "Okta Admin Console";

/** Okta creates apps in two ways since 2026-07 (Okta help: "Okta Integration Wizard"); total-setup's own are of the classic one. */
const WIZARD_APP =
  "An app built with the Okta Integration Wizard has no Provisioning setting on General. Choose View app info > Edit integration instead, set the base URL and the authentication mode there, and redeploy.";

/**
 * The one visit to the console for a custom app: SCIM on, the connection, and what goes to the app.
 * Labels are those of a custom SAML app's forms; `alsoCalled` gives the catalog app's words, which vendors' guides often use
 * (Okta: developer docs, "Connect to Okta" for SCIM provisioning integrations, which shows both forms).
 *
 * @param ownApp - whether total-setup creates the app, or created it
 */
export function connectionStop(
  adminUrl: string,
  { app, ownApp }: { readonly app: AppOfStop | undefined; readonly ownApp: boolean },
  form: ConnectionForm,
): ConsoleStop {
  const switches = switchesOf(form.actions);
  const open = openClicks(app);
  const click = open.length + 1;
  return {
    url: appPage(adminUrl, app, "tab-general"),
    clicks: [
      ...open,
      "General > App Settings > Edit: set Provisioning to SCIM, Save",
      "Provisioning > Integration > Edit",
      "Test Connector Configuration, then Save",
      ...toAppClicks(switches),
    ],
    fields: [
      { label: "Provisioning", value: "SCIM", alsoCalled: "Enable SCIM provisioning", note: "On the General tab." },
      { label: "SCIM connector base URL", value: form.baseUrl, alsoCalled: "Base URL", click },
      { label: "Unique identifier field for users", value: form.uniqueIdentifier, click },
      {
        label: "Supported provisioning actions",
        value: form.actions.map((action) => SUPPORTED_ACTIONS[action].label).join(", "),
        click,
      },
      { label: "Authentication Mode", value: "HTTP Header", click },
      {
        label: TOKEN_FIELD,
        secret: true,
        alsoCalled: "API Token",
        note: "Enter only the token: Okta adds the word Bearer.",
        click,
      },
      ...toAppFields(switches),
    ],
    notes: [
      "In older orgs, General has the check box Enable SCIM provisioning instead. If you see neither, your org does not have Lifecycle Management: ask your Okta account team.",
      "If the Provisioning tab does not appear after you save General, reload the page.",
      ...(ownApp ? [] : [WIZARD_APP]),
    ],
    minutes: 1,
    task: "connect provisioning",
    console: OKTA_CONSOLE,
  };
}

/** A visit only for what goes to the app, when the connection exists already. */
export function toAppStop(adminUrl: string, app: AppOfStop | undefined, switches: readonly ToAppSwitch[]): ConsoleStop {
  return {
    url: appPage(adminUrl, app, "tab-provisioning"),
    clicks: [...openClicks(app), ...toAppClicks(switches)],
    fields: toAppFields(switches),
    notes: [],
    minutes: 1,
    task: "turn on provisioning to the app",
    console: OKTA_CONSOLE,
  };
}

/** What a form's supported actions allow to be switched on under To App. */
export function switchesOf(actions: readonly SupportedAction[]): ToAppSwitch[] {
  return [
    ...(actions.includes("push-new-users") ? (["create"] as const) : []),
    ...(actions.includes("push-profile-updates") ? (["update", "deactivate"] as const) : []),
  ];
}

/** The way to the app's page, as long as no link leads there. */
export function openClicks(app: AppOfStop | undefined): string[] {
  return app === undefined ? ["Applications > Applications: open the app"] : [];
}

/**
 * The click of To App, after those of the connection.
 *
 * @param also - what else to do there before it is saved
 */
export function toAppClicks(switches: readonly ToAppSwitch[], also?: string): string[] {
  if (switches.length === 0) return [];
  const labels = switches.map((one) => TO_APP[one].label).join(", ");
  const more = also === undefined ? "" : `${also}, `;
  return [`Provisioning > To App > Edit: enable ${labels}, ${more}Save`];
}

/** The switches of To App as fields. */
export function toAppFields(switches: readonly ToAppSwitch[]): ConsoleField[] {
  return switches.map((one) => ({ label: TO_APP[one].label, value: "Enable", note: "Under Provisioning > To App." }));
}

/** As the console's own addresses are built; before the app exists, the list it will be in. */
export function appPage(adminUrl: string, app: AppOfStop | undefined, tab: string): string {
  if (app === undefined) return `${adminUrl}/admin/apps/active`;
  return `${adminUrl}/admin/app/${encodeURIComponent(app.name)}/instance/${encodeURIComponent(app.id)}/#${tab}`;
}
