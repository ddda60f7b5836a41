import { SetupError } from "../../base/errors.js";
import type { RunEnd } from "../../setup/journal/journal.js";
import type { RunResult } from "../../setup/model/run-result.js";
import type { Setup } from "../../setup/step/setup.js";
import type { SetupOptions } from "../arguments/options.js";
import { writes } from "../arguments/run-action.js";
import type { Venue } from "../run/venue.js";
import { keepSetup } from "../setups/keep.js";
import type { Screen } from "../terminal/screen.js";
import type { SetupRequest } from "./setup-request.js";

interface RunToRemember<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly venue: Venue<Tenant>;
  readonly result: RunResult;
  /** Whether the run changed anything. */
  readonly hasWritten: boolean;
  readonly screen: Screen;
}

/**
 * After a run that may write: notes in the journal how it ended, and remembers its set-up.
 *
 * @returns what to say about it; undefined when there is nothing new
 */
export function rememberRun<Tenant, Options extends SetupOptions>(
  request: SetupRequest<Tenant, Options>,
  { setup, venue, result, hasWritten, screen }: RunToRemember<Tenant>,
): string | undefined {
  const { idp, io, action, options, template, used } = request;
  if (!writes(action)) return undefined;
  const { identity, tenant } = setup.session;
  const app = idp.memory.appOf(tenant);
  const unrecorded = recordEnd(setup, { action, outcome: result.outcome, who: identity.signedInAs, app: app?.id });
  if (unrecorded !== undefined) return unrecorded;
  if (options.dryRun && !options.remember) return undefined;
  const { appId, newApp } = request.raw;
  return keepSetup({
    io,
    action,
    identity,
    details: idp.memory.detailsOf(options, io.env),
    template,
    inputs: venue.inputs,
    app: app === undefined ? undefined : { ...app, chosen: appId !== undefined || newApp !== undefined },
    way: venue.signedIn.way,
    allowUnchecked: options.allowUnchecked,
    result,
    hasWritten,
    used,
    simulatedToo: options.remember,
    scrubber: screen.scrubber,
    now: new Date(setup.clock.now()).toISOString(),
  });
}

/** A run that is done is reported, even if how it ended cannot be recorded. */
function recordEnd<Tenant>({ journal }: Setup<Tenant>, end: RunEnd): string | undefined {
  try {
    journal.endRun(end);
    return undefined;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return `How this run ended was not recorded: ${error.message}. ${error.fix.join(" ")}`;
  }
}
