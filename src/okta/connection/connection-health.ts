import type { Difference } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { isForbidden } from "../api/errors.js";
import type { OktaApp, OktaLogEvent } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";

/** What Okta shows about whether a connection works. */
interface ConnectionHealth {
  readonly differs: readonly Difference[];
  readonly unchecked: readonly string[];
}

/** Before a write, the health is not read. */
export const NO_HEALTH: ConnectionHealth = { differs: [], unchecked: [] };

/** How far back the System Log is read for refusals of Okta's token. */
const LOOKED_BACK_MS = 24 * 60 * 60 * 1000;

/** What Okta shows of an existing connection: its state, where the API serves it, and the SCIM server's refusals of the last day. */
export async function connectionHealth(
  context: StepContext<OktaTenant>,
  app: OktaApp,
  baseUrl: string,
): Promise<ConnectionHealth> {
  const differs = await connectionDiffers(context, app, baseUrl);
  const events = await lastDay(context, app);
  if (events === undefined) return { differs, unchecked: [NOT_READ] };
  const refusal = standingRefusal(events);
  return { differs: refusal === undefined ? differs : [...differs, tokenRefused(app, refusal)], unchecked: [] };
}

/** The base URL or token differs from the last one: Okta shows neither. */
export function givenOtherwise(app: OktaApp): Difference {
  return {
    resource: connectionResource(app),
    path: "baseUrl, token",
    expected: "as given now",
    actual: "as given last",
    fixedBy: "console",
    what: `The app "${app.label}" was last connected with a different base URL or token than you provided now.`,
  };
}

const NOT_READ =
  "Whether the SCIM server still accepts Okta's token: the signed-in administrator has no access to the System Log (scope okta.logs.read).";

async function connectionDiffers(
  { tenant }: StepContext<OktaTenant>,
  app: OktaApp,
  baseUrl: string,
): Promise<Difference[]> {
  const { profile, status, baseUrl: saved } = await tenant.api.connection.get(app.id);
  if (profile?.authScheme === "UNKNOWN") return [];
  const values = [
    { path: "status", label: "Status", expected: "ENABLED", actual: status ?? null },
    { path: "baseUrl", label: "Base URL", expected: baseUrl, actual: saved ?? null },
  ];
  return values
    .filter(({ expected, actual }) => actual !== expected)
    .map(({ label, ...value }) => ({
      ...value,
      resource: connectionResource(app),
      fixedBy: "apply",
      what: `${label} of the provisioning connection of "${app.label}" is ${value.actual ?? "not set"}; it should be ${value.expected}.`,
    }));
}

/** Newest first; undefined where the administrator may not read the log. */
async function lastDay(
  { tenant, clock }: StepContext<OktaTenant>,
  app: OktaApp,
): Promise<readonly OktaLogEvent[] | undefined> {
  const now = clock.now();
  // `until` is excluded; a second more takes in what happens now.
  const span = [new Date(now - LOOKED_BACK_MS).toISOString(), new Date(now + 1000).toISOString()] as const;
  try {
    const { log } = tenant.api;
    const events = [...(await log.provisioning(app.id, ...span)), ...(await log.integration(app.id, ...span))];
    return events.sort((a, b) => Date.parse(b.published) - Date.parse(a.published));
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

/** Events that say SUCCESS only after the SCIM server has answered (Okta: event types). */
const REACHES_TARGET =
  /^application\.provision\.(?:user\.(?:push|push_profile|deactivate|reactivate|import)|integration\.call_api|group_push\.(?:pushed|push_memberships))$/;

/** The newest event about the token, when it is a refusal: a later success cancels an earlier refusal. */
function standingRefusal(newestFirst: readonly OktaLogEvent[]): OktaLogEvent | undefined {
  const decisive = newestFirst.find((event) => isRefusal(event) || isSuccess(event));
  return decisive !== undefined && isRefusal(decisive) ? decisive : undefined;
}

function isRefusal({ eventType, outcome }: OktaLogEvent): boolean {
  if (eventType === "application.integration.authentication_failure") return true;
  return outcome?.result === "FAILURE" && isRefusedToken(outcome.reason ?? "");
}

function isSuccess({ eventType, outcome }: OktaLogEvent): boolean {
  return outcome?.result === "SUCCESS" && REACHES_TARGET.test(eventType);
}

function tokenRefused(app: OktaApp, { published, outcome }: OktaLogEvent): Difference {
  const reason = outcome?.reason ?? "Okta gives no reason";
  return {
    resource: connectionResource(app),
    path: "token",
    expected: "accepted",
    actual: "refused",
    fixedBy: "by-hand",
    what: `The SCIM server refused Okta's token at ${published}, and no later request succeeded: ${reason}.`,
    fix: "Create a new token at the vendor and replace the old one with rotate-token. Then retry what failed under Dashboard > Tasks in the Admin Console.",
  };
}

function connectionResource({ id, label }: OktaApp): Difference["resource"] {
  return { type: "provisioning-connection", id, name: label };
}

const REFUSED = /\b401\b|\bunauthori[sz]ed\b/i;

const REMOTE = /\bErrors reported by remote server\b/i;

/** How Okta names the SCIM server's status before the vendor's own words: `Error while creating user Ada: Bad Request. Errors ...`. */
const STATUS = /(?:^|:)\s*[A-Z][A-Za-z' -]+\.\s*$/;

/**
 * Whether the reason of a failed event says that the SCIM server refused the token. The status counts first, where Okta names it:
 * the vendor's own text may contain the same words, for example a 500 of a database that refuses its user.
 */
export function isRefusedToken(reason: string): boolean {
  const [own = "", words] = reason.split(REMOTE, 2);
  if (words === undefined) return REFUSED.test(reason);
  return STATUS.test(own) ? REFUSED.test(own) : REFUSED.test(words);
}
