import type { ChangeKind } from "../../../setup/model/change-kind.js";
import type { ChangesProof, WrongChange } from "../../../setup/model/proof.js";
import { mergeExpectations } from "../../../setup/model/expectation.js";
import { watchChanges } from "../../../setup/proof/later-changes.js";
import type { Setup } from "../../../setup/step/setup.js";
import { ChangeRefused, type Rehearsal, type ShownFailure } from "../../run/rehearsal.js";
import type { WriteWatch } from "../../run/write-watch.js";
import { chooseFromFew } from "./choose-from-few.js";
import { explainChange, isAbout } from "./explain-change.js";
import { planChanges, type PlannedChange } from "./plan-changes.js";

/** Three cycles of Entra, and more than one of the waits that Okta makes for a busy SCIM server. */
const LONGEST_WAIT_MS = 2 * 3_600_000;

interface RehearsedChanges<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly rehearsal: Pick<Rehearsal<Tenant>, "administrator" | "directory">;
  readonly watch: WriteWatch;
}

/**
 * Changes a few users and groups of the simulated tenant as an administrator does, and waits until the SCIM server shows it.
 *
 * @throws TargetUnread when the SCIM server cannot be read
 */
export async function rehearseChanges<Tenant>(parts: RehearsedChanges<Tenant>): Promise<ChangesProof> {
  const { setup, rehearsal } = parts;
  const { target, session } = setup;
  if (target === undefined) throw new Error("changes are rehearsed only with a SCIM server");
  const { administrator, directory } = rehearsal;
  const expectation = mergeExpectations(setup.steps.map((step) => step.expects()));
  const chosen = await chooseFromFew(session.directory, expectation, directory);
  const { planned, notMade } = await planChanges(chosen, { expectation, target, administrator });
  const rounds: Round[] = [];
  for (const together of administrator.pushesWholeGroups ? apart(planned) : [planned])
    if (together.length > 0) rounds.push(await carryOut(together, parts));
  const made = rounds.flatMap((round) => round.made.map(({ change }) => change));
  const wrong = rounds.flatMap((round) => round.wrong);
  return {
    expected: made.length,
    found: made.length - wrong.length,
    wrong,
    made: made.map(({ kind, name, path, value }) => ({ kind, name, path, value })),
    notMade: [...notMade, ...rounds.flatMap((round) => round.refused)],
  };
}

/**
 * Changes that must not hide one another: the next push of a whole group restores memberships that a user's update removed, and a
 * refused name also stops a membership.
 */
function apart(planned: readonly PlannedChange[]): readonly (readonly PlannedChange[])[] {
  const of = (...kinds: readonly ChangeKind[]): readonly PlannedChange[] =>
    planned.filter(({ change }) => kinds.includes(change.kind));
  return [of("attribute"), of("deactivation", "membership"), of("group-name")];
}

interface Round {
  readonly made: readonly PlannedChange[];
  readonly wrong: readonly WrongChange[];
  readonly refused: ChangesProof["notMade"];
}

/** Makes some changes together, and waits for all of them. */
async function carryOut<Tenant>(
  planned: readonly PlannedChange[],
  { setup, rehearsal: { administrator }, watch }: RehearsedChanges<Tenant>,
): Promise<Round> {
  const { target, clock, signal } = setup;
  if (target === undefined) throw new Error("changes are rehearsed only with a SCIM server");
  watch.start();
  const since = clock.now();
  const made: PlannedChange[] = [];
  const refused: { kind: PlannedChange["change"]["kind"]; reason: string }[] = [];
  for (const one of planned) {
    const reason = await refusalOf(one);
    if (reason === undefined) made.push(one);
    else refused.push({ kind: one.change.kind, reason: `the simulated tenant refuses it: ${reason}` });
  }
  let failures: readonly ShownFailure[] = [];
  const readFailures = async (): Promise<void> => {
    // A log that cannot be read explains nothing; the SCIM server decides.
    failures = await administrator.failures(since).catch(noneIfRefused);
  };
  const open = await watchChanges(made, {
    ...{ target, clock, signal, waitMs: LONGEST_WAIT_MS },
    of: ({ change }) => change,
    gaveUp: async (waiting) => {
      await readFailures();
      return waiting.every(({ of }) => failures.some((failure) => isAbout(failure, of)));
    },
  });
  if (open.length > 0) await readFailures();
  return { made, wrong: open.map((one) => explainChange(one, { failures, administrator, watch })), refused };
}

/** Why the tenant refuses a change; undefined when it is made. */
async function refusalOf({ make }: PlannedChange): Promise<string | undefined> {
  try {
    await make();
    return undefined;
  } catch (error) {
    if (error instanceof ChangeRefused) return error.message;
    throw error;
  }
}

function noneIfRefused(error: unknown): readonly ShownFailure[] {
  if (error instanceof ChangeRefused) return [];
  throw error;
}
