import { systemClock, type Clock } from "../../base/clock.js";
import { proxiesOf } from "../../http/proxy.js";
import { Secret } from "../../base/secret.js";
import type { OpenTarget } from "../../scim-client/target.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { Setup } from "../../setup/step/setup.js";
import type { Step } from "../../setup/step/step.js";
import { bindTemplate } from "../../template/bind.js";
import { FAULTY_TIMEOUT_MS } from "../arguments/fault-option.js";
import type { SetupOptions } from "../arguments/options.js";
import { lookOver } from "../rehearsal/other-target/other-target.js";
import type { ProgressView } from "../views/progress.js";
import { renderDrift } from "../views/render-drift.js";
import { canAsk } from "../terminal/prompts.js";
import { renderPlan } from "../views/render-plan.js";
import { besideRotation, rotationOnly } from "./rotate-token.js";
import { writes } from "../arguments/run-action.js";
import { requireTenant } from "../saved-plan/tenant.js";
import type { Venue, Running, SetupRun } from "../run/setup-run.js";

/** Signs in and binds the template's steps to the inputs: all of a set-up but its journal, which only the lock's holder may read. */
export async function openParts<Tenant, Options extends SetupOptions>(
  place: Venue<Tenant>,
  run: SetupRun<Tenant, Options>,
  running: Running,
  progress: ProgressView,
): Promise<Omit<Setup<Tenant>, "journal">> {
  const { io, options, template, kinds } = run;
  const { screen, record } = running;
  const { signal } = running.interruption;
  const rotating = run.action === "rotate-token";
  const clock: Clock = place.rehearsal?.clock ?? io.clock ?? systemClock();
  const emit: Setup<Tenant>["emit"] = (event) => {
    progress.emit(event);
    if (event.code !== "plan.ready") return;
    if (run.action === "verify") renderDrift(screen.main, event.plan);
    else renderPlan(screen.main, rotating ? rotationOnly(event.plan) : event.plan, run.action);
  };
  const steps = bindTemplate(template, place.inputs, kinds);
  for (const { prerequisites } of steps)
    if (prerequisites.presupposes !== undefined) place.rehearsal?.prepare(prerequisites.presupposes);
  const connection = steps.map(({ connects }) => connects).find((one) => one !== undefined);
  const { idp } = run;
  const given = [...place.inputs.values.values()].filter((value) => value instanceof Secret);
  for (const secret of [
    ...place.signedIn.secrets,
    ...given,
    ...(connection?.token === undefined ? [] : [connection.token]),
  ])
    screen.scrubber.register(secret);

  const skipped = rotating ? besideRotation(steps, template) : skippedSteps(steps, options);
  const target =
    connection?.token === undefined
      ? undefined
      : idp.openTarget({
          baseUrl: connection.baseUrl,
          token: connection.token,
          clock,
          record: place.other?.record(record) ?? record,
          proxies: proxiesOf(io.env),
        });
  const session = await place.signedIn.open({
    clock,
    emit,
    record,
    signal,
    access: accessOf(steps, { skipped, withWrites: writes(run.action) }),
    onTenant: (tenant) => {
      if (run.saved !== undefined) requireTenant(run.saved, tenant);
    },
    timeoutMs: run.timeoutMs ?? (options.fault.length > 0 ? FAULTY_TIMEOUT_MS : undefined),
    onSecret: (secret) => {
      screen.scrubber.register(secret);
    },
  });
  return {
    steps,
    session,
    target,
    clock,
    signal,
    emit,
    skipped,
    rotating,
    accepts: {
      // On a terminal somebody reads the warning.
      nobody: options.allowUnchecked.includes("users") || canAsk(io, options.input),
      memberships: options.allowUnchecked.includes("memberships") || template.target?.members === "never-shown",
    },
    wholeTarget: place.rehearsal !== undefined && (await isOurs(place, target, idp.name)),
  };
}

function skippedSteps<Tenant>(steps: readonly Step<Tenant>[], { only, skip }: SetupOptions): ReadonlySet<string> {
  return new Set(only.length > 0 ? steps.map(({ id }) => id).filter((id) => !only.includes(id)) : skip);
}

/** Everything the steps of a run have to be allowed. */
function accessOf<Tenant>(
  steps: readonly Step<Tenant>[],
  { skipped, withWrites }: { readonly skipped: ReadonlySet<string>; readonly withWrites: boolean },
): AccessNeed[] {
  return steps.flatMap(({ id, access }) => [
    ...(access?.reads ?? []),
    ...(withWrites && !skipped.has(id) ? (access?.writes ?? []) : []),
  ]);
}

/** Whether everybody who is on the target in the end must have been created by this run. */
async function isOurs<Tenant>(
  { other }: Venue<Tenant>,
  target: OpenTarget | undefined,
  idp: "okta" | "entra",
): Promise<boolean> {
  return other === undefined || target === undefined || (await lookOver(target, idp)).empty;
}
