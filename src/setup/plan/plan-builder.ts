import { mergeExpectations } from "../model/expectation.js";
import { foreignIn, foreignWarning } from "./ownership.js";
import { statusOf, type Look, type Plan, type PlannedStep } from "../model/plan.js";
import { countMemberships, readPopulation } from "./population.js";
import { populationWarnings } from "./population-warnings.js";
import { contextOf, type Setup } from "../step/setup.js";
import type { Step } from "../step/step.js";

/**
 * Calls every step's look, in order, and collects what a run would change. Writes nothing.
 *
 * @throws SetupError when a step finds a state that the administrator must decide about
 */
export async function buildPlan<Tenant>(setup: Setup<Tenant>): Promise<Plan> {
  const context = contextOf(setup);
  const steps: PlannedStep[] = [];
  for (const step of setup.steps) {
    setup.emit({ code: "step.looking", step: step.id, title: step.title });
    const look = withSharedStop(step, await step.look(context), steps);
    steps.push(plannedStep(step, look, setup.skipped.has(step.id) ? "skipped" : statusOf(look)));
  }
  const plan = await planOf(setup, steps);
  setup.emit({ code: "plan.ready", plan });
  return plan;
}

/** A plan from these steps, with the users and groups that they bring to the target. */
export async function planOf<Tenant>(
  { steps: bound, session }: Pick<Setup<Tenant>, "steps" | "session">,
  steps: readonly PlannedStep[],
): Promise<Plan> {
  const expectation = mergeExpectations(bound.map((step) => step.expects()));
  const population = await readPopulation(session.directory, expectation);
  return {
    steps,
    notExpected: population.notExpected,
    warnings: populationWarnings(population, expectation.values),
    expected: {
      users: population.expected.length,
      groups: population.groups.length,
      memberships: countMemberships(population),
      people: population.expected.map(({ name }) => name),
    },
  };
}

/** The parts of a step that a plan shows in addition to its look. */
export type StepTitle = Pick<Step<never>, "id" | "guide" | "title" | "remarks">;

/** A step within a plan or a result. */
export function plannedStep(step: StepTitle, look: Look, status: PlannedStep["status"]): PlannedStep {
  const { id, guide, title, remarks: { notes, warnings: ofValues = [] } = {} } = step;
  const foreign = foreignIn([look]).map(foreignWarning);
  const warnings = new Set([...foreign, ...ofValues, ...(look.warnings ?? [])]);
  return {
    ...look,
    ...(warnings.size === 0 ? {} : { warnings: [...warnings] }),
    id,
    guide,
    title,
    ...(notes === undefined ? {} : { notes }),
    status,
  };
}

/** One manual step covers everything to do on that visit: the manual step of a later step points to the earlier one. */
export function withSharedStop<Tenant>(
  { console: part }: Pick<Step<Tenant>, "console">,
  look: Look,
  earlier: readonly PlannedStep[],
): Look {
  if (look.console === undefined || part?.sharedWith === undefined) return look;
  const owner = earlier.find((one) => one.id === part.sharedWith);
  return owner?.console === undefined ? look : { ...look, console: { ...look.console, sharedWith: owner.id } };
}
