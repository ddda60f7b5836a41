/**
 * What Entra's provisioning service sends with every request, besides `Authorization`: nothing that is known. No public
 * recording shows its User-Agent or Accept, so neither is claimed.
 */
export const ENTRA_HEADERS: Readonly<Record<string, string>> = {};

/**
 * The content type of its bodies; a request without a body carries none.
 * Source: Microsoft Learn, use-scim-to-provision-users-and-groups.
 */
export const ENTRA_CONTENT_TYPE = "application/scim+json; charset=utf-8";
