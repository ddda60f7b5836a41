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
    label: z.string().min(1).max(100).describe("The app's name; --app-id chooses another app"),
    madeBy: z
      .string()
      .min(1)
      .describe("The guide that creates the app (title or address), named in the error when the app does not exist"),
  })
  .describe(
    "An app that another guide creates, for example the vendor's guide for single sign-on. Never created, never changed.",
  );
type ExistingApp = z.output<typeof schema>;

/** Finds an existing app by its label or by `--app-id`; writes nothing. A dry run creates it in the sandbox first. */
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
          attribute === undefined ? [] : [`Its usernames come from the Okta attribute "${attribute}" (Sign On tab).`];
        const everyone = openToEveryone(app);
        const template = app.credentials?.userNameTemplate?.template ?? null;
        return {
          changes: [],
          found: [`The app "${app.label}" exists (${app.id}).`, ...made],
          // The user chose it by its name: nothing else identifies it.
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

/** An app with another purpose keeps its own usernames: they are promised only when they are one attribute. */
function userNameOf(app: OktaApp): ValuePromise {
  const template = app.credentials?.userNameTemplate?.template;
  if (typeof template !== "string") return LOGIN_AS_USER_NAME;
  const attribute = /^(?:\$\{)?(?:source|user)\.(\w+)\}?$/.exec(template.trim())?.[1];
  const { path, match } = LOGIN_AS_USER_NAME;
  const reason = "Okta sends the application username, which the app's Sign On tab defines (Credentials Details)";
  return { path, match, reason, ...(attribute === undefined ? {} : { attribute }) };
}

function missing(label: string, madeBy: string, alike: readonly Warning[]): SetupError {
  return new SetupError({
    code: "app-missing-guide",
    exitCode: EXIT.failed,
    what: `There is no app "${label}" in this org`,
    why: `this guide adds provisioning to an app that another guide creates: ${madeBy}`,
    fix: [
      `Set up single sign-on first (${madeBy}), then run the same command again.`,
      ...alike.map(({ message, fix: how }) => `${message} ${how}`),
      "If the app has another label, enter that label, or choose the app with --app-id ID. The ID is in the app's address in the Admin Console: .../instance/<id>/.",
    ],
    refused: true,
  });
}
