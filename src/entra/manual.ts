import type { ManualPart } from "../setup/model/manual.js";

// What a person does in the Microsoft Entra admin center in place of each step kind, in its own words
// (Microsoft Learn: "Configure provisioning using Microsoft Graph" and the tutorials for a SCIM endpoint).

const APPS = "/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview";

/** @param names - what the guide calls the application; the first is the name of one that is made */
export function enterpriseAppByHand(names: readonly string[]): ManualPart {
  const [name = ""] = names;
  const called = names.map((one) => `"${one}"`).join(" or ");
  return {
    path: APPS,
    clicks: [
      `Open Enterprise applications > All applications and search for ${called}.`,
      "If it is there, open it.",
      'If it is not: New application > Create your own application, fill in the name below, choose "Integrate any other application you don\'t find in the gallery (Non-gallery)", click Create.',
    ],
    fields: [{ label: "What's the name of your app?", value: name }],
    verify: ["The application's menu shows Provisioning, and that page offers Provisioning Mode: Automatic."],
    hints: [
      "An application made by a plain app registration (OIDC) cannot provision. Then make a second one as above, for provisioning only; sign-in stays with the first.",
    ],
  };
}

/** "Provisioning Mode: Automatic". */
export function provisioningJobByHand(): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning in the left sidebar.",
      "Set Provisioning Mode to Automatic. A newer portal says New configuration, or Get started, instead.",
    ],
    fields: [{ label: "Provisioning Mode", value: "Automatic" }],
    verify: ["The page shows Admin Credentials."],
  };
}

/** Admin Credentials, their test, and the scope. */
export function adminCredentialsByHand(baseUrl: string): ManualPart {
  return {
    clicks: [
      "Still in Provisioning, open Admin Credentials and fill in Tenant URL and Secret Token.",
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
        note: "Anything else provisions the whole tenant. The setting appears once the credentials are saved.",
      },
    ],
    verify: ["Test Connection says that the supplied credentials are authorized to enable provisioning."],
  };
}

/** One attribute of people on the target, and where its value comes from. */
interface Mapping {
  readonly target: string;
  readonly source: string;
  readonly why?: string | undefined;
}

/** Each mapping: exchanged where there is one, added where there is none. */
export function attributeMappingsByHand(users: readonly Mapping[]): ManualPart {
  return {
    clicks: [
      "Still in Provisioning, open Mappings > Provision Microsoft Entra ID Users.",
      "For each field below: find the row where the customappsso column says the attribute, click Edit, set Source attribute to the value, click Ok.",
      "Where there is no such row: Add New Mapping, set Source attribute to the value and Target attribute to the field's name, click Ok.",
      "Click Save, and confirm.",
    ],
    fields: users.map(({ target, source, why }) => ({
      label: target,
      value: source,
      ...(why === undefined ? {} : { note: why }),
    })),
    verify: users.map(({ target, source }) => `The table shows ${source} in the row of ${target}.`),
    hints: ["Leave all other rows as they are."],
  };
}

/** Users and groups of the application. */
export function groupAssignmentsByHand(groups: readonly string[]): ManualPart {
  return {
    path: APPS,
    clicks: [
      "In the application, open Users and groups > Add user/group.",
      "Click None Selected under Groups.",
      "Search for and select each group below.",
      "Click Select, then Assign.",
    ],
    fields: groups.map((value) => ({ label: "Group", value })),
    verify: ["Users and groups lists each group."],
    hints: [
      "Assigning groups needs Microsoft Entra ID P1 or P2.",
      "Groups within a group are not expanded: only a group's direct members are provisioned.",
    ],
  };
}

/** The one switch, in the words of the new portal and of the old one. */
export function startProvisioningByHand(): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning and click Start provisioning.",
      "Where the page shows Provisioning Status instead, set it to On and click Save.",
    ],
    fields: [{ label: "Provisioning Status", value: "On" }],
    verify: [
      "After the first cycle, some minutes for a few people, the Provisioning page says how many users and groups were synced.",
    ],
  };
}

/** @param most - how many people are provisioned so; everybody else comes with the cycle */
export function provisionOnDemandByHand(group: string, most: number): ManualPart {
  return {
    clicks: [
      "In the application, open Provisioning > Provision on demand.",
      "Search for the group below and select it.",
      "Keep View members only selected.",
      `Select up to five people, click Provision, and repeat this for up to ${String(most)} people.`,
    ],
    fields: [{ label: "Group", value: group }],
    verify: ["Each person's result is a success: created, updated, or there already."],
  };
}

/** The provisioning log, as guides ask an administrator to read it. */
export function provisioningLogByHand(): ManualPart {
  return {
    clicks: ["In the application, open Provisioning > View provisioning logs.", "Filter by Status: Failure."],
    fields: [],
    verify: ["No person and no group of yours is listed as a failure."],
  };
}
