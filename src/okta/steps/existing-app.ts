import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import type { ValuePromise } from "../../setup/model/expectation.js";
import type { Warning } from "../../setup/model/plan.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { OktaApp } from "../api/schemas.js";
import { appGiven, LOGIN_AS_USER_NAME, LOGIN_TEMPLATES, openToEveryone, userNameDiffers } from "./app-step.js";
import { appDiffers, inactive } from "../app/app-differences.js";
import { appLookAlikes } from "../app/app-look-alikes.js";
import { chooseApp, requireActive } from "../app/choose-app.js";
import { existingAppByHand } from "../manual/apps.js";
import { readApps } from "../access/step-access.js";
import type { OktaTenant } from "../tenant/tenant.js";

const schema = z
  .strictObject({
    label: z.string().min(1).max(100).describe("The name of the app; --app-id chooses another one"),
    madeBy: z
      .string()
      .min(1)
      .describe("Which guide makes the app, for the message when there is none: its title or address"),
  })
  .describe("An app that another guide has made, as the vendor's for single sign-on. Never created, never changed.");
type ExistingApp = z.output<typeof schema>;

/** Finds the app that was made before, by label or by `--app-id`; writes nothing. A dry run makes it in the sandbox first. */
export const existingApp = defineStepKind<ExistingApp, OktaTenant>({
  uses: "okta/existing-app",
  title: "Find the app",
  gives: appGiven.names,
  provides: ["app"],
  schema,
  create: ({ label, madeBy }) => {
    let userName: ValuePromise = LOGIN_AS_USER_NAME;
    return {
      presupposes: { app: label },
      access: { reads: [readApps], writes: [] },
      look: async (context) => {
        const { tenant, verifying } = context;
        const app = await chooseApp(tenant, label, undefined);
        if (verifying !== true) requireActive(app);
        const alike = await appLookAlikes(context, label);
        if (app === undefined) throw missing(label, madeBy, alike);
        appGiven.give(tenant, { app });
        userName = userNameOf(app);
        const { attribute } = userName;
        const own = attribute === undefined ? userNameDiffers(app) : [];
        const made =
          attribute === undefined ? [] : [`Its user names are people's ${attribute}, as its Sign On tab says.`];
        const everyone = openToEveryone(app);
        const template = app.credentials?.userNameTemplate?.template ?? null;
        return {
          changes: [],
          found: [`The app "${app.label}" exists (${app.id}).`, ...made],
          // Its name was given for this: there is nothing to tell it from another by.
          ownership: { state: tenant.options.appId === undefined ? "ours" : "named" },
          warnings: [...alike, ...everyone, ...own],
          differs: [
            ...inactive(app),
            ...appDiffers(app, everyone, "settings.implicitAssignment", false, true),
            ...appDiffers(app, own, "credentials.userNameTemplate.template", LOGIN_TEMPLATES[0], template),
          ],
        };
      },
      apply: () => Promise.reject(new Error("an existing app is only read")),
      expects: () => ({ values: [userName] }),
      manual: () => existingAppByHand(label, madeBy),
    };
  },
});

/** An app that was made for something else keeps its own user names: they are promised as far as they are one attribute. */
function userNameOf(app: OktaApp): ValuePromise {
  const template = app.credentials?.userNameTemplate?.template;
  if (typeof template !== "string") return LOGIN_AS_USER_NAME;
  const attribute = /^(?:\$\{)?(?:source|user)\.(\w+)\}?$/.exec(template.trim())?.[1];
  const { path, match } = LOGIN_AS_USER_NAME;
  const reason =
    "Okta sends the application username, made as the app's Sign On tab says: see Credentials Details there";
  return { path, match, reason, ...(attribute === undefined ? {} : { attribute }) };
}

function missing(label: string, madeBy: string, alike: readonly Warning[]): SetupError {
  return new SetupError({
    code: "app-missing-guide",
    exitCode: EXIT.failed,
    what: `There is no app "${label}" in this org`,
    why: `this set-up adds provisioning to an app that exists already: it is made with ${madeBy}`,
    fix: [
      `Set single sign-on up first, with ${madeBy}, then run the same command again.`,
      ...alike.map(({ message, fix: how }) => `${message} ${how}`),
      "If the app has another label, give that, or choose the app with --app-id ID (it stands in the app's address in the admin console: .../instance/<id>/).",
    ],
    refused: true,
  });
}
