import { duration } from "../../base/text.js";
import type { StepContext } from "../../setup/step/step-context.js";

/** Longer than reads by id lag behind a create (Entra docs, application-saml-sso-configure-api: "every 5-10 seconds until successful"). */
const LAG_MS = 30_000;
const POLL_MS = 5_000;

/**
 * Before a create: what an earlier run made of the same kind and name, once the tenant shows it. An interrupted run leaves an
 * id that reads do not show at once, and creating again would make two; one that was deleted since never shows up.
 *
 * @param id - what the journal says; undefined ends it at once
 */
export async function waitForEarlier<Resource>(
  { clock, emit, signal }: Pick<StepContext<unknown>, "clock" | "emit" | "signal">,
  what: string,
  id: string | undefined,
  find: () => Promise<Resource | undefined>,
): Promise<Resource | undefined> {
  if (id === undefined) return undefined;
  const until = clock.now() + LAG_MS;
  emit({
    code: "request.delayed",
    waitMs: LAG_MS,
    reason: `an earlier run created ${what}; it can take up to ${duration(LAG_MS)} to appear`,
  });
  for (;;) {
    const resource = await find();
    if (resource !== undefined || clock.now() >= until) return resource;
    await clock.sleep(POLL_MS, signal);
  }
}
