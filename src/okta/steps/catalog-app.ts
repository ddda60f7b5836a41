import { z } from "zod";
import type { Warning } from "../../setup/model/plan.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { OktaApp } from "../api/schemas.js";
import type { SwaAppBody } from "../api/vendor/bodies.js";
import { appGiven, appStep, LOGIN_TEMPLATES } from "./app-step.js";
import { changeSummary } from "./change-summary.js";
import { catalogAppByHand } from "../manual/apps.js";
import type { OktaTenant } from "../tenant/tenant.js";

const schema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9_]+$/)
      .describe("The app's name in the catalog, for example scim2headerauth"),
    label: z.string().min(1).max(100).describe("The app's name in this org"),
    signOnMode: z.enum(["AUTO_LOGIN", "SAML_2_0"]).describe("SWA or SAML 2.0"),
    hidden: z.boolean().default(false).describe("Hides the app from users"),
  })
  .describe("An app from Okta's catalog, added when no app with the label exists. An existing app is never changed.");
type CatalogApp = z.output<typeof schema>;

/** An app from Okta's catalog (Okta: OpenAPI description, `createApplication` with `name`). An existing app is never changed. */
export const catalogApp = defineStepKind<CatalogApp, OktaTenant>({
  uses: "okta/catalog-app",
  title: "Add the app from the catalog",
  gives: appGiven.names,
  provides: ["app"],
  schema,
  create: (input) => ({
    ...appStep({
      label: input.label,
      signOnMode: input.signOnMode,
      settings: { name: input.name, "visibility.hide.web": input.hidden, "visibility.hide.iOS": input.hidden },
      marks: {
        name: "app name in the catalog",
        signOnMode: "sign-on method",
        "visibility.hide.web": "hidden from the dashboard",
        "visibility.hide.iOS": "hidden in Okta Mobile",
      },
      userNames: LOGIN_TEMPLATES,
      note: `from the catalog: ${TITLES.get(input.name) ?? input.name}`,
      summary: changeSummary(TITLES.get(input.name) ?? input.name, ...(input.hidden ? ["hidden from users"] : [])),
      body: bodyOf(input),
      warnings: (app) => [...otherApp(app, input), ...testApp(input)],
    }),
    manual: () => catalogAppByHand(input, TITLES.get(input.name) ?? input.name),
  }),
});

/** Okta's SCIM test apps by their names in the catalog. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["scim2testapp", "SCIM 2.0 Test App (OAuth Bearer Token)"],
  ["scim2headerauth", "SCIM 2.0 Test App (Header Auth)"],
  ["scim2testapp_basic", "SCIM 2.0 Test App (Basic Auth)"],
]);

function otherApp(app: OktaApp | undefined, { name }: CatalogApp): Warning[] {
  if (app === undefined || app.name === name) return [];
  return [
    {
      code: "app-name-differs",
      message: `The app "${app.label}" is ${app.name}, not the catalog app ${name}. Its forms and its SCIM requests may differ.`,
      fix: "Rename it or use another label to add the catalog app. Or choose the right app with --app-id.",
    },
  ];
}

/** Okta: support article "What are SCIM 2.0 Test Apps", and developer docs, "Add a private SCIM integration". */
function testApp({ name }: CatalogApp): Warning[] {
  const title = TITLES.get(name);
  if (title === undefined) return [];
  return [
    {
      code: "app-for-tests",
      message: `Okta Support says that "${title}" is for development and testing, although Okta's guide to private SCIM integrations uses it.`,
      fix: "Ask your Okta account team before you use it in production, or set up a custom app.",
    },
  ];
}

/** A catalog app takes the settings of a custom app; SWA also needs to know who sets the credentials. */
function bodyOf({ name, label, signOnMode, hidden }: CatalogApp): SwaAppBody {
  const swa = signOnMode === "AUTO_LOGIN";
  return {
    name,
    label,
    signOnMode,
    visibility: { autoSubmitToolbar: false, hide: { iOS: hidden, web: hidden } },
    credentials: {
      scheme: swa ? "EXTERNAL_PASSWORD_SYNC" : undefined,
      userNameTemplate: { template: LOGIN_TEMPLATES[0], type: "BUILT_IN" },
    },
  } satisfies SwaAppBody;
}
