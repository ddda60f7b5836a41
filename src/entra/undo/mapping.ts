import { SetupError } from "../../base/errors.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { Change } from "../../setup/model/plan.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo, UndoLook } from "../../setup/step/step-undo.js";
import { valueAfterUndo } from "../../setup/undo/undo-values.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import { isOn } from "../job/job-state.js";
import { isOwnSchema, rememberSchema, withoutAnnotations } from "../mapping/own-schema.js";
import { hasBeenStarted, isRestartDue, rememberRestart } from "../job/restart-due.js";
import { isAsAdded, restoreMappings, type FormerMapping } from "../mapping/schema-restore.js";
import { expressionFor, sourceFor } from "../mapping/schema-surgery.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import type { UndoMemoryPart } from "../../setup/step/undo-memory.js";
import { appNow, jobNow, keepsRunning, placeOf, type Context } from "./common.js";

/**
 * All users are evaluated again, and provisioned users are not forgotten: the same undo may have unassigned some, and only then
 * does Microsoft disable them (Microsoft Graph: synchronizationJobRestartScope).
 */
const RESET_SCOPE = "Watermark, Escrows, QuarantineState";

/** What undo has to know of mappings that a run changes or adds. */
export function mappingUndoData(
  before: JsonObject,
  targets: readonly string[],
  defines: readonly string[],
): JsonObject {
  const sources = targets.flatMap((target) => {
    const source = sourceFor(before, target);
    return source === undefined ? [] : [[target, source] as const];
  });
  return { sources: Object.fromEntries(sources), defines };
}

/** Ids of the jobs whose mappings this undo has restored, and no one else has changed. */
const RESTORED: UndoMemoryPart<Set<string>> = { start: () => new Set() };

/** Restores the mappings of users from before the run, as long as they are still those that it wrote. */
export const mappingUndo: StepUndo<EntraTenant> = {
  look: async (context, done, { before }) => {
    const { journal, tenant, memory } = context;
    if (idsOf(done) === undefined) return notKnown(done, "Entra");
    const place = await placeIn(context, done);
    if (place === undefined) return undone("The provisioning job with these mappings no longer exists.");
    const { app, job } = place;
    const schema = await tenant.api.jobs.schema(placeOf(context, app, job.id));
    const newer = before.filter((one) => one.resource.type === done.resource.type && undoText(one, "jobId") === job.id);
    const runs = keepsRunning(job, before);
    const state = stateOf(schema, done, newer);
    if (state === "before") {
      // As Microsoft keeps it, which may be another wording than was written.
      if (memory.of(RESTORED).delete(job.id)) rememberSchema(journal, job.id, schema);
      return backLook(context, place, runs);
    }
    if (state !== "written")
      return changed(`The attribute mappings of "${app.displayName}" were changed after the run: ${state}.`);
    return { state: "undo", change: changeBack(done, app, effectOf(job, runs)) };
  },
  apply: async (context, done) => {
    const place = await placeIn(context, done);
    if (place === undefined) return;
    const { app, job } = place;
    await writeBack(context, done, place);
    if (!isOn(job) || !isRestartDue(context.journal, job.id)) return;
    await context.tenant.api.jobs.restart(placeOf(context, app, job.id), RESET_SCOPE);
    rememberRestart(context.journal, job.id, "done");
  },
};

interface Place {
  readonly app: ServicePrincipal;
  readonly job: SynchronizationJob;
}

function idsOf(done: JournalledChange): { readonly appId: string; readonly jobId: string } | undefined {
  const [appId, jobId] = [undoText(done, "servicePrincipalId"), undoText(done, "jobId")];
  return appId === undefined || jobId === undefined ? undefined : { appId, jobId };
}

async function placeIn(context: Context, done: JournalledChange): Promise<Place | undefined> {
  const ids = idsOf(done);
  const app = ids === undefined ? undefined : await appNow(context, ids.appId, done);
  const job = ids === undefined || app === undefined ? undefined : await jobNow(context, app, ids.jobId, done);
  return app === undefined || job === undefined ? undefined : { app, job };
}

/** Mappings that are back need no more than a restart that an interrupted undo owes. */
function backLook({ journal }: Context, { app, job }: Place, runs: boolean): UndoLook {
  if (!runs || !isRestartDue(journal, job.id))
    return undone(`The attribute mappings of "${app.displayName}" are as they were before.`);
  const resource = { type: "provisioning-job-restart", name: app.displayName };
  return { state: "undo", change: { action: "start", resource, fields: [], note: RESTART } };
}

const RESTART = "all users and groups in scope are evaluated and written again, with the earlier mappings";

function changeBack({ fields, resource }: JournalledChange, app: ServicePrincipal, note: string): Change {
  return {
    action: "update",
    resource,
    fields: fields.map(({ path, before, after }) => ({ path, before: after ?? null, after: before })),
    note: `of "${app.displayName}"; ${note}`,
  };
}

function effectOf(job: SynchronizationJob, runs: boolean): string {
  if (runs) return `provisioning is on and is restarted: ${RESTART}`;
  if (hasBeenStarted(job)) return "existing users keep their values on the SCIM server until provisioning is restarted";
  return "no users have been provisioned with them";
}

/** `before` the run, as `written` by the run, or in words what is different. */
function stateOf(schema: JsonObject, done: JournalledChange, newer: readonly JournalledChange[]): string {
  try {
    const now = done.fields.map(({ path, before, after }) => ({
      path,
      before,
      after: after ?? null,
      value: valueAfterUndo(expressionFor(schema, path) ?? null, path, newer),
    }));
    if (now.every(({ value, before }) => value === before)) return "before";
    const other = now.find(({ value, before, after }) => value !== after && value !== before);
    if (other !== undefined)
      return `${other.path} comes from ${other.value === null ? "no attribute" : JSON.stringify(other.value)} now, and the run had set ${JSON.stringify(other.after)}`;
    const added = now.find(({ path, before }) => before === null && !isAsAdded(schema, path));
    return added === undefined ? "written" : `the mapping of ${added.path} has other settings now`;
  } catch (error) {
    if (error instanceof SetupError && error.code === "schema-unexpected") return error.why ?? error.what;
    throw error;
  }
}

async function writeBack(context: Context, done: JournalledChange, { app, job }: Place): Promise<void> {
  const { journal, tenant, memory } = context;
  const { api } = tenant;
  const place = placeOf(context, app, job.id);
  const schema = await api.jobs.schema(place);
  if (stateOf(schema, done, []) !== "written") return;
  const restored = restoreMappings(schema, formerOf(done));
  tenant.backUp(`schema-${job.id}`, schema);
  // Before the write: an undo that is interrupted right after it must not forget the restart.
  if (hasBeenStarted(job)) rememberRestart(journal, job.id, "needed");
  if (isOwnSchema(journal, job.id, schema) === "same") {
    rememberSchema(journal, job.id, restored);
    memory.of(RESTORED).add(job.id);
  }
  await api.jobs.replaceSchema(place, withoutAnnotations(restored));
}

function formerOf({ fields, undoData }: JournalledChange): FormerMapping[] {
  const sources: Readonly<Record<string, JsonValue | undefined>> = isJsonObject(undoData["sources"])
    ? undoData["sources"]
    : {};
  const defines = Array.isArray(undoData["defines"]) ? undoData["defines"] : [];
  return fields.map(({ path }) => ({ target: path, source: sources[path], defined: defines.includes(path) }));
}
