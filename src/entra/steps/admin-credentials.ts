import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";
import { Secret } from "../../base/secret.js";
import type { FieldChange, Look, Warning } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { syncRead, syncWrite } from "../api/access.js";
import type { ServicePrincipal } from "../api/schemas.js";
import {
  movesPeople,
  requireConfirmed,
  requireTokenAuthentication,
  SETTING,
  settingFields,
  settingsToWrite,
  tokenSubject,
  type SavedSettings,
} from "../connection/connection-settings.js";
import { isNotAllowed, NO_HEALTH, otherToken, testSaved } from "../connection/connection-health.js";
import { adminCredentialsByHand } from "../manual.js";
import { notSetUp } from "../../setup/step/rotation.js";
import { hasBeenStarted, isRestartDue, rememberRestart } from "../job/restart-due.js";
import { tenantUrlProblem } from "../connection/tenant-url.js";
import { freshness, requireApp, requireJob, type EntraTenant } from "../tenant/tenant.js";
import { credentialsUndo } from "../undo/credentials.js";
import { entraResults } from "../tenant/results.js";

const schema = z
  .strictObject({
    baseUrl: z.url({ protocol: /^https?$/ }).describe("Tenant URL: the address of the vendor's SCIM server"),
    // Absent in a look without secrets.
    token: z
      .instanceof(Secret)
      .optional()
      .describe("Secret Token: the token that the vendor issues, without Bearer in front"),
  })
  .describe(
    'Saves the admin credentials after Test Connection, and sets Scope to "Sync only assigned users and groups".',
  );
type AdminCredentials = z.output<typeof schema>;
type Context = StepContext<EntraTenant>;

/** What these steps give to later ones. */
const given = entraResults("baseUrl", "tokenReplaced", "restartNeeded");

/** What one run remembers between its looks. */
interface Memory {
  /** True once the SCIM server passed the check: asking it before each look would tell nothing new. */
  targetChecked: boolean;
  /** True once this run wrote other credentials or scope. */
  saved: boolean;
  /** True once this run saved the credentials without Microsoft's test. */
  untested: boolean;
}

/** "Admin Credentials": Test Connection, then Save, with the scope "Sync only assigned users and groups". */
export const adminCredentials = defineStepKind<AdminCredentials, EntraTenant>({
  uses: "entra/admin-credentials",
  title: "Enter, test and save the admin credentials",
  gives: given.names,
  provides: ["connection"],
  needs: ["app", "job"],
  schema,
  create: (input) => {
    const memory: Memory = { targetChecked: false, untested: false, saved: false };
    return {
      access: { reads: [syncRead], writes: [syncWrite] },
      rotates: true,
      undo: credentialsUndo(input.token),
      connects: { baseUrl: input.baseUrl, ...(input.token === undefined ? {} : { token: input.token }) },
      look: (context) => look(input, context, memory),
      apply: async (context) => {
        await save(input, context);
        memory.saved = true;
        memory.untested = context.tenant.options.skipTest;
        return keepsOf(context);
      },
      recall: (context) => Promise.resolve(keepsOf(context)),
      expects: () => ({}),
      manual: () => adminCredentialsByHand(input.baseUrl),
    };
  },
});

/** Whose credentials they are, for undo. */
function keepsOf({ tenant }: Context): Applied {
  return { undoData: { servicePrincipalId: requireApp(tenant).id } };
}

async function look(input: AdminCredentials, context: Context, memory: Memory): Promise<Look> {
  const { tenant } = context;
  requireUsable(input, tenant);
  given.give(tenant, { baseUrl: input.baseUrl });
  await checkTarget(context, memory);
  const unchecked =
    input.token === undefined
      ? ["No token was provided, so the SCIM server was not asked and the saved token was not checked."]
      : [];
  const { app, appName } = tenant.results;
  if (context.rotating === true && (app === undefined || tenant.results.job === undefined))
    throw notSetUp("There is no application with a provisioning job yet, so there is no token to replace");
  if (app === undefined)
    return change("create", appName ?? "", settingFields(new Map(), input.baseUrl, true), tenant, memory, unchecked);

  const saved = await tenant.api.connection.read(app.id, freshness(tenant, context.clock));
  requireTokenAuthentication(saved, app);
  if (context.rotating === true && (saved.get(SETTING.token) ?? "") === "")
    throw notSetUp(`The application "${app.displayName}" has no saved token to replace`);
  const token = await tokenState(input, context, app, saved);
  const fields = settingFields(saved, input.baseUrl, token === "different");
  given.give(tenant, { tokenReplaced: context.rotating === true && (token === "different" || memory.saved) });
  const unconfirmed = confirmationOf(saved, fields, context, app);
  noteRestart(context, saved, fields);
  if (token === "passes") unchecked.push(NEVER_SHOWN);
  const health =
    context.verifying === true && saved.has(SETTING.token) ? await testSaved(tenant, context.clock, app) : NO_HEALTH;
  unchecked.push(...health.unchecked);
  const differs = [...health.differs, ...(health.differs.length === 0 ? otherToken(app, fields) : [])];
  if (fields.length === 0) {
    const found = [`The Tenant URL is ${input.baseUrl}.`, 'The scope is "Sync only assigned users and groups".'];
    return { changes: [], found, unchecked, warnings: memory.untested ? [untested] : [], differs };
  }
  const action = saved.has(SETTING.address) ? "update" : "create";
  const planned = change(action, app.displayName, fields, tenant, memory, unchecked);
  return { ...planned, warnings: [...(planned.warnings ?? []), ...unconfirmed], differs };
}

/** What an administrator has to confirm before it is written: refused here, unless nothing is about to be. */
function confirmationOf(
  saved: SavedSettings,
  fields: readonly FieldChange[],
  { tenant, verifying }: Context,
  app: ServicePrincipal,
): Warning[] {
  try {
    requireConfirmed(saved, fields, { app, job: tenant.results.job, confirm: tenant.options.confirm });
    return [];
  } catch (error) {
    if (verifying !== true || !(error instanceof SetupError) || error.code !== "confirm-needed") throw error;
    return [{ code: "confirm-needed", message: `${error.message}.`, fix: error.fix.join(" ") }];
  }
}

const NEVER_SHOWN = "Microsoft never shows the saved token, but the saved credentials pass Test Connection.";

function change(
  action: "create" | "update",
  name: string,
  fields: readonly FieldChange[],
  { options }: EntraTenant,
  memory: Memory,
  unchecked: readonly string[],
): Look {
  return {
    changes: [
      {
        action,
        resource: { type: "admin-credentials", name },
        fields,
        note: options.skipTest ? "saved without Test Connection" : "saved after Microsoft's Test Connection",
        summary: options.skipTest ? "saved without Test Connection" : "saved after Test Connection",
      },
    ],
    warnings: options.skipTest || memory.untested ? [untested] : [],
    unchecked,
  };
}

const untested: Warning = {
  code: "connection-untested",
  message:
    "Test Connection was skipped (--skip-test), so it is not known whether Microsoft's provisioning service can reach the SCIM server.",
  fix: "Run again without --skip-test, or select Test Connection on the application's Provisioning page.",
};

/** The one check that needs no tenant: it comes before anything is read. */
function requireUsable({ baseUrl, token }: AdminCredentials, { graphUrl }: EntraTenant): void {
  const { hostname } = new URL(graphUrl);
  const problem = tenantUrlProblem(baseUrl, {
    localGraph: isLoopback(hostname),
    government: hostname.endsWith(".us"),
    ...(token === undefined ? {} : { token }),
  });
  if (problem === undefined) return;
  throw new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: "The Tenant URL cannot be used",
    why: problem,
    fix: ["Enter the Tenant URL as the vendor shows it, for example https://scim.example.com/scim/v2."],
    refused: true,
  });
}

/** A refused token or address is reported in the SCIM server's own words, which Microsoft Graph hides. */
async function checkTarget({ target }: Context, memory: Memory): Promise<void> {
  if (memory.targetChecked) return;
  await target?.check({ uniqueIdentifier: "userName", importGroups: false });
  memory.targetChecked = true;
}

/** What is known of the saved token, which reads masked: from the journal, or else from Test Connection with what is saved. */
async function tokenState(
  { baseUrl, token }: AdminCredentials,
  { tenant, clock, journal, verifying, rotating }: Context,
  app: ServicePrincipal,
  saved: SavedSettings,
): Promise<"same" | "different" | "passes" | "unknown"> {
  if (token === undefined || !saved.has(SETTING.token)) return "unknown";
  const given = journal.wasGiven(tokenSubject(app), token.reveal());
  if (given !== "unknown") return given;
  if (rotating === true) return "different";
  // Whatever else differs, the token is written with it; and without a job, nothing can be tested.
  if (settingFields(saved, baseUrl, false).length > 0 || tenant.results.job === undefined) return "different";
  try {
    await tenant.api.jobs.validate(requireJob(tenant, clock), "saved");
    return "passes";
  } catch (error) {
    if (error instanceof SetupError && error.code === "target-test-failed") return "different";
    if (verifying === true && isNotAllowed(error)) return "unknown";
    throw error;
  }
}

/** A job that ran leaves users as they are until it is restarted (Entra docs, how-provisioning-works). */
function noteRestart(
  { tenant, journal, verifying }: Context,
  saved: SavedSettings,
  fields: readonly FieldChange[],
): void {
  const { job } = tenant.results;
  if (job === undefined) return;
  const planned = verifying !== true && movesPeople(saved, fields) && hasBeenStarted(job);
  given.give(tenant, { restartNeeded: planned || isRestartDue(journal, job.id) });
}

async function save({ baseUrl, token }: AdminCredentials, { tenant, clock, journal }: Context): Promise<void> {
  if (token === undefined) throw new Error("credentials are saved only with a token");
  const { api, results, options } = tenant;
  const app = requireApp(tenant);
  const place = requireJob(tenant, clock);
  const saved = await api.connection.read(app.id, place);
  if (!options.skipTest) {
    await api.jobs.validate(place, [
      { key: SETTING.address, value: baseUrl },
      { key: SETTING.token, value: token },
    ]);
  }
  const moves = movesPeople(saved, settingFields(saved, baseUrl, false));
  if (moves && results.job !== undefined && hasBeenStarted(results.job)) {
    rememberRestart(journal, place.jobId, "needed");
    given.give(tenant, { restartNeeded: true });
  }
  await api.connection.write(app.id, settingsToWrite(saved, baseUrl, token), place);
  journal.rememberGiven(tokenSubject(app), token.reveal());
}
