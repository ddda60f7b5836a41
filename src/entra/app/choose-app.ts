import { EXIT, SetupError } from "../../base/errors.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { ServicePrincipal } from "../api/schemas.js";
import { FRESH_MS, freshUntil, type EntraTenant } from "../tenant/tenant.js";
import { entraResults } from "../tenant/results.js";

/** Microsoft's template for applications that are not in the gallery (Microsoft Graph: applicationTemplate instantiate). */
export const NON_GALLERY_TEMPLATE = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
/** What the journal calls an application. */
export const APP_TYPE = "enterprise-app";

/** What a tenant shows of the application of this set-up. */
export type AppChoice =
  | { readonly state: "none"; readonly name: string }
  /** This run made it, and Microsoft Graph does not show it yet. */
  | { readonly state: "unseen"; readonly name: string }
  | {
      readonly state: "found";
      readonly app: ServicePrincipal;
      /** False while only its id leads to it: another run would not find it. */
      readonly listed: boolean;
    };

/** How new the application is that was chosen. */
const age = entraResults("freshUntil");

type Context = Pick<StepContext<EntraTenant>, "tenant" | "clock" | "journal">;

/**
 * The application of this set-up: the one this run knows, the one `--app-id` names, the only one of exactly one of the names,
 * or the one that an earlier run made and a search does not show yet. Gives to later steps how new it is.
 *
 * @param names - what the guide calls it; with `--new-app` only that name counts
 * @throws SetupError `app-ambiguous` or `app-not-found` (exit 1) when an administrator must decide
 */
export async function chooseApp(context: Context, names: readonly string[]): Promise<AppChoice> {
  const { tenant } = context;
  const wanted = wantedNames(tenant, names);
  const name = tenant.results.app?.displayName ?? wanted[0] ?? "";
  const known = await knownApp(context);
  if (known === "unseen") return { state: "unseen", name };
  if (known !== undefined) {
    const listed =
      !isFresh(context) || (await listedApps(tenant, [known.displayName])).some(({ id }) => id === known.id);
    return found(context, known, listed);
  }
  const named = await appOfOption(tenant);
  if (named !== undefined) return found(context, named, true);
  const only = onlyOne(await listedApps(tenant, wanted));
  if (only !== undefined) return found(context, only, true);
  for (const one of wanted) {
    const made = await journalledApp(context, one);
    if (made !== undefined) return found(context, made, false);
  }
  return { state: "none", name };
}

/** The name of the second application that `--new-app` makes when it is given no name. */
export function secondName(names: readonly string[]): string {
  return `${names[0] ?? ""} (Provisioning)`;
}

/** The applications that have exactly one of these names; managed identities and the like are none. */
export async function listedApps(
  { api }: Pick<EntraTenant, "api">,
  names: readonly string[],
): Promise<ServicePrincipal[]> {
  const hits = await api.servicePrincipals.named(names);
  return hits.filter(({ servicePrincipalType: type }) => (type ?? "Application") === "Application");
}

/** An application that an earlier run made under this name; one that was deleted or renamed since is none of this set-up. */
export async function journalledApp(
  { tenant, journal }: Pick<Context, "tenant" | "journal">,
  name: string,
): Promise<ServicePrincipal | undefined> {
  const id = journal.createdId(APP_TYPE, name);
  const app = id === undefined ? undefined : await tenant.api.servicePrincipals.get(id);
  return app?.displayName === name ? app : undefined;
}

/** Whether this run, or an earlier one on this machine, made the application. */
export function isOurs({ journal }: Pick<Context, "journal">, { id, displayName }: ServicePrincipal): boolean {
  return journal.createdId(APP_TYPE, displayName) === id;
}

/** The names that count: those of the guide, or the one of `--new-app`. */
export function wantedNames({ options }: EntraTenant, names: readonly string[]): readonly string[] {
  if (options.newApp === undefined) return names;
  return [options.newApp === true ? secondName(names) : options.newApp];
}

function found({ tenant, clock, journal }: Context, app: ServicePrincipal, listed: boolean): AppChoice {
  const { freshUntil: known } = tenant.results;
  const until = freshUntil(app);
  if (until !== undefined) age.give(tenant, { freshUntil: Math.max(known, until) });
  else if (known === 0 && isOurs({ journal }, app)) age.give(tenant, { freshUntil: clock.now() + FRESH_MS });
  return { state: "found", app, listed };
}

/** Once known, it is read by id: a search does not show a new application at once. */
async function knownApp(context: Context): Promise<ServicePrincipal | "unseen" | undefined> {
  const { api, results } = context.tenant;
  if (results.app === undefined) return undefined;
  const app = await api.servicePrincipals.get(results.app.id);
  return app ?? (isFresh(context) ? "unseen" : undefined);
}

function isFresh({ tenant, clock }: Context): boolean {
  return clock.now() < tenant.results.freshUntil;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function appOfOption({ api, options }: EntraTenant): Promise<ServicePrincipal | undefined> {
  const { appId } = options;
  if (appId === undefined) return undefined;
  const app = GUID.test(appId)
    ? ((await api.servicePrincipals.get(appId)) ?? (await api.servicePrincipals.withAppId(appId)))
    : undefined;
  if (app !== undefined) return app;
  throw new SetupError({
    code: "app-not-found",
    exitCode: EXIT.failed,
    what: `There is no enterprise application ${appId} in this tenant (--app-id)`,
    ...(GUID.test(appId) ? {} : { why: "IDs in Entra are GUIDs, for example 00000000-0000-0000-0000-000000000000" }),
    fix: ["Copy the Object ID or the Application ID from the application's Properties page in the Entra admin center."],
    refused: true,
  });
}

function onlyOne(hits: readonly ServicePrincipal[]): ServicePrincipal | undefined {
  if (hits.length <= 1) return hits[0];
  throw new SetupError({
    code: "app-ambiguous",
    exitCode: EXIT.failed,
    what: `${String(hits.length)} enterprise applications match the guide: ${hits.map(described).join("; ")}`,
    why: "names are not unique in Entra, and the wrong choice would set up the wrong application",
    fix: hits.map(({ id, displayName }) => `Use --app-id ${id} for "${displayName}".`),
    refused: true,
  });
}

function described(app: ServicePrincipal): string {
  return `"${app.displayName}" (Object ID ${app.id}, Application ID ${app.appId}, ${originOf(app)})`;
}

function originOf({ applicationTemplateId: template }: ServicePrincipal): string {
  if ((template ?? "") === "") return "from an app registration";
  return template === NON_GALLERY_TEMPLATE ? "non-gallery" : "from the gallery";
}
