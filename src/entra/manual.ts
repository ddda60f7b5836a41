import type { ManualPart } from "../setup/model/manual.js";

// What an administrator does in the Microsoft Entra admin center in place of each step kind, in its own words
// (Microsoft Learn: "Configure provisioning using Microsoft Graph" and the tutorials for a SCIM endpoint).

const APPS = "/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview";

/** @param names - what the guide calls the application; a new one gets the first */
export function enterpriseAppByHand(names: readonly string[]): ManualPart {
  const [name = ""] = names;
  const called = names.map((one) => `"${one}"`).join(" or ");
  return {
    path: APPS,
    clicks: [
      `Open Enterprise applications > All applications and search for ${called}. If it exists, open it and continue with the next section.`,
      "Click New application > Create your own application and enter:",
      'Select "Integrate any other application you don\'t find in the gallery (Non-gallery)", then click Create.',
    ],
    fields: [{ label: "What's the name of your app?", value: name, click: 1 }],
    verify: ["The application's menu has Provisioning, and that page offers Provisioning Mode: Automatic."],
    hints: [
      "An application from a plain app registration (OIDC) cannot provision. In that case create a second application as above, for provisioning only. Users keep signing in through the first.",
    ],
  };
}

/** "Provisioning Mode: Automatic". */
export function provisioningJobByHand(): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning in the left sidebar.",
      "Set Provisioning Mode to Automatic. In newer portals, click New configuration or Get started instead.",
    ],
    fields: [{ label: "Provisioning Mode", value: "Automatic" }],
    verify: ["The page shows Admin Credentials."],
  };
}

/** Admin Credentials, their test, and the scope. */
export function adminCredentialsByHand(baseUrl: string): ManualPart {
  return {
    clicks: [
      "In Provisioning, open Admin Credentials and enter:",
      "Click Test Connection, wait for the green check mark, then click Save.",
      "Open Settings and set:",
      "Click Save.",
    ],
    fields: [
      { label: "Tenant URL", value: baseUrl, click: 0 },
      { label: "Secret Token", secret: true, click: 0 },
      {
        label: "Scope",
        value: "Sync only assigned users and groups",
        note: "The other choice provisions the whole tenant. The setting appears after you save the credentials.",
        click: 2,
      },
    ],
    verify: ["Test Connection reports that the supplied credentials are authorized to enable provisioning."],
  };
}

/** One user attribute on the SCIM server, and where its value comes from. */
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
      "For each of these attributes, find its row by the customappsso column, click Edit, set Source attribute to this value, and click Ok:",
      "If an attribute has no row, click Add New Mapping, set Source attribute to the value and Target attribute to the attribute, and click Ok.",
      "Click Save, then confirm.",
    ],
    fields: users.map(({ target, source, why }) => ({
      label: target,
      value: source,
      ...(why === undefined ? {} : { note: why }),
      click: 1,
    })),
    verify: users.map(({ target, source }) => `The row of ${target} shows ${source}.`),
    hints: ["Do not change the other rows."],
  };
}

/** Users and groups of the application. */
export function groupAssignmentsByHand(groups: readonly string[]): ManualPart {
  return {
    path: APPS,
    clicks: [
      "In the application, open Users and groups > Add user/group.",
      "Click None Selected under Groups. Search for each of these groups and select it:",
      "Click Select, then Assign.",
    ],
    fields: groups.map((value) => ({ label: "Group", value, click: 1 })),
    verify: ["Users and groups lists each group."],
    hints: [
      "Assigning groups needs Microsoft Entra ID P1 or P2.",
      "Only a group's direct members are provisioned. Members of nested groups are not.",
    ],
  };
}

/** The one switch, as the new portal and the old one word it. */
export function startProvisioningByHand(): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning and click Start provisioning.",
      "If the page shows Provisioning Status instead, set it to On and click Save.",
    ],
    fields: [{ label: "Provisioning Status", value: "On" }],
    verify: [
      "After the first cycle, the Provisioning page shows how many users and groups were synced. With a few users, this takes some minutes.",
    ],
  };
}

/** @param most - how many users are provisioned this way; the others follow with the cycle */
export function provisionOnDemandByHand(group: string, most: number): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning > Provision on demand.",
      "Search for this group and select it:",
      "Keep View members only selected.",
      `Select up to five users and click Provision. Repeat this for up to ${String(most)} users.`,
    ],
    fields: [{ label: "Group", value: group, click: 1 }],
    verify: ["The result of each user is a success: created, updated, or already there."],
  };
}

/** The provisioning logs, as guides ask an administrator to read them. */
export function provisioningLogByHand(): ManualPart {
  return {
    clicks: ["In the application, open Provisioning > View provisioning logs.", "Filter by Status: Failure."],
    fields: [],
    verify: ["None of your users and groups is listed as a failure."],
  };
}
