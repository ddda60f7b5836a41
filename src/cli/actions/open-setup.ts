import { Secret } from "../../base/secret.js";
import type { Proxies } from "../../http/proxy.js";
import type { OpenTarget } from "../../scim-client/target.js";
import type { TrialResult } from "../../scim-client/trial.js";
import type { Trial } from "../../setup/model/trial.js";
import type { TargetConnection } from "../../setup/model/ports.js";
import type { Rehearsal } from "../run/rehearsal.js";
import type { Emit } from "../../setup/model/events.js";
import type { Acceptance } from "../../setup/model/outcome.js";
import { isSettled, type Plan } from "../../setup/model/plan.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { Setup } from "../../setup/step/setup.js";
import type { Step } from "../../setup/step/step.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import { bindTemplate } from "../../template/bind.js";
import type { Template } from "../../template/document/template.js";
import { writes, type RunAction } from "../arguments/run-action.js";
import { usageError } from "../arguments/usage.js";
import { lookOver } from "../rehearsal/other-target/other-target.js";
import type { TargetOptions } from "../run/idp.js";
import type { OpenParts, RequestContext } from "../run/signed-in.js";
import type { Venue } from "../run/venue.js";
import type { Screen } from "../terminal/screen.js";
import { renderDrift } from "../views/verification/render-drift.js";
import { renderPlan, type PlanView } from "../views/render-plan.js";
import { isForeseen } from "../views/render-warnings.js";

interface OpenSetupOptions<Tenant>
  extends RequestContext, Pick<OpenParts, "emit" | "timeoutMs" | "onTenant" | "onSecret"> {
  readonly action: RunAction;
  readonly template: Template;
  readonly kinds: readonly StepKind<Tenant>[];
  /** Ids of the only steps that may write; all when empty. */
  readonly only: readonly string[];
  /** Ids of the steps that do not write. */
  readonly skip: readonly string[];
  readonly accepts: Acceptance;
  readonly idp: {
    readonly brand: string;
    openTarget(options: TargetOptions): OpenTarget;
    tryOut?(options: TargetOptions, form: NonNullable<TargetConnection["form"]>): Promise<TrialResult>;
  };
  readonly proxies: Proxies;
}

/**
 * Signs in and binds the template's steps to the inputs: a setup without its journal, which only the lock's holder may read.
 *
 * @throws SetupError of bindTemplate and of signing in; `usage` (exit 64) for rotating the token of a template that has none
 */
export async function openSetup<Tenant>(
  { signedIn, inputs, rehearsal, other }: Venue<Tenant>,
  options: OpenSetupOptions<Tenant>,
): Promise<Omit<Setup<Tenant>, "journal">> {
  const { action, template, kinds, idp, proxies, accepts, clock, emit, record, signal } = options;
  const steps = bindTemplate(template, inputs, kinds);
  for (const { prerequisites } of steps)
    if (prerequisites.presupposes !== undefined) rehearsal?.prepare(prerequisites.presupposes);
  const { baseUrl, token, form } = steps.find(({ connects }) => connects !== undefined)?.connects ?? {};
  const given = [...inputs.values.values()].filter((value) => value instanceof Secret);
  for (const secret of [...signedIn.secrets, ...given, ...(token === undefined ? [] : [token])])
    options.onSecret(secret);

  const rotating = action === "rotate-token";
  const skipped = rotating ? besideRotation(steps, template) : skippedSteps(steps, options);
  const place =
    baseUrl === undefined || token === undefined
      ? undefined
      : { baseUrl, token, clock, record: other?.record(record) ?? record, proxies };
  const target = place === undefined ? undefined : idp.openTarget(place);
  const session = await signedIn.open({
    clock,
    emit,
    record,
    signal,
    access: accessOf(steps, { skipped, withWrites: writes(action) }),
    onTenant: options.onTenant,
    timeoutMs: options.timeoutMs,
    onSecret: options.onSecret,
  });
  const isOurs = async (): Promise<boolean> =>
    other === undefined || target === undefined || (await lookOver(target, idp.brand)).empty;
  // Only after the server has shown that it looks users up as asked: writing there would be unsafe otherwise.
  const isWhole = rehearsal !== undefined && (await isOurs());
  const trial = place === undefined ? undefined : await tryOut(idp, rehearsal?.trial, place, form);
  return {
    steps,
    session,
    target: target === undefined || trial === undefined ? target : withTrial(target, trial),
    clock,
    signal,
    emit,
    skipped,
    rotating,
    accepts,
    // Then this run must have created all users that the SCIM server has in the end.
    wholeTarget: isWhole && (trial?.left ?? []).length === 0,
  };
}

const NOTHING_FOUND: TrialResult = { findings: [], left: [], requests: { reads: 0, writes: 0 } };

/** Undefined where no trial is made, and nothing is known of the server. */
async function tryOut(
  idp: Pick<OpenSetupOptions<never>["idp"], "tryOut">,
  wanted: Rehearsal<never>["trial"] | undefined,
  place: TargetOptions,
  form: TargetConnection["form"],
): Promise<TrialResult | undefined> {
  if (wanted === undefined || wanted === "not-allowed") return undefined;
  // What is tried out belongs to an IdP and its dialects: without one there is nothing to find.
  if (wanted === "needless" || form === undefined || idp.tryOut === undefined) return NOTHING_FOUND;
  return idp.tryOut(place, form);
}

/** The same target, with what a trial showed and with its requests counted. */
function withTrial(
  target: OpenTarget,
  { requests: made, ...trial }: TrialResult,
): OpenTarget & { readonly trial: Trial } {
  const requests = (): ReturnType<OpenTarget["requests"]> => {
    const { reads, writes } = target.requests();
    return { reads: reads + made.reads, writes: writes + made.writes };
  };
  return { ...target, trial, requests };
}

function skippedSteps<Tenant>(
  steps: readonly Step<Tenant>[],
  { only, skip }: { readonly only: readonly string[]; readonly skip: readonly string[] },
): ReadonlySet<string> {
  return new Set(only.length > 0 ? steps.map(({ id }) => id).filter((id) => !only.includes(id)) : skip);
}

/** Forwards events, and prints the plan when it is ready. What the plan says of a user is not repeated as a warning. */
export function showPlan(view: PlanView, { main, aside }: Pick<Screen, "main" | "aside">, emit: Emit): Emit {
  let notExpected: Plan["notExpected"] = [];
  return (event) => {
    if (event.code === "warning" && isForeseen(event.warning, notExpected)) return;
    emit(event);
    if (event.code !== "plan.ready") return;
    const { plan } = event;
    notExpected = plan.notExpected;
    if (view.action === "verify") renderDrift(main, plan);
    else renderPlan(main, view.action === "rotate-token" ? rotationOnly(plan) : plan, view);
    // Between the plan and the question or the progress; a result begins with a blank line of its own.
    if (writes(view.action) && !isSettled(plan)) aside.line();
  };
}

/** All access that the steps of a run need. */
function accessOf<Tenant>(
  steps: readonly Step<Tenant>[],
  { skipped, withWrites }: { readonly skipped: ReadonlySet<string>; readonly withWrites: boolean },
): AccessNeed[] {
  return steps.flatMap(({ id, access }) => [
    ...(access?.reads ?? []),
    ...(withWrites && !skipped.has(id) ? (access?.writes ?? []) : []),
  ]);
}

/**
 * The ids of the steps that a new token does not concern: they only read, and are verified too.
 *
 * @throws SetupError `usage` (exit 64) for a template without a token
 */
function besideRotation<Tenant>(steps: readonly Step<Tenant>[], { name }: Pick<Template, "name">): ReadonlySet<string> {
  if (steps.some(({ rotates }) => rotates === true))
    return new Set(steps.filter(({ rotates }) => rotates !== true).map(({ id }) => id));
  throw usageError(`The template ${name} connects no SCIM server, so there is no token to rotate`, [
    "Add --template with the template of the existing setup.",
  ]);
}

/** The part of a plan that is about the token. */
function rotationOnly(plan: Plan): Plan {
  return { ...plan, steps: plan.steps.filter(({ status }) => status !== "skipped") };
}
