/** The input types whose values must never be shown. A file of its own, so that nothing else is loaded with it. */
export const SECRET_TYPES = ["secret", "oauth-token"] as const;
