import type { JsonValue } from "../../src/base/json.js";
import { ORG_PARTS } from "../../src/sandbox/okta/org/org-kind.js";
import type { Difference } from "./difference.js";
import { exceptionFor, type Exception } from "./exceptions.js";
import type { ShownTraits, Trait } from "./kind.js";
import type { Replayed } from "./play.js";
import { placeOf } from "./recording.js";
import { isUsed } from "./routes.js";

/** How many exchanges of a route are as recorded. */
export interface Figures {
  recorded: number;
  /** Say nothing about a sandbox. */
  leftOut: number;
  compared: number;
  /** Of those compared: with the same status. */
  status: number;
  /** With the same status and shape. */
  shape: number;
  /** With the same status, and a shape that differs only as orgs differ. */
  ofOrg: number;
  /** With the same status, and a shape that differs only in what exceptions cover, those of orgs among them. */
  excepted: number;
}

/** A difference, and where it was seen. */
export interface Finding {
  readonly route: string;
  /** True for a route that the product or a template uses. */
  readonly isUsed: boolean;
  readonly what: string;
  readonly exception: Exception | undefined;
  /** Exchanges that show it. */
  readonly places: string[];
  readonly recorded: JsonValue | undefined;
  readonly ours: JsonValue | undefined;
}

/** What a replay says about a sandbox. */
export interface Tally {
  /** By route. */
  readonly routes: ReadonlyMap<string, Figures>;
  readonly findings: readonly Finding[];
  readonly headers: readonly Finding[];
  /** Over the routes that the product or a template uses. */
  readonly used: Figures;
  readonly all: Figures;
  /** How many sequences were recorded on an org with each trait, as their answers show. */
  readonly orgs: ReadonlyMap<Trait, Shown>;
}

export interface Shown {
  has: number;
  lacks: number;
  /** No answer of the sequence could show it. */
  unknown: number;
}

export function tallyOf(results: readonly Replayed[], shown: readonly ShownTraits[]): Tally {
  const routes = new Map<string, Figures>();
  const findings = new Map<string, Finding>();
  const headers = new Map<string, Finding>();
  const [used, all] = [noFigures(), noFigures()];
  for (const result of results) {
    const own = routes.get(result.route) ?? noFigures();
    routes.set(result.route, own);
    for (const figures of isUsed(result.route) ? [own, used, all] : [own, all]) count(figures, result);
    for (const one of result.found) note(findings, one, result);
    for (const one of result.headers) note(headers, one, result);
  }
  const sorted = (of: ReadonlyMap<string, Finding>): Finding[] =>
    [...of.values()].sort((a, b) => b.places.length - a.places.length);
  return { routes, findings: sorted(findings), headers: sorted(headers), used, all, orgs: orgsOf(shown) };
}

function orgsOf(shown: readonly ShownTraits[]): ReadonlyMap<Trait, Shown> {
  const orgs = new Map<Trait, Shown>();
  for (const trait of ORG_PARTS.map(({ needs }) => needs)) {
    const told = shown.map((traits) => traits.get(trait));
    const times = (what: boolean | undefined): number => told.filter((one) => one === what).length;
    orgs.set(trait, { has: times(true), lacks: times(false), unknown: times(undefined) });
  }
  return orgs;
}

function noFigures(): Figures {
  return { recorded: 0, leftOut: 0, compared: 0, status: 0, shape: 0, ofOrg: 0, excepted: 0 };
}

function count(figures: Figures, result: Replayed): void {
  const { leftOut, sameStatus, found } = result;
  figures.recorded += 1;
  if (leftOut !== undefined) {
    figures.leftOut += 1;
    return;
  }
  figures.compared += 1;
  if (!sameStatus) return;
  figures.status += 1;
  if (found.length === 0) {
    figures.shape += 1;
    return;
  }
  const kinds = found.map((one) => exceptionFor(one, result)?.kind);
  if (kinds.every((kind) => kind === "org")) figures.ofOrg += 1;
  if (!kinds.includes(undefined)) figures.excepted += 1;
}

function note(into: Map<string, Finding>, difference: Difference, result: Replayed): void {
  const { route, exchange } = result;
  const exception = exceptionFor(difference, result);
  const { what, recorded, ours } = difference;
  const key = `${route} ${what} ${exception === undefined ? "" : "excepted"}`;
  const finding = into.get(key) ?? { route, isUsed: isUsed(route), what, exception, places: [], recorded, ours };
  into.set(key, finding);
  if (finding.places.at(-1) !== placeOf(exchange)) finding.places.push(placeOf(exchange));
}
