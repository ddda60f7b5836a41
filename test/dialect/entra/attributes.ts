export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Target attributes with texts for values, of every form a schema has. */
export const TARGET_ATTRIBUTES = [
  "userName",
  "externalId",
  "displayName",
  "title",
  "preferredLanguage",
  "name.givenName",
  "name.familyName",
  "name.formatted",
  'emails[type eq "work"].value',
  'emails[type eq "other"].value',
  'addresses[type eq "work"].formatted',
  'addresses[type eq "work"].locality',
  'phoneNumbers[type eq "work"].value',
  'phoneNumbers[type eq "fax"].value',
  'roles[primary eq "True"].value',
  'roles[primary eq "True"].display',
  `${ENTERPRISE}:department`,
  `${ENTERPRISE}:employeeNumber`,
  "urn:ietf:params:scim:schemas:extension:Contoso:2.0:User:badge.colour",
  'urn:ietf:params:scim:schemas:extension:Contoso:2.0:User:keys[type eq "door"].value',
];
