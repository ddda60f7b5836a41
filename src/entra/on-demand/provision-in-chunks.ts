import { EXIT, SetupError } from "../../base/errors.js";
import { count } from "../../base/text.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { OnDemandVerdict } from "../tenant/on-demand-verdict.js";
import type { Candidate } from "./on-demand-people.js";
import { parseOnDemandAnswer } from "./parse-on-demand.js";
import { timeOf } from "../job/job-state.js";
import { ruleIdOf } from "../mapping/schema-surgery.js";
import { requireJob, type EntraTenant } from "../tenant/tenant.js";
import { entraResults } from "../tenant/results.js";

/** Members that one call takes (Entra docs, provision-on-demand). */
const MOST_MEMBERS = 5;
/** Five calls in ten seconds are allowed (Microsoft Graph: throttling-limits). */
const PACE_MS = 2_000;

/** The results of provisioning on demand, for later steps. */
export const onDemandGiven = entraResults("onDemand");

/** It can take up to a few minutes until an assignment is in effect (Entra docs, provision-on-demand). */
const IN_EFFECT_MS = 5 * 60_000;
const AGAIN_MS = 30_000;

/**
 * Provisions users on demand, at most five of one group a call, never faster than Microsoft allows. Each result is given to
 * later steps; a call that fails does not stop the others. Who is not in scope yet is tried again while the newest assignment may
 * not be in effect.
 *
 * @throws SetupError only when the signed-in administrator may not do it, or the run was interrupted
 */
export async function provisionInChunks(
  context: StepContext<EntraTenant>,
  people: readonly Candidate[],
): Promise<void> {
  const { tenant, clock, emit } = context;
  const { api, results } = tenant;
  const ruleId = ruleIdOf(results.mappings.schema ?? (await api.jobs.schema(requireJob(tenant, clock))));
  let done = 0;
  await provisionOnce(context, ruleId, people, (number) => {
    done += number;
    emit({ code: "wait.progress", what: "users provisioned on demand", done, total: people.length });
  });
  await provisionUnseen(context, ruleId, people);
}

async function provisionOnce(
  context: StepContext<EntraTenant>,
  ruleId: string,
  people: readonly Candidate[],
  report: (number: number) => void,
): Promise<void> {
  const { tenant, clock, signal } = context;
  for (const [number, chunk] of chunksOf(people).entries()) {
    if (number > 0) await clock.sleep(PACE_MS, signal);
    const userIds = chunk.people.map(({ user }) => user.id);
    const verdicts = await provisionChunk(context, { ruleId, groupId: chunk.groupId, userIds });
    onDemandGiven.give(tenant, { onDemand: new Map([...tenant.results.onDemand, ...verdicts]) });
    report(userIds.length);
  }
}

/** Tries those again who are not in scope, until every assignment must be in effect. */
async function provisionUnseen(
  context: StepContext<EntraTenant>,
  ruleId: string,
  people: readonly Candidate[],
): Promise<void> {
  const { tenant, clock, signal, emit } = context;
  const unseen = (): readonly Candidate[] => {
    const resultOf = ({ user }: Candidate): string | undefined => tenant.results.onDemand.get(user.id)?.result;
    const waiting = new Set(people.filter((one) => resultOf(one) === "not-in-scope").map(({ group }) => group.id));
    // Microsoft's answer may name one user only: those asked for with them are as open.
    const open = (one: Candidate): boolean => ["not-in-scope", "inconclusive"].includes(resultOf(one) ?? "");
    return people.filter((one) => waiting.has(one.group.id) && open(one));
  };
  if (unseen().length === 0) return;
  const until = (await assignedLast(tenant)) + IN_EFFECT_MS;
  while (unseen().length > 0 && clock.now() < until) {
    const waitMs = Math.min(AGAIN_MS, until - clock.now());
    const who = count(unseen().length, "user");
    emit({
      code: "request.delayed",
      waitMs,
      reason: `Microsoft's provisioning service does not see the assignment of ${who} yet, which can take a few minutes`,
    });
    await clock.sleep(waitMs, signal);
    await provisionOnce(context, ruleId, unseen(), () => undefined);
  }
}

/** When the newest assignment was made, by this run or by anybody else, in milliseconds since 1970. */
async function assignedLast({ api, results }: EntraTenant): Promise<number> {
  if (results.assignedAt !== undefined) return results.assignedAt;
  const list = results.app === undefined ? [] : await api.assignments.list(results.app.id);
  return Math.max(-Infinity, ...list.flatMap(({ createdDateTime }) => timeOf(createdDateTime) ?? []));
}

/** A call that fails says nothing about its users: the next cycle may bring them all the same. */
async function provisionChunk(
  { tenant, clock }: StepContext<EntraTenant>,
  subject: { readonly ruleId: string; readonly groupId: string; readonly userIds: readonly string[] },
): Promise<ReadonlyMap<string, OnDemandVerdict>> {
  try {
    const answer = await tenant.api.jobs.provisionOnDemand(requireJob(tenant, clock), subject);
    return parseOnDemandAnswer(answer, subject.userIds);
  } catch (error) {
    if (!(error instanceof SetupError) || error.exitCode === EXIT.access || error.exitCode === EXIT.interrupted)
      throw error;
    const reason =
      error.code === "graph-not-found"
        ? "provisioning on demand is not available in this cloud; these users follow with the next cycle"
        : `${error.message}; these users follow with the next cycle`;
    return new Map(subject.userIds.map((id) => [id, { result: "inconclusive", reason }]));
  }
}

/** At most five users of one group each, in the order given. */
function chunksOf(people: readonly Candidate[]): { readonly groupId: string; readonly people: readonly Candidate[] }[] {
  const byGroup = new Map<string, Candidate[]>();
  for (const one of people) byGroup.set(one.group.id, [...(byGroup.get(one.group.id) ?? []), one]);
  return [...byGroup].flatMap(([groupId, members]) =>
    Array.from({ length: Math.ceil(members.length / MOST_MEMBERS) }, (_, number) => ({
      groupId,
      people: members.slice(number * MOST_MEMBERS, (number + 1) * MOST_MEMBERS),
    })),
  );
}
