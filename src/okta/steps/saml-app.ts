import { z } from "zod";
import type { SamlAppBody } from "../api/vendor/bodies.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { appGiven, appStep, LOGIN_TEMPLATES } from "./app-step.js";
import { samlAppByHand } from "../manual/apps.js";
import type { OktaTenant } from "../tenant/tenant.js";

const schema = z
  .strictObject({
    label: z.string().min(1).max(100).describe("The app's name"),
    ssoUrl: z.url().describe('"Single sign-on URL"; for an app that only provisions, any URL works'),
    audience: z.string().min(1).describe('"Audience URI (SP Entity ID)"'),
    hidden: z.boolean().default(false).describe("Hides the app from users, for an app that only provisions"),
    recipient: z.url().optional().describe('"Recipient URL", if it differs from ssoUrl'),
    destination: z.url().optional().describe('"Destination URL", if it differs from ssoUrl'),
  })
  .describe("A SAML 2.0 app integration, created when no app with the label exists. An existing app is never changed.");
type SamlApp = z.output<typeof schema>;

/** A SAML 2.0 app integration, created when no app with the label exists. An existing app is never changed. */
export const samlApp = defineStepKind<SamlApp, OktaTenant>({
  uses: "okta/saml-app",
  title: "Create the SAML app",
  gives: appGiven.names,
  provides: ["app"],
  schema,
  create: (input) => ({
    ...appStep({
      label: input.label,
      signOnMode: "SAML_2_0",
      settings: settingsOf(input),
      marks: {
        "settings.signOn.ssoAcsUrl": "Single sign-on URL",
        "settings.signOn.audience": "Audience URI (SP Entity ID)",
      },
      userNames: LOGIN_TEMPLATES,
      note: input.hidden ? "SAML 2.0 app, hidden from users' dashboards" : "SAML 2.0 app",
      summary: input.hidden ? "SAML 2.0, hidden from users" : "SAML 2.0",
      body: bodyOf(input),
    }),
    manual: () => samlAppByHand(input),
  }),
});

/** Fields as the API names them, with the desired values: the guide's SAML settings and the visibility. */
function settingsOf(input: SamlApp): Readonly<Record<string, string | boolean>> {
  return {
    "settings.signOn.ssoAcsUrl": input.ssoUrl,
    "settings.signOn.recipient": input.recipient ?? input.ssoUrl,
    "settings.signOn.destination": input.destination ?? input.ssoUrl,
    "settings.signOn.audience": input.audience,
    "visibility.hide.web": input.hidden,
    "visibility.hide.iOS": input.hidden,
  };
}

/** The body as recorded in March 2026; `name` is left out because it would choose a catalog app. */
function bodyOf(input: SamlApp): SamlAppBody {
  return {
    label: input.label,
    signOnMode: "SAML_2_0",
    accessibility: { selfService: false },
    visibility: { autoSubmitToolbar: false, hide: { iOS: input.hidden, web: input.hidden } },
    credentials: { userNameTemplate: { template: LOGIN_TEMPLATES[0], type: "BUILT_IN" } },
    settings: {
      app: {},
      implicitAssignment: false,
      notes: { admin: null, enduser: null },
      signOn: {
        ssoAcsUrl: input.ssoUrl,
        recipient: input.recipient ?? input.ssoUrl,
        destination: input.destination ?? input.ssoUrl,
        audience: input.audience,
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
        attributeStatements: [],
        defaultRelayState: "",
        slo: { enabled: false },
        samlSignedRequestEnabled: false,
      },
    },
  } satisfies SamlAppBody;
}
