import type { JsonValue } from "../../base/json.js";
import type { Change, Look, Ownership, OwnershipMark, Warning } from "../../setup/model/plan.js";
import type { ValuePromise } from "../../setup/model/expectation.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import type { StepParts } from "../../setup/step/step-kind.js";
import type { OktaApp } from "../api/schemas.js";
import type { AppBody } from "../api/vendor/bodies.js";
import { appDiffers, inactive, settingDiffers } from "../app/app-differences.js";
import { appLookAlikes } from "../app/app-look-alikes.js";
import { describeSetting, describeSignOn, describeValue } from "../app/describe-setting.js";
import { readPath } from "../app/app-path.js";
import { chooseApp, requireActive } from "../app/choose-app.js";
import { manageApps, readApps } from "../access/step-access.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { appUndo } from "../undo/app.js";
import { oktaResults } from "../tenant/results.js";

/** An app a guide asks for, whatever its kind. */
export interface WantedApp {
  readonly label: string;
  readonly signOnMode: string;
  /** The other settings that the guide gives, by their paths in the API. In an existing app they are shown, never changed. */
  readonly settings: Readonly<Record<string, JsonValue>>;
  /** The settings that identify the app, each with its label in the console. */
  readonly marks: Readonly<Record<string, string>>;
  /** How usernames are made: the first is written, and all of them mean the Okta username. */
  readonly userNames: readonly [string, ...string[]];
  /** What the plan says of it in one line. */
  readonly note: string;
  /** The same in at most 40 characters. */
  readonly summary: string;
  /** What the app is made with. `features` is read-only and therefore left out. */
  readonly body: AppBody;
  /** Further warnings about the app; it is undefined before it exists. */
  readonly warnings?: (app: OktaApp | undefined) => readonly Warning[];
}

/** What every step that finds or makes the app gives to later ones. */
export const appGiven = oktaResults("app");

/** What one run remembers between its looks. */
interface Memory {
  /** True from creating the app until a search shows it: before that, another run would create a second one. */
  unlisted: boolean;
}

/** A step that creates the app when no app with the label exists. An existing app is never changed. */
export function appStep(wanted: WantedApp): StepParts<OktaTenant> {
  const { label } = wanted;
  const memory: Memory = { unlisted: false };
  return {
    access: { reads: [readApps], writes: [manageApps] },
    look: async (context) => {
      const { tenant, journal, verifying } = context;
      const app = await chooseApp(tenant, label, journal.createdId("app", label));
      if (verifying !== true) requireActive(app);
      appGiven.give(tenant, { app });
      const alike = await appLookAlikes(context, label);
      if (app === undefined)
        return { changes: [createChange(wanted)], warnings: [...alike, ...(wanted.warnings?.(undefined) ?? [])] };
      const pending = (await isUnlisted(tenant, app, memory))
        ? [`The app "${app.label}" does not appear in Okta's search yet.`]
        : [];
      return { ...lookAt(app, wanted, alike), pending, ownership: ownershipOf(app, wanted, context) };
    },
    apply: async ({ tenant }) => {
      const app = await tenant.api.apps.create(wanted.body);
      appGiven.give(tenant, { app });
      memory.unlisted = true;
      return undoDataOf(app, wanted);
    },
    recall: ({ tenant }) =>
      Promise.resolve(tenant.results.app === undefined ? {} : undoDataOf(tenant.results.app, wanted)),
    undo: appUndo,
    expects: () => ({ values: [LOGIN_AS_USER_NAME] }),
  };
}

/** What undo compares the app with: the settings as Okta answered them, which may differ from how they were sent. */
function undoDataOf(app: OktaApp, wanted: WantedApp): Applied {
  const settings = Object.fromEntries(
    Object.keys(writtenValues(wanted)).map((path) => [path, readPath(app, path) ?? null]),
  );
  return { id: app.id, undoData: { settings } };
}

/** The user name that the SCIM server gets when the application username is the Okta username. */
export const LOGIN_AS_USER_NAME: ValuePromise = {
  path: "userName",
  attribute: "login",
  match: "caseless",
  reason: "Okta sends the application username, which is the Okta username in this app (Sign On > Credentials Details)",
};

/** All of them mean the Okta username; the first is the one Okta itself writes. */
export const LOGIN_TEMPLATES = ["${source.login}", "${user.login}", "source.login", "user.login"] as const;

const USER_NAME = "credentials.userNameTemplate.template";

/** Whether an app that this run created is still missing in searches, which lag behind. */
async function isUnlisted({ api }: OktaTenant, app: OktaApp, memory: Memory): Promise<boolean> {
  if (memory.unlisted) memory.unlisted = (await api.apps.withLabel(app.label)).every(({ id }) => id !== app.id);
  return memory.unlisted;
}

function createChange(wanted: WantedApp): Change {
  return {
    action: "create",
    resource: { type: "app", name: wanted.label },
    fields: Object.entries(writtenValues(wanted)).map(([path, after]) => ({ path, before: null, after })),
    note: wanted.note,
    summary: wanted.summary,
  };
}

/** The settings of a new app, by path. */
function writtenValues({ label, signOnMode, settings, userNames }: WantedApp): Readonly<Record<string, JsonValue>> {
  return { label, signOnMode, ...settings, [USER_NAME]: userNames[0] };
}

/**
 * A label proves nothing. The app belongs to this set-up when it has the guide's marks, or when a run of this template created it,
 * even if it changed since. An app that `--app-id` names is accepted without a check.
 */
function ownershipOf(
  app: OktaApp,
  wanted: WantedApp,
  { tenant, journal }: Pick<StepContext<OktaTenant>, "tenant" | "journal">,
): Ownership {
  if (tenant.options.appId !== undefined) return { state: "named" };
  const made = journal
    .changes()
    .some(({ action, resource }) => action === "create" && resource.type === "app" && resource.id === app.id);
  if (made) return { state: "ours" };
  const values = writtenValues(wanted);
  const marks = Object.entries(wanted.marks).flatMap(([path, what]): OwnershipMark[] => {
    const [expected, actual] = [values[path] ?? null, readPath(app, path) ?? null];
    return isSameMark(expected, actual) ? [] : [{ label: what, expected, actual }];
  });
  if (marks.length === 0) return { state: "ours" };
  const { id, label } = app;
  return { state: "foreign", resource: { type: "app", id, name: label }, marks, chosenBy: `--app-id ${id}` };
}

/** Addresses are compared as URLs: capitals in the host, a default port or an empty path make no difference. */
function isSameMark(one: JsonValue, other: JsonValue): boolean {
  if (typeof one !== "string" || typeof other !== "string") return one === other;
  if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
  return new URL(one).href === new URL(other).href;
}

function lookAt(app: OktaApp, wanted: WantedApp, alike: readonly Warning[]): Look {
  const different = Object.entries(wanted.settings).flatMap(([path, expected]) => {
    const actual = readPath(app, path);
    return actual === expected || actual === undefined ? [] : [{ path, expected, actual }];
  });
  const [signOn, everyone, userName] = [
    signOnDiffers(app, wanted.signOnMode),
    openToEveryone(app),
    userNameDiffers(app),
  ];
  return {
    changes: [],
    found: [
      `The app "${app.label}" exists (${app.id}).`,
      ...different.map(
        ({ path, expected, actual }) =>
          `It keeps its own setting: ${describeSetting(path)} is ${describeValue(path, actual)}; the guide says ${describeValue(path, expected)}.`,
      ),
    ],
    warnings: [...alike, ...signOn, ...everyone, ...userName, ...(wanted.warnings?.(app) ?? [])],
    differs: [
      ...inactive(app),
      ...different.map(({ path, expected, actual }) => settingDiffers(app, path, expected, actual)),
      ...appDiffers(app, signOn, "signOnMode", wanted.signOnMode, app.signOnMode ?? null),
      ...appDiffers(app, everyone, "settings.implicitAssignment", false, true),
      ...appDiffers(app, userName, USER_NAME, wanted.userNames[0], readPath(app, USER_NAME) ?? null),
    ],
  };
}

function signOnDiffers(app: OktaApp, wanted: string): Warning[] {
  if (app.signOnMode === wanted) return [];
  return [
    {
      code: "app-sign-on-differs",
      message: `The app "${app.label}" uses the sign-on method ${describeSignOn(app.signOnMode ?? "(unknown)")}, not ${describeSignOn(wanted)}.`,
      fix: "If this is a different app with the same name, rename it, or choose the right app with --app-id.",
    },
  ];
}

/** Okta does not provision an app that is open to all users. */
export function openToEveryone(app: OktaApp): Warning[] {
  if (app.settings?.implicitAssignment !== true) return [];
  return [
    {
      code: "app-assigned-to-everyone",
      message: `The app "${app.label}" is open to all users (Federation Broker Mode), and Okta does not provision such an app.`,
      fix: "Turn off Federation Broker Mode on the app's General tab.",
    },
  ];
}

/** The warning about an app whose usernames are not the Okta username, although the guide means that. */
export function userNameDiffers(app: OktaApp): Warning[] {
  const template = app.credentials?.userNameTemplate?.template;
  if (typeof template !== "string" || LOGIN_TEMPLATES.some((one) => one === template)) return [];
  return [
    {
      code: "app-username-differs",
      message: `The app "${app.label}" takes its usernames from ${template}, not from the Okta username.`,
      fix: "Set Application username format to Okta username on the app's Sign On tab.",
    },
  ];
}
