/** A setting of the Provisioning tab: its name in an app's `features`, and its label in the console. */
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

const LABELS = new Map<string, string>([
  ...Object.values(SUPPORTED_ACTIONS).flatMap(({ label, features }) =>
    features.map((feature): [string, string] => [feature, label]),
  ),
  // The same feature stands for the action under Integration and for the switch under To App, which is the last click.
  ...Object.values(TO_APP).map(({ feature, label }): [string, string] => [feature, label]),
]);

/** Those of the wanted features that the app does not have, each by its label in the console. Order and extras do not count. */
export function missingFeatures(wanted: readonly string[], actual: readonly string[]): string[] {
  const missing = wanted.filter((feature) => !actual.includes(feature));
  return [...new Set(missing.map((feature) => LABELS.get(feature) ?? feature))];
}
