import type {
  ApplicationGroupAssignment,
  ApplicationSettingsNotes,
  AutoLoginApplication,
  CapabilitiesObject,
  CreateGroupPushMappingRequest,
  CreateGroupRequest,
  ProfileMappingProperty,
  ProfileMappingRequest,
  ProvisioningConnectionTokenRequest,
  SamlApplication,
  SamlApplicationSettings,
  SamlApplicationSettingsSignOn,
  UpdateGroupPushMappingRequest,
  UserSchema,
  UserSchemaAttribute,
  UserSchemaDefinitions,
  UserSchemaPublic,
} from "@okta/okta-sdk-nodejs/src/types/generated/models/all.js";
import type { Added, Body, Instead, Optional, With } from "../../../http/wire-types.js";

/*
 * The bodies of requests, by the models that Okta's generator wrote from the description of its API (@okta/okta-sdk-nodejs 8.1),
 * and every place where Okta takes something else than they declare.
 */

type SignOnWithoutIssuer = Optional<
  SamlApplicationSettingsSignOn,
  "idpIssuer",
  "recorded traffic, December 2025, and example Saml2.0Ex of the description itself: Okta fills it in"
>;
type SignOn = Added<
  SignOnWithoutIssuer,
  { samlSignedRequestEnabled?: boolean },
  "recorded traffic, December 2025, and example Saml2.0Ex of the description itself"
>;
type Notes = Instead<
  ApplicationSettingsNotes,
  { admin: string | null; enduser: string | null },
  "recorded traffic, December 2025: null is no note"
>;
type SamlSettings = Added<
  With<SamlApplicationSettings, { notes?: Notes; signOn?: SignOn }>,
  { app?: Record<string, never> },
  "recorded traffic, December 2025, and example Saml2.0Ex of the description itself: empty for a custom app"
>;
type CustomAttributes = Instead<
  UserSchemaPublic,
  { properties: Readonly<Record<string, UserSchemaAttribute | null>> },
  'developer docs, Schemas API, "Remove a property": null deletes an attribute'
>;
type Mappings = Instead<
  ProfileMappingRequest,
  { properties: Readonly<Record<string, ProfileMappingProperty | null>> },
  "recorded traffic, December 2025: null takes a mapping out"
>;

/** A custom app integration with SAML 2.0. */
export type SamlAppBody = Body<With<SamlApplication, { settings?: SamlSettings }>>;
/** A custom app integration with SWA, or an app of the catalog by its `name` there, whatever its sign-on mode. */
export type SwaAppBody = Body<AutoLoginApplication>;
export type AppBody = SamlAppBody | SwaAppBody;

export type GroupBody = Body<CreateGroupRequest>;
/** The model says nothing of the profile's values, which go by the app's own attributes. */
export type AssignmentBody = Body<ApplicationGroupAssignment>;
export type PushBody = Body<CreateGroupPushMappingRequest>;
export type PushStatusBody = Body<UpdateGroupPushMappingRequest>;
export type CapabilitiesBody = Body<CapabilitiesObject>;
export type ConnectionBody = Body<ProvisioningConnectionTokenRequest>;
export type AttributeBody = Body<UserSchemaAttribute>;
export type AppProfileBody = Body<
  With<UserSchema, { definitions: With<UserSchemaDefinitions, { custom: CustomAttributes }> }>
>;
export type MappedPropertyBody = Body<ProfileMappingProperty>;
export type MappingsBody = Body<Mappings>;
