import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleField } from "../../setup/model/plan.js";

// The app, by hand in the Okta Admin Console and in its own words (Okta help: "Create SAML app integrations",
// "Create SWA app integrations", "Add existing app integrations").

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

/** Create App Integration, SAML 2.0. */
export function samlAppByHand({ label, ssoUrl, audience, hidden, recipient, destination }: SamlForm): ManualPart {
  return {
    path: APPS,
    clicks: [
      whenThere(label),
      "Click Create App Integration, select SAML 2.0, click Next.",
      "Fill in the fields below: App name on the first page, the rest on the second.",
      "Click Next, then Finish.",
    ],
    fields: [
      { label: "App name", value: label },
      visibility(hidden),
      { label: "Single sign-on URL", value: ssoUrl, alsoCalled: "Single sign on URL" },
      { label: "Recipient URL", value: recipient ?? ssoUrl, note: SAME_URL },
      { label: "Destination URL", value: destination ?? ssoUrl, note: SAME_URL },
      { label: "Audience URI (SP Entity ID)", value: audience, alsoCalled: "Audience Restriction" },
      { label: "Application username", value: "Okta username" },
    ],
    verify: [isListed(label)],
  };
}

const SAME_URL = "Shown when the box to use one address for all three is not ticked.";

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

/** Create App Integration, SWA. */
export function swaAppByHand(form: SwaForm): ManualPart {
  const { label, loginUrl, redirectUrl, credentials, userName, updateUserNameOn, hidden } = form;
  return {
    path: APPS,
    clicks: [
      whenThere(label),
      "Click Create App Integration, select SWA - Secure Web Authentication, click Next.",
      "Fill in General App Settings and How will your users sign in? with the fields below.",
      "Click Finish.",
    ],
    fields: [
      { label: "App name", value: label },
      { label: "App's login page URL", value: loginUrl },
      ...(redirectUrl === undefined
        ? []
        : [{ label: "Redirect URL", value: redirectUrl, note: "Behind Show Advanced Settings." }]),
      visibility(hidden),
      { label: "This is an internal application", value: "leave it unticked" },
      { label: "Who sets the credentials?", value: CREDENTIALS[credentials] },
      { label: "Application username", value: "Custom" },
      { label: "Enter a custom rule", value: userName },
      {
        label: "Update application username on",
        value: updateUserNameOn === "create" ? "Create only" : "Create and update",
      },
    ],
    verify: [isListed(label)],
  };
}

/** @param title - what the catalog calls the app */
export function catalogAppByHand({ label, hidden }: Pick<SamlForm, "label" | "hidden">, title: string): ManualPart {
  return {
    path: "/admin/apps/add-app",
    clicks: [
      whenThere(label),
      `Click Browse App Catalog, search for "${title}", open it, click Add Integration.`,
      "Fill in the fields below, click Next, then Done.",
    ],
    fields: [{ label: "Application label", value: label }, visibility(hidden)],
    verify: [isListed(label)],
  };
}

/** An app that another guide has made. */
export function existingAppByHand(label: string, madeBy: string): ManualPart {
  return {
    path: APPS,
    clicks: [`Open Applications > Applications, and there "${label}".`],
    fields: [],
    verify: [isListed(label)],
    hints: [`It is not there: it is made by ${madeBy}. Do that first.`],
  };
}

function visibility(hidden: boolean): ConsoleField {
  const label = "App visibility";
  const box = '"Do not display application icon to users"';
  return { label, value: hidden ? `tick ${box}` : `leave ${box} unticked` };
}

function whenThere(label: string): string {
  return `Open Applications > Applications. If "${label}" is there already, open it and go on with the next step.`;
}

function isListed(label: string): string {
  return `"${label}" is in the list of applications, with the status Active.`;
}
