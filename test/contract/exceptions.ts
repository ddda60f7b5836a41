/** Something that is otherwise than Okta's description says, and right: seen in recorded traffic, or documented elsewhere by Okta. */
export interface Exception {
  /** Operations of the description. */
  readonly operations: readonly string[] | "any";
  /** An answer's status that the operation is not described with; its body is to be as that of `as`. */
  readonly status?: number;
  readonly as?: number;
  readonly part?: "request" | "answer" | "headers";
  /** Only requests that look like this. */
  readonly requests?: RegExp;
  /** Ends of JSON pointers, list items as `*`, `{}` for any one name: `accessibility/errorRedirectUrl`. */
  readonly fields?: readonly string[];
  /** Covers only nulls: the same field of another wrong kind is a failure all the same. */
  readonly onlyNull?: boolean;
  readonly what: string;
  readonly source: string;
}

const APP_ANSWERS = ["createApplication", "getApplication", "listApplications", "replaceApplication"];
const APP_USER_ANSWERS = ["listApplicationUsers", "getApplicationUser", "assignUserToApplication"];
const OWN_EXAMPLES = "examples of the description itself";

/** Where recorded or otherwise documented facts and the description disagree, the fact wins. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    operations: ["createGroupPushMapping"],
    status: 200,
    as: 201,
    what: "answers 200, not 201",
    source: "recorded traffic, March 2026",
  },
  {
    operations: ["deleteGroupPushMapping"],
    status: 200,
    as: 204,
    what: "answers 200 with an empty body, not 204",
    source: "recorded traffic, March 2026",
  },
  {
    operations: ["listApplications", "listGroups", "listProfileMappings"],
    status: 400,
    as: 403,
    what: "answers 400 to a filter, a search, an expand or a cursor that it does not know",
    source: "okta-sdk-java issue 587, okta-powershell-cli issue 60 (E0000031); recorded E0000029",
  },
  {
    operations: ["getFeatureForApplication"],
    status: 400,
    as: 403,
    what: "answers 400 for an app that does not provision",
    source: 'recorded traffic, December 2025: "Provisioning is not supported."',
  },
  {
    operations: ["deleteGroupPushMapping"],
    status: 400,
    as: 403,
    what: "answers 400 while the mapping is active",
    source: "recorded E0000027",
  },
  {
    operations: ["listApplications"],
    status: 401,
    as: 403,
    what: "answers 401 to a token that it does not know",
    source: 'developer docs, "Error codes", E0000011; group push describes it',
  },
  {
    operations: ["getDefaultProvisioningConnectionForApplication"],
    part: "answer",
    fields: ["profile"],
    what: "has no profile before a connection was written",
    source: "recorded traffic of okta_org2org, January 2022",
  },
  {
    operations: ["createApplication", "replaceApplication"],
    part: "request",
    fields: ["settings/signOn/idpIssuer"],
    what: "is made without idpIssuer, which Okta fills in",
    source: "recorded traffic, December 2025; example Saml2.0Ex of the description itself",
  },
  {
    operations: ["createApplication", "replaceApplication"],
    part: "request",
    fields: ["settings/signOn/samlSignedRequestEnabled", "settings/app"],
    what: "takes fields that the description's schemas do not name",
    source: "recorded traffic, December 2025; example Saml2.0Ex of the description itself",
  },
  {
    operations: ["updateApplicationUserProfile"],
    part: "request",
    fields: ["definitions/custom/id", "definitions/custom/type"],
    what: "takes the definition's own id and type, which are described as read-only",
    source: "recorded traffic, December 2025; the request example of the description itself",
  },
  {
    operations: ["updateApplicationUserProfile"],
    part: "request",
    fields: ["properties/customCode"],
    onlyNull: true,
    what: "takes null for an attribute that is to be deleted",
    source: 'developer docs, Schemas API, "Remove a property"; terraform-provider-okta',
  },
  {
    operations: ["updateProfileMapping"],
    part: "request",
    fields: [
      "expression",
      "pushStatus",
      "properties/NameFormatted",
      "properties/customCode",
      "properties/thirdPartyVendor",
    ],
    what: "takes mappings by the names of attributes, where its schema describes a single one",
    source: `recorded traffic, December 2025; ${OWN_EXAMPLES} (AddMappingBody)`,
  },
  {
    operations: APP_ANSWERS,
    part: "answer",
    fields: [
      "accessibility/errorRedirectUrl",
      "accessibility/loginRedirectUrl",
      "settings/signOn/defaultRelayState",
      "settings/signOn/spIssuer",
    ],
    onlyNull: true,
    what: "answers null for a text that is not set",
    source: `${OWN_EXAMPLES}; developer docs, Apps API (spIssuer)`,
  },
  {
    operations: ["listGroups", "getGroup", "addGroup"],
    part: "answer",
    fields: ["profile/description"],
    onlyNull: true,
    what: "answers null for a group without a description",
    source: "developer docs, Groups API, profile object: description is nullable",
  },
  {
    operations: APP_USER_ANSWERS,
    part: "answer",
    fields: ["externalId"],
    onlyNull: true,
    what: "answers null for somebody who is not at the target",
    source: OWN_EXAMPLES,
  },
  {
    operations: ["listLogEvents"],
    part: "answer",
    fields: [
      "actor/detailEntry",
      "client/device",
      "client/geographicalContext",
      "client/id",
      "client/ipAddress",
      "client/userAgent",
      "client/zone",
      "legacyEventType",
      "outcome/reason",
      "target/*/detailEntry",
    ],
    onlyNull: true,
    what: "answers null for what an event does not have: one that Okta caused itself has no client",
    source: `${OWN_EXAMPLES}; recorded events of Okta's own system principal`,
  },
  {
    operations: APP_ANSWERS,
    part: "answer",
    fields: [
      "_links/uploadLogo",
      "_links/profileEnrollment",
      "_links/policies",
      "credentials/revealPassword",
      "settings/app",
      "settings/notes",
      "settings/notifications",
      "settings/manualProvisioning",
      "settings/implicitAssignment",
      "settings/emOptInStatus",
      "signOn/samlSignedRequestEnabled",
      "signOn/inlineHooks",
      "signOn/assertionEncryption",
    ],
    what: "shows settings and links that the description's schemas do not name",
    source: "recorded traffic, 2025 and 2026",
  },
  {
    operations: ["listGroups", "getGroup", "addGroup", "replaceGroup"],
    part: "answer",
    fields: ["_links/owners"],
    what: "links a group to its owners",
    source: "recorded traffic, December 2025 and later",
  },
  {
    operations: ["getProfileMapping", "updateProfileMapping"],
    part: "answer",
    fields: ["properties/{}"],
    what: "shows mappings by the names of attributes, where its schema describes a single one",
    source: `recorded traffic, 2025; ${OWN_EXAMPLES}`,
  },
  {
    operations: ["getApplicationUserSchema", "updateApplicationUserProfile"],
    part: "answer",
    fields: ["definitions/base/properties/{}"],
    what: "shows the app's own base attributes, where its schema describes those of an Okta user",
    source: "recorded traffic, February 2026",
  },
  {
    operations: ["listGroups"],
    part: "headers",
    requests: /[?&]q=/,
    fields: ["link"],
    what: "has no links when it is asked with q, which is not paged",
    source: "recorded traffic, 2025",
  },
];
