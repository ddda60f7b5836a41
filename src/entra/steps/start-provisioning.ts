import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonObject } from "../../base/json.js";
import { count } from "../../base/text.js";
import { differenceOf } from "../../setup/plan/drift.js";
import type { Change, Difference, Look, Warning } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { Conclusion } from "../../setup/step/step.js";
import { syncRead, syncWrite } from "../api/access.js";
import type { JobAddress } from "../api/graph-api.js";
import type { SynchronizationJob } from "../api/schemas.js";
import { isOn, lastCycle, quarantineReason, synchronizedCounts } from "../job/job-state.js";
import { findLost } from "../people/lost-at-target.js";
import { startProvisioningByHand } from "../manual.js";
import { isRefusedToken } from "../people/provisioning-errors.js";
import { isOwnSchema, rememberSchema } from "../mapping/own-schema.js";
import { sentChanges } from "../mapping/sent-changes.js";
import { quarantineWarnings } from "../job/quarantine-warnings.js";
import { rememberRestart } from "../job/restart-due.js";
import { readJob, requireJob, type EntraTenant } from "../tenant/tenant.js";
import { startUndo } from "../undo/start.js";
import { entraResults, type EntraResults, type JobStart } from "../tenant/results.js";

const schema = z
  .strictObject({})
  .describe(
    "Starts provisioning, and restarts it when the mappings of a running job were changed, so that all users get the new values.",
  );

const JOB = "provisioning-job";
/** The resource that a restart is shown as: all users and groups are evaluated again. */
const RESTART = "provisioning-job-restart";

/** Forgets what was sent before, so that all users and groups in scope are written again (Microsoft Graph: synchronizationJobRestartScope). */
const RESET_SCOPE = "Full";

const PACE =
  "The first cycle usually takes minutes for a few users and longer for many; later cycles run every 40 minutes.";

/** What these steps give to later ones. */
const given = entraResults("start", "restartNeeded");

/** Starts provisioning, and restarts it when the mappings of a running job were changed. */
export const startProvisioning = defineStepKind<z.output<typeof schema>, EntraTenant>({
  uses: "entra/start-provisioning",
  title: "Start provisioning",
  gives: given.names,
  needs: ["app", "job"],
  schema,
  create: () => {
    let told: readonly string[] = [];
    let applied: Applied = {};
    // Asked once a run: after a restart, what was lost is on its way.
    let lost: Promise<readonly string[]> | undefined;
    let mappings: JsonObject | undefined;
    const lostOf = (context: StepContext<EntraTenant>): Promise<readonly string[]> => (lost ??= lostAtTarget(context));
    return {
      access: { reads: [syncRead], writes: [syncWrite] },
      rotates: true,
      undo: startUndo,
      look: async (context) => {
        const seen = await look(context, lostOf);
        mappings = context.tenant.results.mappings.schema;
        told = (seen.warnings ?? []).map(({ message }) => message);
        return seen;
      },
      apply: async ({ tenant, clock, journal }, change) => {
        const { api, results } = tenant;
        const { schema } = results.mappings;
        const place = requireJob(tenant, clock);
        const before = await api.jobs.get(place);
        applied = keepsOf(place, before);
        // Only this tool has worked on a job's mappings before it is first started.
        if (schema !== undefined && isOwnSchema(journal, place.jobId, schema) === "unknown")
          rememberSchema(journal, place.jobId, schema);
        if (change.resource.type === RESTART) {
          await api.jobs.restart(place, RESET_SCOPE);
          rememberRestart(journal, place.jobId, "done");
          given.give(tenant, { restartNeeded: false });
        } else {
          await api.jobs.start(place);
        }
        const start: JobStart = {
          at: clock.now(),
          cycleBefore: lastCycle(before)?.ended,
          quarantineBefore: before.status?.quarantine?.currentBegan ?? undefined,
          restarted: change.resource.type === RESTART || results.start?.restarted === true,
        };
        given.give(tenant, { start });
        return applied;
      },
      recall: () => Promise.resolve(applied),
      expects: () => ({ sends: sentChanges(mappings) }),
      manual: startProvisioningByHand,
      conclude: async (context) => {
        const { found, warnings = [] } = await conclude(context);
        return { found, warnings: warnings.filter(({ message }) => !told.includes(message)) };
      },
    };
  },
});

/** What undo has to know: which job it was, and whether it was on. */
function keepsOf({ servicePrincipalId, jobId }: JobAddress, { schedule }: SynchronizationJob): Applied {
  return { undoData: { servicePrincipalId, jobId, state: schedule?.state ?? null } };
}

type LostOf = (context: StepContext<EntraTenant>) => Promise<readonly string[]>;

/** Empty without a SCIM server to ask, and when verifying: then the proof names what is missing. */
async function lostAtTarget({
  tenant,
  target,
  clock,
  verifying,
}: StepContext<EntraTenant>): Promise<readonly string[]> {
  if (target === undefined || verifying === true) return [];
  try {
    return await findLost(tenant, target, clock);
  } catch (error) {
    // The steps that need the SCIM server report what is wrong with it, and so does the proof.
    if (error instanceof SetupError && error.exitCode === EXIT.failed) return [];
    throw error;
  }
}

async function look(context: StepContext<EntraTenant>, lostOf: LostOf): Promise<Look> {
  const { tenant, clock, rotating } = context;
  const { results } = tenant;
  if (rotating === true) return lookAtRotation({ tenant, clock });
  if (results.job === undefined) return { changes: [startChange(results)] };
  const job = await readJob(tenant, clock);
  const quarantine = quarantineReason(job);
  const changes: Change[] = [];
  if (results.restartNeeded)
    changes.push(
      restartChange(results, "all users and groups in scope are evaluated and written again, with the new mappings"),
    );
  else if (isOn(job) && quarantine === undefined && results.start === undefined) {
    const lost = await lostOf(context);
    if (lost.length > 0) changes.push(restartChange(results, noteOfLost(lost)));
  }
  if (!isOn(job)) changes.push(startChange(results));
  else if (quarantine !== undefined && results.start === undefined && !results.restartNeeded)
    changes.push(retryChange(results, "lifts the quarantine for one attempt"));
  const warnings = quarantineWarnings(job);
  return {
    changes,
    found: isOn(job) ? ["Provisioning is on.", summary(job)] : [],
    warnings,
    differs: [...stateDiffers(results, job), ...quarantineDiffers(results, warnings, quarantine)],
  };
}

function noteOfLost(lost: readonly string[]): string {
  return `Entra has provisioned this before, but the SCIM server no longer has it: ${lost.join("; ")}. Entra sends it again only after a restart, which evaluates and writes all users and groups in scope again`;
}

/** A new token lifts the quarantine that the old one brought about; otherwise the job stays as it is, on or off. */
async function lookAtRotation(context: Pick<StepContext<EntraTenant>, "tenant" | "clock">): Promise<Look> {
  const { results } = context.tenant;
  if (results.job === undefined) return { changes: [] };
  const job = await readJob(context.tenant, context.clock);
  const reason = quarantineReason(job);
  const lifts =
    isOn(job) &&
    reason !== undefined &&
    isRefusedToken(job.status?.quarantine?.error?.code, job.status?.quarantine?.error?.message);
  return {
    changes:
      lifts && results.tokenReplaced && results.start === undefined
        ? [retryChange(results, "lifts the quarantine for one attempt, with the new token")]
        : [],
    found: [isOn(job) ? "Provisioning is on." : "Provisioning is off and stays off."],
    warnings: quarantineWarnings(job),
  };
}

/** The job was paused, or never started. */
function stateDiffers(results: EntraResults, job: SynchronizationJob): Difference[] {
  if (isOn(job)) return [];
  const resource = resourceOf(results, JOB);
  const actual = job.schedule?.state ?? null;
  return [
    {
      resource,
      path: "schedule.state",
      expected: "Active",
      actual,
      fixedBy: "apply",
      what: `Provisioning of "${resource.name}" is off (job state: ${actual ?? "unknown"}).`,
    },
  ];
}

function quarantineDiffers(
  results: EntraResults,
  warnings: readonly Warning[],
  reason: string | undefined,
): Difference[] {
  const resource = resourceOf(results, JOB);
  const where = { resource, path: "status.quarantine", expected: null, actual: reason ?? null };
  return warnings.map((warning) => differenceOf(warning, where, "apply"));
}

function startChange(results: EntraResults): Change {
  const summary = "first cycle takes minutes or longer";
  return { action: "start", resource: resourceOf(results, JOB), fields: [], note: PACE, summary };
}

function restartChange(results: EntraResults, note: string): Change {
  const summary = "all users in scope are written again";
  return { action: "start", resource: resourceOf(results, RESTART), fields: [], note, summary };
}

/** Starting a job that is in quarantine has Microsoft try at once. */
function retryChange(results: EntraResults, note: string): Change {
  const summary = "lifts the quarantine for one attempt";
  return { action: "start", resource: resourceOf(results, JOB), fields: [], note, summary };
}

function resourceOf({ appName, app }: EntraResults, type: string): Change["resource"] {
  return { type, name: appName ?? app?.displayName ?? "the application" };
}

async function conclude(context: StepContext<EntraTenant>): Promise<Conclusion> {
  if (context.tenant.results.job === undefined) return { found: [] };
  const job = await readJob(context.tenant, context.clock);
  return {
    found: [isOn(job) ? "Provisioning is on." : "Provisioning is off.", summary(job)],
    warnings: quarantineWarnings(job),
  };
}

function summary(job: SynchronizationJob): string {
  const cycle = lastCycle(job);
  if (cycle === undefined) return `No provisioning cycle has ended yet. ${PACE}`;
  const { people, groups } = synchronizedCounts(job);
  const kept = `${count(people, "user")} and ${count(groups, "group")} are synchronized`;
  const counts = `${String(cycle.exported)} exported, ${String(cycle.escrowed)} waiting for a retry`;
  return `The last cycle ended at ${new Date(cycle.ended).toISOString()}: ${kept}; ${counts}. Cycles run every 40 minutes.`;
}
