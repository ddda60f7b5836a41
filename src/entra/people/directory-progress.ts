import type { Clock } from "../../base/clock.js";
import type { Person } from "../../setup/model/expectation.js";
import type { Progress, ProgressOfAll } from "../../setup/model/ports.js";
import type { ProvisioningLogRecord, ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import { countsAll, deliveredByLog, type Delivered } from "./delivered.js";
import { isOn, lastCycle, quarantineReason } from "../job/job-state.js";
import { failureOfRecord, isDelivered, newestRecords, readRecordsAgain, type LogSeen } from "./provisioning-records.js";
import type { JobStart } from "../tenant/results.js";
import { readJob, type EntraTenant } from "../tenant/tenant.js";

type Reading = Pick<EntraTenant, "api" | "groups" | "results">;

/** What this run has seen of the job so far. */
export interface JobWatch {
  /** The end of the cycle that was over when the run first asked. */
  before: { readonly ended: number | undefined } | undefined;
  /** The ends of the cycles that have ended since: they tell when a user was left out twice. */
  readonly ended: Set<number>;
  readonly log: LogSeen;
}

/** A watch that has seen nothing. */
export function newWatch(): JobWatch {
  return { before: undefined, ended: new Set(), log: { records: undefined } };
}

/** So many whole cycles bring all users in scope: the second one brings those who were being assigned during the first. */
const CYCLES_ENOUGH = 2;

/** The users and groups that are asked about. */
interface Asked {
  readonly people: readonly Person[];
  /** Names of groups. */
  readonly groups: readonly string[];
  /** How much of the provisioning log is read: `new` is what has been added since the last time. */
  readonly reading: "whole" | "new";
}

/**
 * How far Entra is with these users and groups: the newest log entry of each, the results of provisioning on demand, and for
 * all others the state of the job. Empty before the application exists.
 */
export async function readProgress(
  tenant: Reading,
  asked: Asked,
  clock: Clock,
  watch: JobWatch,
): Promise<ProgressOfAll> {
  const { app } = tenant.results;
  if (app === undefined) return { people: new Map(), groups: new Map() };
  if (asked.reading === "whole") watch.log.records = undefined;
  const state = await readState(tenant, clock, watch);
  const people = progressOfPeople(tenant, asked.people, state);
  const isWaiting = [...people.values()].some((one) => one.state === "waiting");
  if (!isWaiting && asked.groups.length === 0) return { people, groups: new Map() };
  const assigned = await assignedIds(tenant, app);
  return {
    people: isWaiting ? await markUnassigned(people, tenant, assigned) : people,
    groups: progressOfGroups(tenant, asked.groups, state, assigned),
  };
}

function progressOfPeople(tenant: Reading, people: readonly Person[], state: State): ReadonlyMap<string, Progress> {
  const { common, records, delivered, job } = state;
  const all = isResting(common) && countsAll(job, "people", people.length);
  const before = (id: string): Progress | undefined =>
    all || (isResting(common) && delivered.ids.has(id)) ? { state: "arrived" } : undefined;
  return new Map(
    people.map(({ id }) => [
      id,
      failureOnDemand(tenant, id) ?? wordOfLog(records.get(id), state) ?? before(id) ?? common,
    ]),
  );
}

/** A group arrives before all its members do: the members that were sent are listed. */
function progressOfGroups(
  { groups }: Reading,
  names: readonly string[],
  { common, records, delivered, job }: State,
  assigned: ReadonlySet<string>,
): ReadonlyMap<string, Progress> {
  const all = countsAll(job, "groups", names.length);
  return new Map(
    names.map((name) => {
      const id = groups.get(name)?.id ?? "";
      const record = records.get(id);
      const failed = failedByLog(record);
      if (failed !== undefined) return [name, failed];
      if (!assigned.has(id))
        return [name, { state: "unknown", reason: "the group is not assigned to the application" }];
      const isThere = all || delivered.ids.has(id) || isDelivered(record);
      if (!isThere || !isResting(common)) return [name, common];
      const members = {
        sent: delivered.members.get(id) ?? new Set<string>(),
        others: common,
        ...(all || wasSentWhole(record, delivered, job) ? { withGroup: true as const } : {}),
      };
      return [name, { state: "arrived", members }];
    }),
  );
}

/** A group is on the SCIM server before its members are: the cycle that brought it must have ended. */
function wasSentWhole(
  record: ProvisioningLogRecord | undefined,
  { ids }: Delivered,
  job: SynchronizationJob | undefined,
): boolean {
  const ended = job === undefined ? undefined : lastCycle(job)?.ended;
  return (
    record !== undefined &&
    ended !== undefined &&
    ids.has(record.sourceIdentity?.id ?? "") &&
    Date.parse(record.activityDateTime) <= ended
  );
}

/** Whether the job does nothing by itself about what it has sent before: it is not about to write all users again. */
function isResting(common: Progress): boolean {
  return common.state !== "failed" && common.rewrites !== true;
}

interface State {
  /** What holds for all users, unless more is known of one. */
  readonly common: Progress;
  /** The newest of each. */
  readonly records: ReadonlyMap<string, ProvisioningLogRecord>;
  readonly delivered: Delivered;
  /** As just read; undefined when there is none. */
  readonly job: SynchronizationJob | undefined;
}

async function readState(tenant: Reading, clock: Clock, watch: JobWatch): Promise<State> {
  if (tenant.results.job === undefined) {
    const reason = "provisioning is not set up: the application has no provisioning job";
    return { common: { state: "unknown", reason }, records: new Map(), delivered: deliveredByLog([]), job: undefined };
  }
  const job = await readJob(tenant, clock);
  const log = (await readRecordsAgain(tenant, job, clock, watch.log)) ?? [];
  return {
    common: stateOfJob(job, tenant, passedCycles(job, tenant, watch)),
    records: newestRecords(log),
    delivered: deliveredByLog(log),
    job,
  };
}

/** How many cycles this run has seen end since it started the job, or since it first asked. */
function passedCycles(job: SynchronizationJob, { results }: Pick<Reading, "results">, watch: JobWatch): number {
  const ended = lastCycle(job)?.ended;
  watch.before ??= { ended: results.start === undefined ? ended : results.start.cycleBefore };
  if (ended !== undefined && ended !== watch.before.ended) watch.ended.add(ended);
  return watch.ended.size;
}

function stateOfJob(job: SynchronizationJob, { results }: Pick<Reading, "results">, passed: number): Progress {
  const ended = lastCycle(job)?.ended;
  const ranSinceStart = ended !== undefined && (results.start === undefined || ended !== results.start.cycleBefore);
  const quarantine = quarantineReason(job);
  if (quarantine !== undefined && (ranSinceStart || !isLifted(job, results.start))) {
    return { state: "failed", reason: `provisioning is in quarantine: ${quarantine}` };
  }
  if (!isOn(job)) {
    return { state: "unknown", reason: "provisioning is not started (Provisioning Status: Off)" };
  }
  if (passed >= CYCLES_ENOUGH) {
    const reason = `not provisioned after ${String(passed)} provisioning cycles; use Provision on demand in the application to see why`;
    return { state: "unknown", reason };
  }
  if (!ranSinceStart && results.start?.restarted === true)
    return {
      state: "waiting",
      reason: "arrives with the first cycle after the restart, which has not ended yet",
      rewrites: true,
    };
  if (ranSinceStart)
    return { state: "waiting", reason: "arrives with the next provisioning cycle, about every 40 minutes" };
  const reason = "arrives with the first provisioning cycle, which has not ended yet";
  // The very first one looks all users up: an existing account on the SCIM server is adopted, and gets the values it lacks.
  return { state: "waiting", reason, ...(ended === undefined ? { rewrites: true } : {}) };
}

/**
 * A quarantine from before this run's start is lifted for one attempt (Entra docs,
 * application-provisioning-quarantine-status): it still reads so until then.
 */
function isLifted({ status }: SynchronizationJob, start: JobStart | undefined): boolean {
  return start?.quarantineBefore !== undefined && start.quarantineBefore === status?.quarantine?.currentBegan;
}

function failureOnDemand({ results }: Pick<Reading, "results">, id: string): Progress | undefined {
  const verdict = results.onDemand.get(id);
  if (verdict?.result !== "failure") return undefined;
  return {
    state: "failed",
    reason: `provisioning on demand failed: ${verdict.reason ?? "Microsoft gives no reason"}`,
  };
}

/** After a restart what was delivered before it is looked up and sent again; before the first cycle has ended there was none. */
function wordOfLog(record: ProvisioningLogRecord | undefined, { common, job }: State): Progress | undefined {
  const restarted = common.rewrites === true && job !== undefined && lastCycle(job) !== undefined;
  if (isDelivered(record)) return restarted ? undefined : { state: "arrived" };
  return failedByLog(record);
}

function failedByLog(record: ProvisioningLogRecord | undefined): Progress | undefined {
  const failure = record === undefined ? undefined : failureOfRecord(record);
  return failure === undefined ? undefined : { state: "failed", reason: `${failure.reason}. ${failure.fix}` };
}

/** The same, where no user without an assigned group is still on the way: only assigned users are ever provisioned. */
async function markUnassigned(
  progress: ReadonlyMap<string, Progress>,
  { api, groups, results }: Reading,
  assigned: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Progress>> {
  const wanted = [...results.assigned].flatMap((name) => groups.get(name) ?? []);
  if (wanted.every(({ id }) => assigned.has(id))) return progress;
  const members = new Set<string>();
  for (const { id } of wanted.filter((group) => assigned.has(group.id)))
    for (const user of await api.directory.members(id)) members.add(user.id);
  const reason = "not assigned to the application: none of the user's groups is assigned";
  return new Map(
    [...progress].map(([id, one]) => [
      id,
      one.state === "waiting" && !members.has(id) ? { state: "unknown", reason } : one,
    ]),
  );
}

async function assignedIds({ api }: Reading, app: ServicePrincipal): Promise<ReadonlySet<string>> {
  return new Set((await api.assignments.list(app.id)).map(({ principalId }) => principalId));
}
