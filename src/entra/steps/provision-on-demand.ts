import { z } from "zod";
import { count } from "../../base/text.js";
import type { Change, FieldChange, Look, Warning } from "../../setup/model/plan.js";
import type { Target } from "../../setup/model/ports.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { readGroups, readUsers, syncWrite } from "../api/access.js";
import { timeOf } from "../job/job-state.js";
import { expectedAccount } from "../people/mapping-ahead.js";
import { provisionOnDemandByHand } from "../manual.js";
import { chooseCandidates, type Candidate } from "../on-demand/on-demand-people.js";
import { onDemandGiven, provisionInChunks } from "../on-demand/provision-in-chunks.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { onDemandUndo } from "../undo/start.js";
import type { EntraResults, MappingsAhead } from "../tenant/results.js";
import type { OnDemandVerdict } from "../tenant/on-demand-verdict.js";

const schema = z
  .strictObject({
    group: z.string().min(1).describe("Name of the group whose first users are provisioned"),
    most: z
      .int()
      .min(1)
      .default(25)
      .describe("How many users to provision on demand at most; the others follow with the next cycle"),
  })
  .describe("Provisions the first users of a group at once, without waiting for the next cycle.");
type ProvisionOnDemand = z.output<typeof schema>;

/** How long Microsoft's own workflow waits between assigning and provisioning on demand (AzureAD/SCIMReferenceCode). */
const SETTLE_MS = 60_000;

/** Provisions the first users of a group at once, as the guide has an administrator do, without waiting for the next cycle. */
export const provisionOnDemand = defineStepKind<ProvisionOnDemand, EntraTenant>({
  uses: "entra/provision-on-demand",
  title: "Provision the first users on demand",
  gives: onDemandGiven.names,
  needs: ["app", "job"],
  schema,
  create: (input) => ({
    access: { reads: [readGroups, readUsers], writes: [syncWrite] },
    look: (context) => look(input, context),
    undo: onDemandUndo,
    prepare,
    apply: async (context, change) => {
      const people = await candidatesOf(input, context, change);
      await provisionInChunks(context, people);
      await settleByTarget(context, people);
      return {};
    },
    expects: () => ({}),
    manual: () => provisionOnDemandByHand(input.group, input.most),
  }),
});

async function look(input: ProvisionOnDemand, { tenant, target }: StepContext<EntraTenant>): Promise<Look> {
  const { options, results } = tenant;
  if (options.onDemand === "none")
    return { changes: [], found: ["No users are provisioned on demand: all users follow with the next cycle."] };
  const { chosen, others } = await chooseCandidates(tenant, input, options.onDemand);
  if (chosen.length === 0)
    return { changes: [], found: [`The group "${input.group}" has no users to provision on demand.`] };
  if (hasFlag(results.baseUrl)) return { changes: [], warnings: [UNSUPPORTED] };

  const found = [
    ...triedSentences(results, chosen),
    ...(others > 0
      ? [
          `${count(others, "other user", "other users")} of "${input.group}" ${others === 1 ? "follows" : "follow"} with the next cycle.`,
        ]
      : []),
  ];
  const untried = chosen.filter(({ user }) => !results.onDemand.has(user.id));
  const warnings = failures(results, chosen);
  if (untried.length === 0) return { changes: [], found, warnings };
  if (target === undefined && hasEndedCycle(results)) {
    const who = count(untried.length, "user");
    return {
      changes: [],
      found,
      warnings,
      unchecked: [`The SCIM server was not asked whether it already has ${who} of "${input.group}".`],
    };
  }
  const { absent, adopted } =
    target === undefined ? { absent: untried, adopted: [] } : await compareWith(target, untried, results.mappings);
  const there = untried.length - absent.length;
  if (there > 0)
    found.push(`${count(there, "user")} of "${input.group}" ${there === 1 ? "is" : "are"} already on the SCIM server.`);
  return { changes: absent.length === 0 ? [] : [changeOf(input, absent, adopted)], found, warnings };
}

/** Microsoft documents provisioning on demand as unsupported with this flag (Entra docs, application-provisioning-config-problem-scim-compatibility). */
function hasFlag(baseUrl: string | undefined): boolean {
  return /[?&]aadOptscim062020(?:[&=]|$)/i.test(baseUrl ?? "");
}

const UNSUPPORTED: Warning = {
  code: "on-demand-unsupported",
  message:
    "No users are provisioned on demand: Microsoft does not support it with aadOptscim062020 in the Tenant URL. All users follow with the next cycle.",
  fix: "Wait for the next cycle: run the same command again later, or add --wait 1h.",
};

/** A field for each user: a user who arrives on the SCIM server between plan and apply makes the change smaller, not another one. */
function changeOf({ group }: ProvisionOnDemand, people: readonly Candidate[], adopted: readonly Candidate[]): Change {
  const summary = `${count(people.length, "user")}, at most 5 at a time`;
  return {
    action: "start",
    resource: { type: "on-demand-provisioning", name: group },
    fields: people.map(({ user }): FieldChange => ({ path: pathOf(user), before: null, after: user.id })),
    people: true,
    note: [summary, ...repairs(adopted)].join("; "),
    summary,
  };
}

/** Accounts from before provisioning: they stay, and Entra takes them over. */
function repairs(adopted: readonly Candidate[]): string[] {
  if (adopted.length === 0) return [];
  const names = adopted.map(({ user }) => user.userPrincipalName).join(", ");
  return [`already on the SCIM server with a different externalId or none, which Entra replaces: ${names}`];
}

function pathOf({ userPrincipalName }: Candidate["user"]): string {
  return `members[${userPrincipalName}]`;
}

/** The users of an approved change, each with the group they come by. */
async function candidatesOf(
  input: ProvisionOnDemand,
  { tenant }: StepContext<EntraTenant>,
  { fields }: Change,
): Promise<readonly Candidate[]> {
  const { onDemand } = tenant.options;
  const { chosen } = await chooseCandidates(tenant, input, onDemand === "none" ? [] : onDemand);
  const ids = new Set(fields.map(({ after }) => after));
  return chosen.filter(({ user }) => ids.has(user.id));
}

interface Compared {
  /** Users that the SCIM server does not have as the mappings want them. */
  readonly absent: readonly Candidate[];
  /** Those among them with an account under another identifier. */
  readonly adopted: readonly Candidate[];
}

/**
 * Compares with the mappings as the plan leaves them, under the names that these send. A computed value cannot be predicted:
 * then being there is enough.
 */
async function compareWith(target: Target, people: readonly Candidate[], mappings: MappingsAhead): Promise<Compared> {
  const expected = people.map((one) => ({ one, ...expectedAccount(mappings, one.user) }));
  const there = await target.users(
    expected.map(({ userName }) => userName),
    false,
  );
  const absent: Candidate[] = [];
  const adopted: Candidate[] = [];
  for (const { one, userName, externalId } of expected) {
    const accounts = there.filter((account) => account.userName.toLowerCase() === userName.toLowerCase());
    if (accounts.some((account) => externalId === undefined || account.value("externalId") === externalId)) continue;
    absent.push(one);
    if (accounts.length > 0) adopted.push(one);
  }
  return { absent, adopted };
}

/** The SCIM server decides where an answer leaves it open: a user who is there was provisioned. */
async function settleByTarget(
  { tenant, target }: StepContext<EntraTenant>,
  people: readonly Candidate[],
): Promise<void> {
  const { onDemand } = tenant.results;
  const open = people.filter(({ user }) => onDemand.get(user.id)?.result === "inconclusive");
  if (target === undefined || open.length === 0) return;
  const { absent } = await compareWith(target, open, tenant.results.mappings);
  const settled = open.filter((one) => !absent.includes(one));
  const verdicts = settled.map(({ user }): [string, OnDemandVerdict] => [user.id, { result: "success" }]);
  onDemandGiven.give(tenant, { onDemand: new Map([...onDemand, ...verdicts]) });
}

function hasEndedCycle({ job }: EntraResults): boolean {
  return timeOf(job?.status?.steadyStateFirstAchievedTime) !== undefined;
}

/** Assignments reach the provisioning service later than Graph shows them. */
async function prepare({ tenant, clock, signal, emit }: StepContext<EntraTenant>): Promise<void> {
  const { assignedAt, freshUntil } = tenant.results;
  const now = clock.now();
  const waitMs = Math.max((assignedAt ?? -Infinity) + SETTLE_MS - now, Math.min(freshUntil - now, SETTLE_MS));
  if (waitMs <= 0) return;
  emit({
    code: "request.delayed",
    waitMs,
    reason: "Microsoft's provisioning service needs about a minute to see new assignments",
  });
  await clock.sleep(waitMs, signal);
}

function triedSentences({ onDemand }: EntraResults, people: readonly Candidate[]): string[] {
  const results = people.map(({ user }) => onDemand.get(user.id)?.result);
  const sentence = (result: string, words: string): string[] => {
    const number = results.filter((one) => one === result).length;
    return number === 0 ? [] : [`${count(number, "user")} ${words}.`];
  };
  return [...sentence("success", "provisioned on demand"), ...sentence("in-sync", "already in sync")];
}

/** One warning for each reason, with all users it holds for. */
function failures({ onDemand }: EntraResults, people: readonly Candidate[]): Warning[] {
  const byReason = new Map<string, string[]>();
  for (const { user } of people) {
    const verdict = onDemand.get(user.id);
    if (verdict === undefined || verdict.result === "success" || verdict.result === "in-sync") continue;
    const reason = verdict.reason ?? "Microsoft gives no reason";
    byReason.set(reason, [...(byReason.get(reason) ?? []), user.userPrincipalName]);
  }
  return [...byReason].map(([reason, names]) => ({
    code: "on-demand-failed",
    message: `Not provisioned on demand: ${names.join(", ")}: ${reason}`,
    fix: "Fix the cause, then run the same command again. Provision on demand in the application shows every step.",
  }));
}
