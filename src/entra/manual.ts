import type { ManualPart } from "../setup/model/manual.js";

// What an administrator does in the Microsoft Entra admin center in place of each step kind, in its own words
// (Microsoft Learn: "Configure provisioning using Microsoft Graph" and the tutorials for a SCIM endpoint).

const APPS = "/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview";

/** @param names - what the guide calls the application; a new application gets the first name */
export function enterpriseAppByHand(names: readonly string[]): ManualPart {
  const [name = ""] = names;
  const called = names.map((one) => `"${one}"`).join(" or ");
  return {
    path: APPS,
    clicks: [
      `Open Enterprise applications > All applications and search for ${called}.`,
      "If the list shows it, open it.",
      'If not, click New application > Create your own application, enter the name below, select "Integrate any other application you don\'t find in the gallery (Non-gallery)", and click Create.',
    ],
    fields: [{ label: "What's the name of your app?", value: name }],
    verify: ["The application's menu shows Provisioning, and that page offers Provisioning Mode: Automatic."],
    hints: [
      "An application that comes from an app registration (OIDC) cannot provision. In that case, create a second application as described, for provisioning only. Sign-in stays with the first.",
    ],
  };
}

/** Provisioning Mode: Automatic. */
export function provisioningJobByHand(): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning in the left menu.",
      "Set Provisioning Mode to Automatic. In the newer portal, click New configuration or Get started instead.",
    ],
    fields: [{ label: "Provisioning Mode", value: "Automatic" }],
    verify: ["The page shows Admin Credentials."],
  };
}

/** Admin Credentials, their test, and the scope. */
export function adminCredentialsByHand(baseUrl: string): ManualPart {
  return {
    clicks: [
      "In Provisioning, open Admin Credentials and enter the Tenant URL and the Secret Token.",
      "Click Test Connection and wait for the green check mark.",
      "Click Save.",
      "Open Settings, set Scope, and click Save.",
    ],
    fields: [
      { label: "Tenant URL", value: baseUrl },
      { label: "Secret Token", secret: true },
      {
        label: "Scope",
        value: "Sync only assigned users and groups",
        note: "The other choice provisions all users and groups of the tenant. The setting appears after the credentials are saved.",
      },
    ],
    verify: ["Test Connection says that the supplied credentials are authorized to enable provisioning."],
  };
}

/** One attribute of users on the SCIM server, and where its value comes from. */
interface Mapping {
  readonly target: string;
  readonly source: string;
  readonly why?: string | undefined;
}

/** Each mapping: changed where there is one, added where there is none. */
export function attributeMappingsByHand(users: readonly Mapping[]): ManualPart {
  return {
    clicks: [
      "In Provisioning, open Mappings > Provision Microsoft Entra ID Users.",
      "For each attribute below, find its row in the customappsso Attribute column, click Edit, set Source attribute to the value, and click Ok.",
      "If there is no such row, click Add New Mapping, set Source attribute to the value and Target attribute to the name below, and click Ok.",
      "Click Save, and confirm.",
    ],
    fields: users.map(({ target, source, why }) => ({
      label: target,
      value: source,
      ...(why === undefined ? {} : { note: why }),
    })),
    verify: users.map(({ target, source }) => `The table shows ${source} in the row for ${target}.`),
    hints: ["Do not change the other rows."],
  };
}

/** Users and groups of the application. */
export function groupAssignmentsByHand(groups: readonly string[]): ManualPart {
  return {
    path: APPS,
    clicks: [
      "In the application, open Users and groups > Add user/group.",
      "Under Groups, click None Selected.",
      "Search for each group below and select it.",
      "Click Select, then Assign.",
    ],
    fields: groups.map((value) => ({ label: "Group", value })),
    verify: ["Users and groups lists each group."],
    hints: [
      "Assigning groups needs Microsoft Entra ID P1 or P2.",
      "Nested groups are not expanded: only the direct members of a group are provisioned.",
    ],
  };
}

/** One action, in the words of the new portal and of the old one. */
export function startProvisioningByHand(): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning and click Start provisioning.",
      "If the page shows Provisioning Status instead, set it to On and click Save.",
    ],
    fields: [{ label: "Provisioning Status", value: "On" }],
    verify: [
      "After the first cycle, which takes minutes for a few users, the Provisioning page shows how many users and groups were synced.",
    ],
  };
}

/** @param most - how many users are provisioned on demand; the others follow with the next cycle */
export function provisionOnDemandByHand(group: string, most: number): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning > Provision on demand.",
      "Search for the group below and select it.",
      "Keep View members only selected.",
      `Select up to five users and click Provision. Repeat this for up to ${String(most)} users.`,
    ],
    fields: [{ label: "Group", value: group }],
    verify: ["The result for each user is a success: created, updated, or skipped because the user is up to date."],
  };
}

/** The provisioning logs, as guides ask an administrator to read them. */
export function provisioningLogByHand(): ManualPart {
  return {
    clicks: ["In the application, open Provisioning > View provisioning logs.", "Filter by Status: Failure."],
    fields: [],
    verify: ["The list shows no failures for your users and groups."],
  };
}
