/**
 * How an app came to be, which decides its console form and how it speaks SCIM. `custom`: made with the App Integration Wizard,
 * or as that does; `catalog`: an instance of the catalog's SCIM test app.
 */
export type AppKind = "custom" | "catalog";
