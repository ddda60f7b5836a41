import type {
  AppUser,
  ApplicationGroupAssignment,
  Group,
  GroupPushMapping,
  LogEvent,
  ProfileMapping,
  ProvisioningConnectionResponse,
  SamlApplication,
  User,
  UserGetSingleton,
  UserProvisioningApplicationFeature,
  UserSchema,
  UserSchemaAttribute,
  WellKnownOrgMetadata,
} from "@okta/okta-sdk-nodejs/src/types/generated/models/all.js";
import { z } from "zod";
import type { Answer } from "../../http/wire-types.js";

/*
 * Shapes of what the API answers, as far as total-setup reads it; everything else is kept as it came.
 * Each is tied to the model of Okta's SDK: a field that the model lacks, or has with another type, breaks the build.
 * Source: Okta's OpenAPI description of the Management API, 2026.06, and recorded traffic, March 2026.
 */

const optionalText = z.string().nullish();

export const appSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  label: z.string(),
  status: z.string(),
  created: optionalText,
  signOnMode: optionalText,
  /** Read-only and in no certain order: compare as a set. */
  features: z
    .array(z.string())
    .nullish()
    .transform((features) => features ?? []),
  credentials: z.looseObject({ userNameTemplate: z.looseObject({ template: optionalText }).nullish() }).nullish(),
  visibility: z
    .looseObject({ hide: z.looseObject({ web: z.boolean().nullish(), iOS: z.boolean().nullish() }).nullish() })
    .nullish(),
  settings: z
    .looseObject({
      implicitAssignment: z.boolean().nullish(),
      signOn: z
        .looseObject({
          ssoAcsUrl: optionalText,
          recipient: optionalText,
          destination: optionalText,
          audience: optionalText,
        })
        .nullish(),
    })
    .nullish(),
});
/** An app of the org. */
export type OktaApp = Answer<SamlApplication, typeof appSchema>;

export const groupSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  created: optionalText,
  /** When somebody came or went last. */
  lastMembershipUpdated: optionalText,
  profile: z.looseObject({ name: z.string() }),
});
/** A group; `type` is OKTA_GROUP, APP_GROUP or BUILT_IN. */
export type OktaGroup = Answer<Group, typeof groupSchema>;

export const userSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  profile: z.record(z.string(), z.unknown()),
});
/** A user of the org. */
export type OktaUser = Answer<User, typeof userSchema>;

export const appUserSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  /** USER for a user assigned individually, GROUP for one assigned through a group. */
  scope: optionalText,
  syncState: optionalText,
  /** The id on the SCIM server, once the user was created there. */
  externalId: optionalText,
});
/** A user as one app sees them. */
export type OktaAppUser = Answer<AppUser, typeof appUserSchema>;

export const groupAssignmentSchema = z.looseObject({
  id: z.string(),
  lastUpdated: optionalText,
  priority: z.number().nullish(),
  profile: z.record(z.string(), z.json()).nullish(),
});
/** The assignment of a group to an app; `id` is the group's, `profile` the values that its members get. */
export type OktaGroupAssignment = Answer<ApplicationGroupAssignment, typeof groupAssignmentSchema>;

export const groupPushMappingSchema = z.looseObject({
  id: z.string(),
  created: optionalText,
  lastUpdated: optionalText,
  sourceGroupId: z.string(),
  targetGroupId: optionalText,
  status: z.string(),
  errorSummary: optionalText,
  /** Absent in a fresh mapping. */
  lastPush: optionalText,
});
/** A group push mapping; `status` is ACTIVE, INACTIVE or ERROR, and ACTIVE means "on", not "pushed". */
export type OktaGroupPushMapping = Answer<GroupPushMapping, typeof groupPushMappingSchema>;

const switchSchema = z.looseObject({ status: z.string() }).nullish();
export const featureSchema = z.looseObject({
  name: z.string(),
  capabilities: z
    .looseObject({
      create: z.looseObject({ lifecycleCreate: switchSchema }).nullish(),
      update: z
        .looseObject({ profile: switchSchema, lifecycleDeactivate: switchSchema, password: switchSchema })
        .nullish(),
    })
    .nullish(),
});
/** A feature of an app; `capabilities` says whether a capability is on, `status` does not. */
export type OktaFeature = Answer<UserProvisioningApplicationFeature, typeof featureSchema>;

export const connectionSchema = z.looseObject({
  status: optionalText,
  baseUrl: optionalText,
  // Not there before a connection was written: recorded of Okta Org2Org, January 2022.
  profile: z.looseObject({ authScheme: z.string() }).optional(),
});
/** An app's provisioning connection; `authScheme` is UNKNOWN where the API does not serve it. */
export type OktaConnection = Answer<ProvisioningConnectionResponse, typeof connectionSchema>;

export const logEventSchema = z.looseObject({
  uuid: z.string(),
  published: z.string(),
  eventType: z.string(),
  outcome: z.looseObject({ result: optionalText, reason: optionalText }).nullish(),
  target: z
    .array(
      z.looseObject({ id: optionalText, type: optionalText, alternateId: optionalText, displayName: optionalText }),
    )
    .nullish(),
});
/** An entry of the System Log. */
export type OktaLogEvent = Answer<LogEvent, typeof logEventSchema>;

const attributeSchema = z.looseObject({
  type: optionalText,
  items: z.looseObject({ type: optionalText }).nullish(),
  scope: optionalText,
  externalName: optionalText,
  externalNamespace: optionalText,
});
/** An attribute of an app's user profile. What was sent of permissions and master is not shown (recorded traffic). */
export type OktaAttribute = Answer<UserSchemaAttribute, typeof attributeSchema>;

const attributesSchema = z
  .looseObject({ properties: z.record(z.string(), attributeSchema).nullish() })
  .nullish()
  .transform((part) => part?.properties ?? {});
export const appProfileSchema = z.looseObject({
  definitions: z.looseObject({ base: attributesSchema, custom: attributesSchema }),
});
/** An app's user profile: Okta's own attributes, and those that were added. */
export type OktaAppProfile = Answer<UserSchema, typeof appProfileSchema>;

export const profileMappingSchema = z.looseObject({
  id: z.string(),
  source: z.looseObject({ type: optionalText, name: optionalText }),
  /** Absent in a list. */
  properties: z
    .record(z.string(), z.looseObject({ expression: optionalText, pushStatus: optionalText }))
    .nullish()
    .transform((properties) => properties ?? {}),
});
/** An attribute mapping: expressions by the name of the attribute they fill. */
export type OktaProfileMapping = Answer<ProfileMapping, typeof profileMappingSchema>;

const linkSchema = z.looseObject({ href: z.string() }).nullish();
export const organizationSchema = z.looseObject({
  id: z.string(),
  _links: z.looseObject({ organization: linkSchema, alternate: linkSchema }).nullish(),
});
/** The org itself; `organization` is its address on Okta's own domain. */
export type OktaOrganization = Answer<WellKnownOrgMetadata, typeof organizationSchema>;

export const signedInUserSchema = z.looseObject({ id: z.string(), profile: z.looseObject({ login: z.string() }) });
/** The administrator whose token it is. */
export type OktaSignedInUser = Answer<UserGetSingleton, typeof signedInUserSchema>;
