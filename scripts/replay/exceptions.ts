import type { Difference } from "./difference.js";
import { DIRECTORY_EXCEPTIONS } from "./directory-exceptions.js";
import type { Replayed } from "./play.js";

/** Why something may differ. */
export const KINDS = {
  org: "differs from org to org",
  old: "Okta answers otherwise today",
  limit: "a limit of one org",
  gap: "not simulated",
  untold: "the recording does not tell",
} as const;

/** Something in which the sandbox is not as a recording, and does not have to be. */
export interface Exception {
  readonly kind: keyof typeof KINDS;
  /** Routes as the report names them. */
  readonly routes: RegExp;
  /** Sequences; all of them when absent. */
  readonly recordings?: RegExp;
  /** What differs, as the report says it. */
  readonly difference: RegExp;
  readonly reason: string;
  readonly source: string;
}

/** What differs from org to org, and what a recording cannot tell. All else is a fault of the sandbox. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    kind: "org",
    routes: /^GET \/\.well-known/,
    difference:
      /^\.settings\.(analyticsCollectionEnabled|bugReportingEnabled|omEnabled|pssoEnabled|desktopMFAEnabled|itpEnabled|op4wEnabled)\b/,
    reason: "settings and opt-ins",
    source: "six different answers in the recording",
  },
  {
    kind: "old",
    routes: /\/apps/,
    difference: /^(\[\])?\.settings\.signOn\.defaultRelayState: a text -> null/,
    reason: "since May 2026 a blank relay state is null",
    source: "blank in recordings up to January 2026, null in the same org since May",
  },
  {
    kind: "old",
    routes: /\/apps/,
    recordings: /^py\//,
    difference: /^(\[\])?\.(orn|settings\.(manualProvisioning|implicitAssignment)): only in the sandbox/,
    reason: "since 2022 the resource name and these settings are shown",
    source: "absent in recordings of January 2022 and before, present in all later ones",
  },
  {
    kind: "limit",
    routes: /^POST \/api\/v1\/apps$/,
    recordings: /test_auth_server_clients_lifecycle/,
    difference: /^status 400 E0000001 -> 200$/,
    reason: '"Maximum number of instances has been reached."',
    source: "an Integrator Free org, January 2026",
  },
  {
    kind: "gap",
    routes: /^PUT \/api\/v1\/apps\/\{\}\/policies\/\{\}$/,
    recordings: /test_assign_application_policy/,
    difference: /^status 400 E0000001 -> 204$/,
    reason: "the policy of the Okta Admin Console, which no other app may have",
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
