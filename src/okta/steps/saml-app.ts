import { z } from "zod";
import type { JsonObject } from "../../base/json.js";
import type { Change, FieldChange, Look, Warning } from "../../setup/plan.js";
import { defineStepKind } from "../../setup/step.js";
import type { OktaApp } from "../api/schemas.js";
import { chooseApp } from "../choose-app.js";
import type { OktaTenant } from "../tenant.js";

const schema = z.strictObject({
  label: z.string().min(1).max(100),
  ssoUrl: z.url(),
  audience: z.string().min(1),
  /** Keeps the app off people's dashboards: it is there for provisioning only. */
  hidden: z.boolean().default(false),
  /** Default: the single sign-on URL. */
  recipient: z.url().optional(),
  /** Default: the single sign-on URL. */
  destination: z.url().optional(),
});
type SamlApp = z.output<typeof schema>;

/** An app integration with SAML 2.0, made when no app of the label exists. One that exists is never changed. */
export const samlApp = defineStepKind<SamlApp, OktaTenant>({
  uses: "okta/saml-app",
  title: "Create the SAML app integration",
  schema,
  create: (input) => ({
    look: async ({ tenant, journal }) => {
      const app = await chooseApp(tenant, input.label, journal.createdId("app", input.label));
      tenant.facts.app = app;
      if (app === undefined) return { changes: [createChange(input)] };
      const pending = (await isUnlisted(tenant, app))
        ? [`Okta's search does not show the app "${app.label}" yet.`]
        : [];
      return { ...lookAt(app, input), pending };
    },
    apply: async ({ tenant }) => {
      const app = await tenant.api.apps.create(bodyOf(input));
      tenant.facts.app = app;
      tenant.facts.appUnlisted = true;
      return { id: app.id };
    },
    expects: () => ({
      values: [
        {
          path: "userName",
          attribute: "login",
          match: "caseless",
          reason:
            "Okta sends the application username, which this app takes from the Okta login: see Sign On > Credentials Details",
        },
      ],
    }),
  }),
});

/** Whether an app that this run made is still missing in searches, which lag behind. */
async function isUnlisted({ api, facts }: OktaTenant, app: OktaApp): Promise<boolean> {
  if (facts.appUnlisted) facts.appUnlisted = (await api.apps.withLabel(app.label)).every(({ id }) => id !== app.id);
  return facts.appUnlisted;
}

/** Fields as the API names them, with the desired values: the SAML settings of the guide, and the dashboard. */
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

function createChange(input: SamlApp): Change {
  const values = {
    label: input.label,
    signOnMode: "SAML_2_0",
    ...settingsOf(input),
    [USER_NAME]: USER_NAME_TEMPLATES[0],
  };
  return {
    action: "create",
    resource: { type: "app", name: input.label },
    fields: Object.entries(values).map(([path, after]): FieldChange => ({ path, before: null, after })),
    note: input.hidden ? "SAML 2.0 app, hidden from people's dashboards" : "SAML 2.0 app",
  };
}

const USER_NAME = "credentials.userNameTemplate.template";
/** Both say "the Okta login"; the first is the one Okta itself writes. */
const USER_NAME_TEMPLATES = ["${source.login}", "${user.login}", "source.login", "user.login"] as const;

function lookAt(app: OktaApp, input: SamlApp): Look {
  const warnings: Warning[] = [];
  if (app.signOnMode !== "SAML_2_0") {
    warnings.push({
      code: "app-sign-on-differs",
      message: `The app "${app.label}" signs on with ${app.signOnMode ?? "an unknown mode"}, not with SAML 2.0.`,
      fix: "If it is another app of the same name, rename it, or name the right one with --app-id.",
    });
  }
  if (app.settings?.implicitAssignment === true) {
    warnings.push({
      code: "app-assigned-to-everyone",
      message: `The app "${app.label}" is open to everyone (Federation Broker Mode); Okta does not provision such an app.`,
      fix: "Turn Federation Broker Mode off on the app's General tab.",
    });
  }
  const template = app.credentials?.userNameTemplate?.template;
  if (typeof template === "string" && !USER_NAME_TEMPLATES.some((one) => one === template)) {
    warnings.push({
      code: "app-username-differs",
      message: `The app "${app.label}" makes its user names from ${template}, not from the Okta login.`,
      fix: "Set Application username format to Okta username on the app's Sign On tab.",
    });
  }
  const different = Object.entries(settingsOf(input)).flatMap(([path, wanted]) => {
    const actual = readPath(app, path);
    return actual === wanted || actual === undefined
      ? []
      : [`${path} is ${JSON.stringify(actual)}, the guide says ${JSON.stringify(wanted)}`];
  });
  return {
    changes: [],
    found: [
      `The app "${app.label}" exists (${app.id}).`,
      ...different.map((one) => `It keeps its own setting: ${one}.`),
    ],
    warnings,
  };
}

function readPath(app: OktaApp, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
      app,
    );
}

/** The body as recorded in March 2026; `features` is left out because it is read-only, `name` because it would choose a catalog app. */
function bodyOf(input: SamlApp): JsonObject {
  return {
    label: input.label,
    signOnMode: "SAML_2_0",
    accessibility: { selfService: false },
    visibility: { autoSubmitToolbar: false, hide: { iOS: input.hidden, web: input.hidden } },
    credentials: { userNameTemplate: { template: USER_NAME_TEMPLATES[0], type: "BUILT_IN" } },
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
  };
}
