import type { Secret } from "../../src/base/secret.js";
import type { JsonObject } from "../../src/base/json.js";

/** What the guide has a person enter at the console of a custom app. */
export function formValues(baseUrl: string, token: Secret): Readonly<Record<string, string | boolean | Secret>> {
  return {
    Provisioning: "SCIM",
    "SCIM connector base URL": baseUrl,
    "Unique identifier field for users": "userName",
    "Supported provisioning actions": "Push New Users, Push Profile Updates, Push Groups",
    "Authentication Mode": "HTTP Header",
    Authorization: token,
    "Create Users": true,
    "Update User Attributes": true,
    "Deactivate Users": "Enable",
  };
}

/** Single sign-on settings that Okta takes for a SAML 2.0 app. */
export function samlSignOn(ssoUrl = "https://total.invalid/saml/acs"): JsonObject {
  return {
    ssoAcsUrl: ssoUrl,
    recipient: ssoUrl,
    destination: ssoUrl,
    audience: "https://total.invalid/saml/metadata",
    subjectNameIdTemplate: "${user.userName}",
    subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    responseSigned: true,
    assertionSigned: true,
    signatureAlgorithm: "RSA_SHA256",
    digestAlgorithm: "SHA256",
    honorForceAuthn: true,
    authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    requestCompressed: false,
    allowMultipleAcsEndpoints: false,
  };
}
