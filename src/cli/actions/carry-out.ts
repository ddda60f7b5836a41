import type { TenantIdentity } from "../../setup/model/ports.js";
import type { RunResult } from "../../setup/model/run-result.js";
import type { Setup } from "../../setup/step/setup.js";
import { runVerify } from "../../setup/verify.js";
import type { SetupOptions } from "../arguments/options.js";
import type { Venue } from "../run/venue.js";
import type { KeptPlan } from "../saved-plan/format/kept-plan.js";
import { planningOptions } from "../saved-plan/format/planning-options.js";
import { planAndSave } from "../saved-plan/save.js";
import type { Interruption } from "../terminal/interruption.js";
import type { Screen } from "../terminal/screen.js";
import type { ProgressView } from "../views/progress.js";
import { applySetup } from "./apply.js";
import { isReadyForChanges, withChanges, type AfterSetUp } from "./later-changes.js";
import type { SetupRequest } from "./setup-request.js";
import { undoAt } from "./undo/undo.js";

/** A result, and the plan that was saved to a file. */
export interface KeptResult extends RunResult, AfterSetUp {
  readonly kept?: KeptPlan;
}

interface CarryingOut<Tenant, Options extends SetupOptions> {
  readonly venue: Venue<Tenant>;
  readonly request: SetupRequest<Tenant, Options>;
  readonly around: {
    readonly screen: Screen;
    readonly interruption: Interruption;
    /** Ends the time limit of a dry run, which is one for the set-up. */
    readonly endDeadline: () => void;
  };
  readonly progress: ProgressView;
}

/** Does what the action says with an open set-up: plans, verifies, undoes, or applies. */
export async function carryOut<Tenant, Options extends SetupOptions>(
  setup: Setup<Tenant>,
  { venue, request, around, progress }: CarryingOut<Tenant, Options>,
): Promise<KeptResult> {
  const { idp, io, options, template, action, saved } = request;
  const { screen, interruption } = around;
  const operator = { io, screen, progress, yes: options.yes, input: options.input };
  switch (action) {
    case "plan": {
      const origin = { template, values: venue.inputs.values, planningOptions: planningOptions(idp, options) };
      return planAndSave(setup, { out: options.out, origin, screen });
    }
    case "verify":
      return runVerify(setup, { waitMs: options.wait ?? 0 });
    case "undo": {
      const { confirm, deleteGroups, details } = options;
      const nextCommand = request.next.command;
      return undoAt(setup, { ...operator, details, template: template.name, confirm, deleteGroups, nextCommand });
    }
    case "apply":
    case "rotate-token": {
      const result = await applySetup(setup, {
        ...operator,
        tenant: identityName(setup.session.identity),
        json: options.json,
        details: options.details,
        byFile: action === "apply",
        simulatedAdministrator: venue.rehearsal?.carryOut,
        interrupt: interruption.interrupt,
        waitMs: options.wait,
        writesTo: venue.other?.baseUrl,
        changesThere: venue.changes !== undefined,
        saved: saved === undefined ? undefined : { plan: saved, template },
      });
      if (action !== "apply" || !isReadyForChanges(result)) return result;
      around.endDeadline();
      return withChanges(setup, venue, result);
    }
  }
}

/** What a question calls the tenant. */
function identityName({ name, url }: TenantIdentity): string {
  return name ?? new URL(url).host;
}
