/** How one attribute of the target gets its value. */
export interface PropertyMapping {
  readonly expression: string;
  /** PUSH: on create and on update; DONT_PUSH: on create only. */
  readonly pushStatus: "PUSH" | "DONT_PUSH";
}

/** One direction of the mapping between Okta users and an app's users. */
export interface ProfileMapping {
  readonly id: string;
  /** By the name of the target's attribute. */
  readonly properties: Map<string, PropertyMapping>;
}

/** What Okta maps by itself as soon as SCIM is on. Source: Okta developer docs, reference/scim/scim-20 (create user). */
const SCIM_DEFAULTS: Readonly<Record<string, string>> = {
  givenName: "user.firstName",
  familyName: "user.lastName",
  email: "user.email",
  displayName: "user.displayName",
};

/**
 * Writes default mappings, also over changes that were made before.
 *
 * @param defaults - expressions by attribute; those of SCIM when absent
 */
export function writeDefaults({ properties }: ProfileMapping, defaults = SCIM_DEFAULTS): void {
  for (const [name, expression] of Object.entries(defaults)) {
    properties.set(name, { expression, pushStatus: "PUSH" });
  }
}
