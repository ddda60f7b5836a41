import { z } from "zod";
import type { SwaAppBody } from "../api/vendor/bodies.js";
import type { JsonValue } from "../../base/json.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { appGiven, appStep, LOGIN_TEMPLATES } from "./app-step.js";
import { describeValue } from "../app/describe-setting.js";
import { swaAppByHand } from "../manual/apps.js";
import type { OktaTenant } from "../tenant/tenant.js";

const schema = z
  .strictObject({
    label: z.string().min(1).max(100).describe("The app's name"),
    loginUrl: z.url().describe('"App\'s login page URL"'),
    redirectUrl: z.url().optional().describe('"Redirect URL", under Show Advanced Settings'),
    credentials: z
      .enum(["EXTERNAL_PASSWORD_SYNC", "EDIT_USERNAME_AND_PASSWORD", "EDIT_PASSWORD_ONLY", "ADMIN_SETS_CREDENTIALS"])
      .default("EXTERNAL_PASSWORD_SYNC")
      .describe('"Who sets the credentials?"'),
    // Only the Okta username: the proof finds users by it.
    userName: z.enum(["user.login", "source.login"]).default("user.login").describe('"Application username: Custom"'),
    updateUserNameOn: z
      .enum(["create", "create-and-update"])
      .default("create")
      .describe('"Update application username on"'),
    hidden: z.boolean().default(false).describe("Hides the app from users"),
  })
  .describe(
    "An SWA app integration (Okta fills in the sign-in form), created when no app with the label exists. An existing app is never changed.",
  );
type SwaApp = z.output<typeof schema>;

/** An SWA app integration (Okta fills in the sign-in form), created when no app with the label exists. An existing app is never changed. */
export const swaApp = defineStepKind<SwaApp, OktaTenant>({
  uses: "okta/swa-app",
  title: "Create the SWA app",
  gives: appGiven.names,
  provides: ["app"],
  schema,
  create: (input) => ({
    ...appStep({
      label: input.label,
      signOnMode: "AUTO_LOGIN",
      settings: settingsOf(input),
      marks: { "settings.signOn.loginUrl": "App's login page URL" },
      userNames: [input.userName, ...LOGIN_TEMPLATES],
      note: `SWA app: ${describeValue("credentials.scheme", input.credentials)}`,
      summary: input.hidden ? "SWA, hidden from users" : "SWA",
      body: bodyOf(input),
    }),
    manual: () => swaAppByHand(input),
  }),
});

/** Fields as the API names them, with the desired values. */
function settingsOf(input: SwaApp): Readonly<Record<string, JsonValue>> {
  return {
    "settings.signOn.loginUrl": input.loginUrl,
    ...(input.redirectUrl === undefined ? {} : { "settings.signOn.redirectUrl": input.redirectUrl }),
    "credentials.scheme": input.credentials,
    "credentials.userNameTemplate.pushStatus": pushStatusOf(input),
    "visibility.hide.web": input.hidden,
    "visibility.hide.iOS": input.hidden,
  };
}

/** The body of a recorded creation, with the guide's values (Okta: OpenAPI description, `AutoLoginApplication`). */
function bodyOf(input: SwaApp): SwaAppBody {
  return {
    label: input.label,
    signOnMode: "AUTO_LOGIN",
    visibility: { autoSubmitToolbar: false, hide: { iOS: input.hidden, web: input.hidden } },
    credentials: {
      scheme: input.credentials,
      userNameTemplate: { type: "CUSTOM", template: input.userName, pushStatus: pushStatusOf(input) },
    },
    settings: {
      signOn: { loginUrl: input.loginUrl, redirectUrl: input.redirectUrl },
    },
  } satisfies SwaAppBody;
}

/** "Update application username on": PUSH is Create and update, DONT_PUSH is Create only. */
function pushStatusOf({ updateUserNameOn }: SwaApp): "PUSH" | "DONT_PUSH" {
  return updateUserNameOn === "create-and-update" ? "PUSH" : "DONT_PUSH";
}
