/**
 * What Okta's SCIM client sends with every request, besides `Authorization`.
 * Source: traffic recorded from Okta, 2023 to 2026; all captures agree.
 */
export const OKTA_HEADERS: Readonly<Record<string, string>> = {
  Accept: "application/scim+json",
  "Accept-Charset": "utf-8",
  "User-Agent": "Okta SCIM Client 1.0.0",
  "Accept-Encoding": "gzip,deflate",
};

/** The content type of its bodies; a request without a body carries none. */
export const OKTA_CONTENT_TYPE = "application/scim+json; charset=utf-8";
