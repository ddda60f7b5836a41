import type { JsonObject } from "../../src/base/json.js";

const boolean: JsonObject = { type: "boolean" };
const text: JsonObject = { type: "string" };
const anUrl: JsonObject = { type: "string", pattern: "^https?://" };
const choice = (...values: readonly string[]): JsonObject => ({ type: "string", enum: values });
const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: "object",
  properties,
  ...(required.length === 0 ? {} : { required }),
});
const builtOn = (base: string, more: JsonObject): JsonObject => ({
  allOf: [{ $ref: `#/components/schemas/${base}` }, more],
});

const NULLABLE_TEXT: JsonObject = { type: "string", nullable: true };
const CREDENTIALS = object({
  scheme: choice(
    "ADMIN_SETS_CREDENTIALS",
    "EDIT_PASSWORD_ONLY",
    "EDIT_USERNAME_AND_PASSWORD",
    "EXTERNAL_PASSWORD_SYNC",
    "SHARED_USERNAME_AND_PASSWORD",
  ),
  signing: { type: "object" },
  userNameTemplate: object({
    pushStatus: choice("DONT_PUSH", "NOT_CONFIGURED", "PUSH"),
    template: text,
    type: choice("BUILT_IN", "CUSTOM", "NONE"),
    userSuffix: text,
  }),
});

/**
 * Subtypes that Okta's description names (`SamlApplication` for `signOnMode` SAML_2_0) and that the subset of it leaves out.
 * Fields, types and what is required: the description itself, as Okta's own generator wrote it
 * into the models of @okta/okta-sdk-nodejs 8.1.0. A newer subset that has them takes precedence.
 */
export const SUPPLEMENT: JsonObject = {
  SamlApplication: builtOn(
    "Application",
    object({
      name: text,
      credentials: CREDENTIALS,
      settings: object({
        implicitAssignment: boolean,
        notes: object({ admin: NULLABLE_TEXT, enduser: NULLABLE_TEXT }),
        signOn: object(
          {
            acsEndpoints: { type: "array", items: object({ index: { type: "integer" }, url: text }, ["index", "url"]) },
            allowMultipleAcsEndpoints: boolean,
            assertionSigned: boolean,
            attributeStatements: { type: "array", items: { type: "object" } },
            audience: text,
            authnContextClassRef: {
              type: "string",
              pattern: "^(urn:)?oasis:names:tc:SAML:2\\.0:ac:classes:|^urn:federation:",
            },
            defaultRelayState: text,
            destination: anUrl,
            digestAlgorithm: choice("SHA1", "SHA256"),
            honorForceAuthn: boolean,
            idpIssuer: text,
            recipient: anUrl,
            requestCompressed: boolean,
            responseSigned: boolean,
            signatureAlgorithm: choice("RSA_SHA1", "RSA_SHA256"),
            slo: object({ enabled: boolean, issuer: text, logoutUrl: text }),
            spIssuer: text,
            ssoAcsUrl: anUrl,
            subjectNameIdFormat: { type: "string", pattern: "^urn:oasis:names:tc:SAML:(1\\.1|2\\.0):nameid-format:" },
            subjectNameIdTemplate: text,
          },
          [
            "allowMultipleAcsEndpoints",
            "assertionSigned",
            "audience",
            "authnContextClassRef",
            "destination",
            "digestAlgorithm",
            "honorForceAuthn",
            "idpIssuer",
            "recipient",
            "requestCompressed",
            "responseSigned",
            "signatureAlgorithm",
            "ssoAcsUrl",
            "subjectNameIdFormat",
            "subjectNameIdTemplate",
          ],
        ),
      }),
    }),
  ),
  AutoLoginApplication: builtOn(
    "Application",
    object({
      name: text,
      credentials: CREDENTIALS,
      settings: object({ signOn: object({ loginUrl: text, redirectUrl: text }, ["loginUrl"]) }),
    }),
  ),
  InboundProvisioningApplicationFeature: builtOn(
    "ApplicationFeature",
    object({ capabilities: { $ref: "#/components/schemas/CapabilitiesInboundProvisioningObject" } }),
  ),
  UserProvisioningApplicationFeature: builtOn(
    "ApplicationFeature",
    object({ capabilities: { $ref: "#/components/schemas/CapabilitiesObject" } }),
  ),
};
