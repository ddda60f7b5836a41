import { EXIT, SetupError } from "../../base/errors.js";
import type { Named } from "../../setup/plan/look-alikes.js";
import type { OktaApi } from "../api/okta-api.js";
import type { OktaApp, OktaGroup } from "../api/schemas.js";

/** What a run was told beside the template. */
export interface OktaOptions {
  /** Make groups that do not exist, instead of stopping. */
  readonly createGroups: boolean;
  /** The app to set up, when its label alone does not tell. */
  readonly appId?: string;
}

/** An attribute of the app's people: its data type in the console's words, and its name on the target. */
export interface AppAttribute {
  readonly type: string;
  readonly externalName: string;
  readonly externalNamespace?: string;
}

/** What steps found out for the steps behind them. They start empty and are filled by each look. */
export interface OktaFacts {
  /** The app of this set-up as last read; undefined before it exists. */
  app: OktaApp | undefined;
  /** True from making the app until a search shows it: before that, another run would make a second one. */
  appUnlisted: boolean;
  /** All apps of the org by their labels, read once a run. */
  apps: readonly Named[] | undefined;
  /** Groups of the template by name, as far as they exist. */
  readonly groups: Map<string, OktaGroup>;
  /** Names of groups by id, of apps' groups too, as far as they were read. */
  readonly groupNames: Map<string, string>;
  /** For groups that are going to be made: which step makes them. */
  readonly groupMakers: Map<string, object>;
  /** Names of the groups the template assigns. */
  readonly assigned: Set<string>;
  /** People by group id as counted for the plan's notes: once a run, so that a plan does not change by itself. */
  readonly sizes: Map<string, number>;
  /** Attributes that a step before adds to the app's user profile, by name: where they go, also before the tenant shows them. */
  readonly attributes: Map<string, AppAttribute>;
  /** Parts that this run leaves to a person from now on, even if the API should come to serve them in the meantime. */
  readonly byHand: Set<"connection" | "actions">;
  /** True once a console stop of this run is over: what features lack now, nobody is about to switch on. */
  stopOver: boolean;
  /** When Okta last tested the connection after this run handed out a new token, as ISO time of its System Log. */
  tokenTested: string | undefined;
}

/** The tenant as Okta's steps see it. */
export interface OktaTenant {
  readonly api: OktaApi;
  /** Address of the admin console, without a slash at the end. */
  readonly adminUrl: string;
  readonly options: OktaOptions;
  readonly facts: OktaFacts;
}

/** Facts before anything was looked at. */
export function noFacts(): OktaFacts {
  return {
    app: undefined,
    appUnlisted: false,
    apps: undefined,
    groups: new Map(),
    groupNames: new Map(),
    groupMakers: new Map(),
    assigned: new Set(),
    sizes: new Map(),
    attributes: new Map(),
    byHand: new Set(),
    stopOver: false,
    tokenTested: undefined,
  };
}

/**
 * The app as it is now, for a step that works on one.
 *
 * @throws SetupError `app-missing` (exit 1) when the step that makes it was left out
 */
export async function requireApp(tenant: Pick<OktaTenant, "api" | "facts">): Promise<OktaApp> {
  const app = await readApp(tenant);
  if (app !== undefined) return app;
  throw new SetupError({
    code: "app-missing",
    exitCode: EXIT.failed,
    what: "There is no app to work on",
    why: "the step that creates it was left out, with --skip or --only",
    fix: ["Leave that step in: it finds an app that exists, and changes nothing about it."],
    refused: true,
  });
}

/** The app as it is now, remembered in the facts; undefined before it exists. */
export async function readApp({ api, facts }: Pick<OktaTenant, "api" | "facts">): Promise<OktaApp | undefined> {
  if (facts.app !== undefined) facts.app = await api.apps.get(facts.app.id);
  return facts.app;
}
