import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleField } from "../../setup/model/plan.js";

// The app, as the Okta Admin Console words it (Okta help: "Create SAML app integrations", "Create SWA app integrations",
// "Add existing app integrations", "Okta Integration Wizard").

/** Where the console lists apps. */
export const APPS = "/admin/apps/active";

interface SamlForm {
  readonly label: string;
  readonly ssoUrl: string;
  readonly audience: string;
  readonly hidden: boolean;
  readonly recipient?: string | undefined;
  readonly destination?: string | undefined;
}

/** Create App Integration > Classic experience, SAML 2.0. */
export function samlAppByHand({ label, ssoUrl, audience, hidden, recipient, destination }: SamlForm): ManualPart {
  return {
    path: APPS,
    clicks: [
      whenThere(label),
      CREATE,
      "Select SAML 2.0 and click Next. Under General Settings, enter:",
      "Click Next.",
      "Under Configure SAML, enter:",
      "Click Next, then Finish.",
    ],
    fields: [
      { label: "App name", value: label, click: 2 },
      { ...visibility(hidden), click: 2 },
      { label: "Single sign-on URL", value: ssoUrl, alsoCalled: "Single sign on URL", click: 4 },
      { label: "Recipient URL", value: recipient ?? ssoUrl, note: SAME_URL, click: 4 },
      { label: "Destination URL", value: destination ?? ssoUrl, note: SAME_URL, click: 4 },
      { label: "Audience URI (SP Entity ID)", value: audience, alsoCalled: "Audience Restriction", click: 4 },
      { label: "Application username", value: "Okta username", click: 4 },
    ],
    verify: [isListed(label)],
    hints: [WIZARD],
  };
}

const CREATE =
  "Click Create App Integration > Classic experience. If your org does not offer that choice, Create App Integration opens the form directly.";

/** The other way in, since 2026-07. */
const WIZARD =
  "Create App Integration > Okta Integration Wizard is Okta's newer way. It makes a private app: choose the capability Provisioning and the method SCIM 2.0, set the base URL and the authentication mode there, deploy the integration, and add an app from Private apps in the catalog. The sections below describe an app made with Classic experience.";

const SAME_URL = "Shown only if Use this for Recipient URL and Destination URL is not ticked.";

/** "Who sets the credentials?" by the API's words for it. */
const CREDENTIALS = {
  EXTERNAL_PASSWORD_SYNC: "Administrator sets username, password is the same as user's Okta password",
  EDIT_USERNAME_AND_PASSWORD: "User sets username and password",
  EDIT_PASSWORD_ONLY: "Administrator sets username, user sets password",
  ADMIN_SETS_CREDENTIALS: "Administrator sets username and password",
} as const;

interface SwaForm {
  readonly label: string;
  readonly loginUrl: string;
  readonly redirectUrl?: string | undefined;
  readonly credentials: keyof typeof CREDENTIALS;
  readonly userName: string;
  readonly updateUserNameOn: "create" | "create-and-update";
  readonly hidden: boolean;
}

/** Create App Integration > Classic experience, SWA. */
export function swaAppByHand(form: SwaForm): ManualPart {
  const { label, loginUrl, redirectUrl, credentials, userName, updateUserNameOn, hidden } = form;
  return {
    path: APPS,
    clicks: [
      whenThere(label),
      CREATE,
      "Select SWA - Secure Web Authentication and click Next. Under General App Settings and How will your users sign in?, enter:",
      "Click Finish.",
    ],
    fields: [
      { label: "App name", value: label },
      { label: "App's login page URL", value: loginUrl },
      ...(redirectUrl === undefined
        ? []
        : [{ label: "Redirect URL", value: redirectUrl, note: "Under Show Advanced Settings." }]),
      visibility(hidden),
      { label: "This is an internal application", value: "leave it unticked" },
      { label: "Who sets the credentials?", value: CREDENTIALS[credentials] },
      { label: "Application username", value: "Custom" },
      { label: "Enter a custom rule", value: userName },
      {
        label: "Update application username on",
        value: updateUserNameOn === "create" ? "Create only" : "Create and update",
      },
    ].map((field) => ({ ...field, click: 2 })),
    verify: [isListed(label)],
    hints: [WIZARD],
  };
}

/** @param title - what the catalog calls the app */
export function catalogAppByHand({ label, hidden }: Pick<SamlForm, "label" | "hidden">, title: string): ManualPart {
  return {
    path: "/admin/apps/add-app",
    clicks: [
      whenThere(label),
      `Click Browse App Catalog, search for "${title}" and open it.`,
      "Click Add Integration. Under General Settings, enter:",
      "Click Next, then Done.",
    ],
    fields: [
      { label: "Application label", value: label, click: 2 },
      { ...visibility(hidden), click: 2 },
    ],
    verify: [isListed(label)],
  };
}

/** An app that another guide creates. */
export function existingAppByHand(label: string, madeBy: string): ManualPart {
  return {
    path: APPS,
    clicks: [`Open Applications > Applications, then "${label}".`],
    fields: [],
    verify: [isListed(label)],
    hints: [
      `If the app does not exist yet, create it first with ${madeBy}. Under Create App Integration, choose Classic experience.`,
      "An app built with the Okta Integration Wizard is a private app: its base URL and authentication mode are set under View app info > Edit integration.",
    ],
  };
}

function visibility(hidden: boolean): ConsoleField {
  const label = "App visibility";
  const box = '"Do not display application icon to users"';
  return { label, value: hidden ? `tick ${box}` : `leave ${box} unticked` };
}

function whenThere(label: string): string {
  return `Open Applications > Applications. If "${label}" already exists, open it and continue with the next section.`;
}

function isListed(label: string): string {
  return `The list of applications shows "${label}" with the status Active.`;
}
