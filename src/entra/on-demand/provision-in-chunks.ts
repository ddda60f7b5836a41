import { EXIT, SetupError } from "../../base/errors.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { OnDemandVerdict } from "../tenant/on-demand-verdict.js";
import type { Candidate } from "./on-demand-people.js";
import { parseOnDemandAnswer } from "./parse-on-demand.js";
import { ruleIdOf } from "../mapping/schema-surgery.js";
import { requireJob, type EntraTenant } from "../tenant/tenant.js";
import { entraResults } from "../tenant/results.js";

/** Members that one call takes (Entra docs, provision-on-demand). */
const MOST_MEMBERS = 5;
/** Five calls in ten seconds are allowed (Microsoft Graph: throttling-limits). */
const PACE_MS = 2_000;

/** The results of provisioning on demand, for later steps. */
export const onDemandGiven = entraResults("onDemand");

/**
 * Provisions users on demand, at most five of one group a call, never faster than Microsoft allows. Each result is given to
 * later steps; a call that fails does not stop the others.
 *
 * @throws SetupError only when the signed-in administrator may not do it, or the run was interrupted
 */
export async function provisionInChunks(
  context: StepContext<EntraTenant>,
  people: readonly Candidate[],
): Promise<void> {
  const { tenant, clock, signal, emit } = context;
  const { api, results } = tenant;
  const ruleId = ruleIdOf(results.mappings.schema ?? (await api.jobs.schema(requireJob(tenant, clock))));
  let done = 0;
  for (const [number, chunk] of chunksOf(people).entries()) {
    if (number > 0) await clock.sleep(PACE_MS, signal);
    const userIds = chunk.people.map(({ user }) => user.id);
    const verdicts = await provisionChunk(context, { ruleId, groupId: chunk.groupId, userIds });
    onDemandGiven.give(tenant, { onDemand: new Map([...tenant.results.onDemand, ...verdicts]) });
    done += userIds.length;
    emit({ code: "wait.progress", what: "users provisioned on demand", done, total: people.length });
  }
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
