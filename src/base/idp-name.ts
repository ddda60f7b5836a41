/** The identity providers there are, by the names that commands, templates and files give them. */
export const IDP_NAMES = ["okta", "entra"] as const;

/** One identity provider by its name. */
export type IdpName = (typeof IDP_NAMES)[number];
