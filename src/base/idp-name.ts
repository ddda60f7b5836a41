/** The supported identity providers, by their names in commands, templates and files. */
export const IDP_NAMES = ["okta", "entra"] as const;

/** One identity provider by its name. */
export type IdpName = (typeof IDP_NAMES)[number];
