import type { Difference } from "./difference.js";
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

const ENGINES = "two sides of the recording itself: a Classic Engine org and an Identity Engine org";

/** What differs from org to org, and what a recording cannot tell. All else is a fault of the sandbox. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    routes: /./,
    difference: /^(\[\])?\.(realmId|orn|universalLogout|cell)\b/,
    reason: "depends on the org: its realms, its engine, its cell",
    source: ENGINES,
  },
  {
    routes: /./,
    difference: /^(\[\])?\._links\.(owners|accessPolicy|profileEnrollment|policies)\b/,
    reason: "links that only an Identity Engine org has",
    source: ENGINES,
  },
  {
    routes: /^GET \/\.well-known|\/apps/,
    difference:
      /^(\[\])?\.settings\.(emOptInStatus|analyticsCollectionEnabled|bugReportingEnabled|omEnabled|pssoEnabled|desktopMFAEnabled|itpEnabled|op4wEnabled)\b/,
    reason: "settings and opt-ins of one org",
    source: ENGINES,
  },
  {
    routes: /./,
    recordings: /parallel|concurren/,
    difference: /\.properties\.\*/,
    reason: "the requests ran side by side: their order is not the order in which the org did them",
    source: "names of the sequences",
  },
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
