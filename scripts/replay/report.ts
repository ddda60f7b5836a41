import type { JsonValue } from "../../src/base/json.js";
import { EXCEPTIONS, KINDS } from "./exceptions.js";
import type { Figures, Finding, Tally } from "./figures.js";
import { isUsed } from "./routes.js";

const COLUMNS = ["recorded", "left out", "compared", "status", "shape", "by org", "excepted"];
const LONGEST_VALUE = 140;
const LONGEST_TRAIT = 18;

/** The report for a person: figures by route, what differs, and what may differ with its reason. */
export function renderReport({ routes, findings, headers, used, all, orgs }: Tally, most: number): string {
  const sorted = [...routes].sort(([a], [b]) => (turned(a) < turned(b) ? -1 : 1));
  const faults = findings.filter(({ exception }) => exception === undefined);
  const ofHeaders = headers.filter(({ exception }) => exception === undefined);
  return [
    ...table([
      ...sorted.map(([route, figures]): [string, Figures] => [isUsed(route) ? route : `(${route})`, figures]),
      ["without the routes in brackets", used],
      ["all", all],
    ]),
    ...section("Differences", faults, most),
    ...section("Differences of headers, not part of the shape", ofHeaders, most),
    "",
    "Exceptions",
    ...EXCEPTIONS.map((exception) => {
      const covered = [...findings, ...headers].filter((finding) => finding.exception === exception);
      const places = new Set(covered.flatMap((finding) => finding.places));
      return `  ${String(places.size).padStart(4)}  ${KINDS[exception.kind]}: ${exception.reason} (${exception.source})`;
    }),
    "",
    "Each sequence was played on an org of the kind that its own answers show:",
    ...[...orgs].map(([trait, { has, lacks, unknown }]) => {
      const told = `${String(has)} have it, ${String(lacks)} do not, ${String(unknown)} do not show it`;
      return `  ${trait.padEnd(LONGEST_TRAIT)}  ${told}`;
    }),
    "",
    `Over the routes that the product uses: ${summary(used)}`,
    `Over all routes: ${summary(all)}`,
    "",
  ].join("\n");
}

function summary(of: Figures): string {
  const { status, shape, ofOrg, excepted } = of;
  return [
    `status ${share(status, of)}`,
    `shape ${share(shape, of)}`,
    `without what differs only by org ${share(shape + ofOrg, of)}`,
    `with exceptions ${share(shape + excepted, of)}`,
  ].join(", ");
}

/** Routes of one path together. */
function turned(route: string): string {
  const [method = "", path = ""] = route.split(" ");
  return `${path} ${method}`;
}

function share(part: number, { compared }: Figures): string {
  const percent = compared === 0 ? 100 : (part / compared) * 100;
  return `${String(part)} of ${String(compared)} (${percent.toFixed(1)} %)`;
}

function table(rows: readonly (readonly [string, Figures])[]): readonly string[] {
  const widest = Math.max(...rows.map(([name]) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(widest), ...cells.map((cell, index) => cell.padStart(COLUMNS[index]?.length ?? 0))].join("  ");
  const cellsOf = ({ recorded, leftOut, compared, status, shape, ofOrg, excepted }: Figures): readonly string[] =>
    [recorded, leftOut, compared, status, shape, ofOrg, excepted].map(String);
  return [line("route", COLUMNS), ...rows.map(([name, figures]) => line(name, cellsOf(figures)))];
}

function section(title: string, findings: readonly Finding[], most: number): readonly string[] {
  if (findings.length === 0) return ["", `${title}: none`];
  return [
    "",
    `${title} (${String(Math.min(most, findings.length))} of ${String(findings.length)})`,
    ...findings
      .slice(0, most)
      .flatMap(({ route, what, places, recorded, ours }) => [
        `  ${String(places.length).padStart(4)}  ${route} | ${what}`,
        `        ${places[0] ?? ""}  recording ${short(recorded)}  sandbox ${short(ours)}`,
      ]),
  ];
}

function short(value: JsonValue | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
