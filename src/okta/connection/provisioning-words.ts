/** A setting of the Provisioning tab: as Okta's API names it in an app's `features`, and as its console words it. */
interface Setting {
  readonly feature: string;
  readonly label: string;
}

/** Choices of "Supported provisioning actions" by our word for them; the API has no feature of its own for importing groups. */
export const SUPPORTED_ACTIONS = {
  "import-new-users-and-profile-updates": {
    label: "Import New Users and Profile Updates",
    features: ["IMPORT_NEW_USERS", "IMPORT_PROFILE_UPDATES"],
  },
  "push-new-users": { label: "Push New Users", features: ["PUSH_NEW_USERS"] },
  "push-profile-updates": { label: "Push Profile Updates", features: ["PUSH_PROFILE_UPDATES"] },
  "push-groups": { label: "Push Groups", features: ["GROUP_PUSH"] },
  "import-groups": { label: "Import Groups", features: [] },
} as const;

/** One of the choices. */
export type SupportedAction = keyof typeof SUPPORTED_ACTIONS;

/** Switches of Provisioning > To App by our word for them. */
export const TO_APP = {
  create: { feature: "PUSH_NEW_USERS", label: "Create Users" },
  update: { feature: "PUSH_PROFILE_UPDATES", label: "Update User Attributes" },
  deactivate: { feature: "PUSH_USER_DEACTIVATION", label: "Deactivate Users" },
} as const satisfies Record<string, Setting>;

/** One of the switches. */
export type ToAppSwitch = keyof typeof TO_APP;

const WORDS = new Map<string, string>([
  ...Object.values(TO_APP).map(({ feature, label }): [string, string] => [feature, label]),
  ["GROUP_PUSH", "Push Groups"],
  ["IMPORT_NEW_USERS", "Import New Users"],
  ["IMPORT_PROFILE_UPDATES", "Import Profile Updates"],
]);

/** Those of the wanted features that the app does not have, each by its label in the console. Order and extras do not count. */
export function missingFeatures(wanted: readonly string[], actual: readonly string[]): string[] {
  return [...new Set(wanted)]
    .filter((feature) => !actual.includes(feature))
    .map((feature) => WORDS.get(feature) ?? feature);
}
