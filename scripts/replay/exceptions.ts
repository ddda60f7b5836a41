import type { Difference } from "./difference.js";
import { DIRECTORY_EXCEPTIONS } from "./directory-exceptions.js";
import type { Replayed } from "./play.js";

/** Something in which the sandbox is not as a recording, and does not have to be. */
export interface Exception {
  /** Routes as the report names them. */
  readonly routes: RegExp;
  /** Sequences; all of them when absent. */
  readonly recordings?: RegExp;
  /** What differs, as the report says it. */
  readonly difference: RegExp;
  readonly reason: string;
  readonly source: string;
}

/** Why something may differ. */
const KINDS = {
  org: "differs from org to org",
  old: "Okta answers otherwise since",
  limit: "a limit of one org",
  gap: "not simulated",
} as const;

const TWO_ORGS = "the recordings of two orgs differ in it: classic-00 and oie-00 of the same test";

/** What differs from org to org, and what a recording cannot tell. All else is a fault of the sandbox. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    routes: /./,
    difference: /^(\[\])?\.(realmId|orn|universalLogout|cell)\b/,
    reason: `${KINDS.org}: its realms, its logout feature, its cell`,
    source: TWO_ORGS,
  },
  {
    routes: /./,
    difference: /^(\[\])?\._links\.(owners|accessPolicy|profileEnrollment|policies)\b/,
    reason: `${KINDS.org}: links of the Identity Engine, which a Classic Engine org does not have`,
    source: TWO_ORGS,
  },
  {
    routes: /^GET \/\.well-known|\/apps/,
    difference:
      /^(\[\])?\.settings\.(emOptInStatus|analyticsCollectionEnabled|bugReportingEnabled|omEnabled|pssoEnabled|desktopMFAEnabled|itpEnabled|op4wEnabled)\b/,
    reason: `${KINDS.org}: settings and opt-ins`,
    source: TWO_ORGS,
  },
  {
    routes: /\/apps/,
    difference: /^(\[\])?\.settings\.oauthClient\.participate_slo: only in the sandbox/,
    reason: `${KINDS.org}: single logout of OpenID Connect apps`,
    source: "absent in three orgs of 2025 and 2026, present in the others of the same months",
  },
  {
    routes: /\/apps/,
    difference: /^(\[\])?\.settings\.signOn\.defaultRelayState: a text -> null/,
    reason: `${KINDS.old} 2026: a blank relay state is null`,
    source: "blank in recordings of 2025, null in those of 2026",
  },
  {
    routes: /\/apps/,
    recordings: /^py\//,
    difference: /^(\[\])?\.settings\.(manualProvisioning|implicitAssignment): only in the sandbox/,
    reason: `${KINDS.old} 2022: these settings are shown`,
    source: "absent in recordings of January 2022 and before, present in all later ones",
  },
  {
    routes: /^POST \/api\/v1\/apps$/,
    recordings: /test_auth_server_clients_lifecycle/,
    difference: /^status 400 E0000001 -> 200$/,
    reason: `${KINDS.limit}: "Maximum number of instances has been reached."`,
    source: "an Integrator Free org, January 2026",
  },
  {
    routes: /^PUT \/api\/v1\/apps\/\{\}\/policies\/\{\}$/,
    recordings: /test_assign_application_policy/,
    difference: /^status 400 E0000001 -> 204$/,
    reason: `${KINDS.gap}: the policy of the Okta Admin Console, which no other app may have`,
    source: "the sandbox has one policy for all apps",
  },
  ...DIRECTORY_EXCEPTIONS,
];

/** The exception that covers a difference; undefined when it is a fault of the sandbox. */
export function exceptionFor(
  { what }: Difference,
  { exchange, route }: Pick<Replayed, "exchange" | "route">,
): Exception | undefined {
  return EXCEPTIONS.find(
    ({ routes, recordings, difference }) =>
      routes.test(route) && recordings?.test(exchange.cassette) !== false && difference.test(what),
  );
}
