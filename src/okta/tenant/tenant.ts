import { EXIT, SetupError } from "../../base/errors.js";
import type { OktaApi } from "../api/okta-api.js";
import type { OktaApp } from "../api/schemas.js";
import type { OktaCache } from "./cache.js";
import type { KnownGroups } from "./known-groups.js";
import { oktaResults, type OktaResults } from "./results.js";

/** The run's options beside the template. */
export interface OktaOptions {
  /** Create groups that do not exist, instead of stopping. */
  readonly createGroups: boolean;
  /** The app to set up, when its label alone does not identify it. */
  readonly appId?: string;
}

/** The tenant as Okta's steps see it. */
export interface OktaTenant {
  readonly api: OktaApi;
  /** Address of the admin console, without a slash at the end. */
  readonly adminUrl: string;
  readonly options: OktaOptions;
  /** What is read once a run. */
  readonly cache: OktaCache;
  readonly groups: KnownGroups;
  /** What steps have given to later ones. */
  readonly results: OktaResults;
}

/**
 * The app as it is now, for a step that works on one.
 *
 * @throws SetupError `app-missing` (exit 1) when the step that creates it is skipped
 */
export async function requireApp(tenant: Pick<OktaTenant, "api" | "results">): Promise<OktaApp> {
  const app = await readApp(tenant);
  if (app !== undefined) return app;
  throw new SetupError({
    code: "app-missing",
    exitCode: EXIT.failed,
    what: "There is no app for this step",
    why: "the step that finds or creates the app is left out by --skip or --only",
    fix: ["Include that step: it finds an existing app and does not change it."],
    refused: true,
  });
}

/** When a step reads the app again, all later steps get that version. */
const reread = oktaResults("app");

/** The app as it is now, also for later steps; undefined before it exists. */
export async function readApp(tenant: Pick<OktaTenant, "api" | "results">): Promise<OktaApp | undefined> {
  const { app } = tenant.results;
  if (app !== undefined) reread.give(tenant, { app: await tenant.api.apps.get(app.id) });
  return tenant.results.app;
}
