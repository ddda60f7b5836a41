import type { OktaApp } from "../org/app.js";
import { SUPPORTED_ACTIONS } from "../org/settings.js";

/** One field of a form, by the label on the page. */
export type FormField =
  | { readonly kind: "text"; readonly label: string; readonly hint?: string }
  | { readonly kind: "secret"; readonly label: string; readonly hint?: string }
  | { readonly kind: "choice"; readonly label: string; readonly options: readonly string[] }
  | { readonly kind: "checks"; readonly label: string; readonly options: readonly string[] }
  | { readonly kind: "switch"; readonly label: string; readonly hint?: string };

/** One form of the app's page, saved as a whole. */
export interface ConsoleForm {
  readonly id: "general" | "integration" | "to-app" | "push-groups";
  /** Where it is and what it is called, for messages. */
  readonly title: string;
  /** Its heading on its tab. */
  readonly heading: string;
  readonly fields: readonly FormField[];
}

export const LABELS = {
  provisioning: "Provisioning",
  baseUrl: "SCIM connector base URL",
  uniqueIdentifier: "Unique identifier field for users",
  actions: "Supported provisioning actions",
  mode: "Authentication Mode",
  authorization: "Authorization",
  create: "Create Users",
  update: "Update User Attributes",
  deactivate: "Deactivate Users",
  password: "Sync Password",
  enableApi: "Enable API Integration",
  catalogBaseUrl: "Base URL",
  apiToken: "API Token",
  renameGroups: "Rename app groups to match group name in Okta",
} as const;

export const PROVISIONING_CHOICES = ["None", "SCIM"] as const;
export const HTTP_HEADER = "HTTP Header";

const TO_APP: ConsoleForm = {
  id: "to-app",
  title: "Provisioning: To App",
  heading: "Provisioning to App",
  fields: [
    {
      kind: "switch",
      label: LABELS.create,
      hint: "Creates a user in the app, or links an existing one, when the app is assigned to the user in Okta.",
    },
    {
      kind: "switch",
      label: LABELS.update,
      hint: "Updates the user's attributes in the app when the app is assigned and when the Okta profile changes.",
    },
    {
      kind: "switch",
      label: LABELS.deactivate,
      hint: "Deactivates the user in the app when the app is unassigned or the Okta user is deactivated.",
    },
    { kind: "switch", label: LABELS.password, hint: "Saved here, but this sandbox sends no passwords of users." },
  ],
};

const PUSH_GROUPS: ConsoleForm = {
  id: "push-groups",
  title: "Push Groups: Group Push settings",
  heading: "Group Push settings",
  fields: [{ kind: "switch", label: LABELS.renameGroups }],
};

/**
 * The forms of a custom app, in the order in which they have to be saved, with their labels.
 * Source: Okta developer docs, guides/scim-provisioning-integration-connect.
 */
const CUSTOM_FORMS: readonly ConsoleForm[] = [
  {
    id: "general",
    title: "General: App Settings",
    heading: "App Settings",
    fields: [{ kind: "choice", label: LABELS.provisioning, options: PROVISIONING_CHOICES }],
  },
  {
    id: "integration",
    title: "Provisioning: Integration",
    heading: "SCIM Connection",
    fields: [
      { kind: "text", label: LABELS.baseUrl },
      { kind: "text", label: LABELS.uniqueIdentifier },
      { kind: "checks", label: LABELS.actions, options: SUPPORTED_ACTIONS },
      { kind: "choice", label: LABELS.mode, options: ["Basic Auth", HTTP_HEADER, "OAuth 2"] },
      { kind: "secret", label: LABELS.authorization, hint: 'Enter the token only. The form adds "Bearer".' },
    ],
  },
  TO_APP,
  PUSH_GROUPS,
];

/** The forms of a catalog app, which has no Provisioning choice under General. Source: the same page of Okta's docs. */
const CATALOG_FORMS: readonly ConsoleForm[] = [
  {
    id: "integration",
    title: "Provisioning: Configure API Integration",
    heading: "Integration",
    fields: [
      { kind: "switch", label: LABELS.enableApi },
      { kind: "text", label: LABELS.catalogBaseUrl },
      { kind: "secret", label: LABELS.apiToken, hint: "Sent as entered: enter Bearer, a space, and the token." },
    ],
  },
  TO_APP,
  PUSH_GROUPS,
];

/** The forms of an app, in the order in which they have to be saved. */
export function formsOf({ kind }: OktaApp): readonly ConsoleForm[] {
  return kind === "custom" ? CUSTOM_FORMS : kind === "catalog" ? CATALOG_FORMS : [];
}

/** What the button that tests the connection is called. */
export function testButtonOf({ kind }: OktaApp): string {
  return kind === "custom" ? "Test Connector Configuration" : "Test API Credentials";
}
