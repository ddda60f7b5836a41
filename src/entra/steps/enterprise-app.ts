import { z } from "zod";
import type { Change, Look, Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { findApps, makeApp, syncRead } from "../api/access.js";
import type { ServicePrincipal } from "../api/schemas.js";
import { appDiffers, appWarnings } from "../app/app-warnings.js";
import { cannotProvision, type SecondApp } from "../app/cannot-provision.js";
import {
  APP_TYPE,
  chooseApp,
  isOurs,
  journalledApp,
  listedApps,
  NON_GALLERY_TEMPLATE,
  secondName,
  wantedNames,
} from "../app/choose-app.js";
import { waitForEarlier } from "../app/earlier-create.js";
import { enterpriseAppByHand } from "../manual.js";
import { FRESH_MS, freshness, type EntraTenant } from "../tenant/tenant.js";
import { appUndo } from "../undo/app.js";
import { entraResults } from "../tenant/results.js";
import { lookAlikeWarnings, lookAlikesOf } from "../../setup/plan/look-alikes.js";

const schema = z
  .strictObject({
    names: z
      .array(z.string().trim().min(1).max(120))
      .min(1)
      .describe("Names that the guide uses for the application; a new application gets the first one"),
  })
  .describe(
    "Finds an enterprise application that can provision, or creates a non-gallery application when there is none with these names. An existing application is never changed.",
  );
type EnterpriseApp = z.output<typeof schema>;
type Context = StepContext<EntraTenant>;

/** The provisioning template for any SCIM server (Entra docs: application-provisioning-config-problem-scim-compatibility). */
const SCIM_TEMPLATE = "scim";

/** What these steps give to later ones. */
const given = entraResults("app", "appName", "freshUntil");

/** Finds an application that can provision, or creates one from the non-gallery template. An existing one is never changed. */
export const enterpriseApp = defineStepKind<EnterpriseApp, EntraTenant>({
  uses: "entra/enterprise-app",
  title: "Find or create the enterprise application",
  gives: given.names,
  provides: ["app"],
  schema,
  create: (input) => ({
    access: { reads: [findApps, syncRead], writes: [makeApp] },
    undo: appUndo,
    look: (context) => look(input, context),
    apply: async (context, change) => {
      const app = await makeOnce(context, change.resource.name);
      given.give(context.tenant, { app });
      return { id: app.id };
    },
    recall: ({ tenant: { results } }) => Promise.resolve(results.app === undefined ? {} : { id: results.app.id }),
    expects: () => ({}),
    manual: () => enterpriseAppByHand(input.names),
  }),
});

async function look(input: EnterpriseApp, context: Context): Promise<Look> {
  const { tenant } = context;
  const choice = await chooseApp(context, input.names);
  if (choice.state === "found") return lookAt(input, context, choice.app, choice.listed);
  given.give(tenant, { appName: choice.name });
  if (choice.state === "unseen") return { changes: [], pending: [notShown(choice.name)] };
  given.give(tenant, { app: undefined });
  return {
    changes: [createChange(choice.name, tenant.options.newApp !== undefined)],
    warnings: await appLookAlikes(context, input.names),
  };
}

async function lookAt(input: EnterpriseApp, context: Context, app: ServicePrincipal, listed: boolean): Promise<Look> {
  const { tenant, clock } = context;
  given.give(tenant, { app, appName: app.displayName });
  const templates = await tenant.api.jobs.templates(app.id, freshness(tenant, clock));
  if (templates.includes(SCIM_TEMPLATE)) {
    return {
      changes: [],
      found: [`The enterprise application "${app.displayName}" exists (${app.id}) and can provision.`],
      // A guide takes it for granted that the application may be there, by its exact name: one that can provision is meant.
      ownership: { state: tenant.options.appId === undefined ? "ours" : "named" },
      warnings: [...(await appLookAlikes(context, input.names)), ...appWarnings(app)],
      differs: appDiffers(app),
      pending: listed ? [] : [notShown(app.displayName)],
    };
  }
  const { fresh } = freshness(tenant, clock);
  if (fresh && (app.applicationTemplateId === NON_GALLERY_TEMPLATE || isOurs(context, app)))
    return { changes: [], pending: ["Microsoft's provisioning service does not know the new application yet."] };
  throw cannotProvision(app, templates, await secondApp(input, tenant));
}

async function secondApp({ names }: EnterpriseApp, tenant: EntraTenant): Promise<SecondApp> {
  const { appId, newApp } = tenant.options;
  const name = secondName(names);
  // --app-id wins over --new-app.
  if (appId === undefined && newApp !== undefined) return { name, id: undefined, told: "--new-app" };
  const [existing] = await listedApps(tenant, [name]);
  return { name, id: existing?.id, told: appId === undefined ? undefined : "--app-id" };
}

function notShown(name: string): string {
  return `Microsoft Graph does not show the application "${name}" everywhere yet.`;
}

function createChange(name: string, isSecond: boolean): Change {
  return {
    action: "create",
    resource: { type: APP_TYPE, name },
    fields: [
      { path: "displayName", before: null, after: name },
      { path: "applicationTemplateId", before: null, after: NON_GALLERY_TEMPLATE },
    ],
    note: isSecond
      ? "a second, non-gallery application for provisioning only; sign-in stays with the first application"
      : "a non-gallery application",
    summary: isSecond ? "non-gallery, for provisioning only" : "non-gallery application",
  };
}

/** Makes the application; an interrupted run may have made it a moment ago, before Microsoft Graph shows it. */
async function makeOnce(context: Context, name: string): Promise<ServicePrincipal> {
  const { tenant, clock, journal } = context;
  const earlier = await waitForEarlier(context, `${APP_TYPE} "${name}"`, journal.createdId(APP_TYPE, name), () =>
    journalledApp(context, name),
  );
  if (earlier !== undefined) return earlier;
  // Also when no clear answer comes: what is found in its place afterwards is as new.
  given.give(tenant, { freshUntil: clock.now() + FRESH_MS });
  const { id, appId } = await tenant.api.servicePrincipals.instantiate(name);
  given.give(tenant, { freshUntil: clock.now() + FRESH_MS });
  return { id, appId, displayName: name, applicationTemplateId: NON_GALLERY_TEMPLATE };
}

/**
 * The tenant's applications whose names are easily mistaken for one of these. Read once a run, since it takes all of them: a
 * filter compares letter by letter. Not asked when the application was chosen by its id, nor by a look that only verifies.
 */
export async function appLookAlikes(
  { tenant, verifying }: Pick<StepContext<EntraTenant>, "tenant" | "verifying">,
  names: readonly string[],
): Promise<Warning[]> {
  const { cache, options } = tenant;
  if (options.appId !== undefined || verifying === true) return [];
  const wanted = wantedNames(tenant, names);
  return lookAlikeWarnings("application", wanted, lookAlikesOf(wanted, await cache.apps()));
}
