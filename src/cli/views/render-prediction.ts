import { count } from "../../base/text.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { Prediction } from "../run/people-report.js";
import type { PredictionJson } from "./output/rehearsal.js";

const MOST_SHOWN = 50;

/** Prints how many would arrive, and who would not, with the reason. */
export function renderPredictions(pen: Pen, predictions: readonly Prediction[]): void {
  const arriving = predictions.filter(({ arrives }) => arrives);
  const absent = predictions.filter(({ arrives }) => !arrives);
  const amiss = arriving.filter(({ reason }) => reason !== undefined);
  const doubtful = arriving.filter(({ doubts }) => doubts !== undefined);
  pen.line(pen.paint.bold("Who would arrive"));
  pen.line(`  ${String(arriving.length)} of ${count(predictions.length, "person", "people")} in the named groups`);
  list(pen, "do not", absent);
  list(pen, "arrive, but not as they should", amiss);
  list(pen, "arrive here, with a doubt about the vendor's own target", doubtful, ({ doubts = [] }) =>
    doubts.join("; "),
  );
  paragraph(pen, "  ", "? ", UNKNOWN_LIMITS);
  pen.line();
}

/** What a simulated target cannot tell of the vendor's. */
const UNKNOWN_LIMITS =
  "not known before a real run: what the vendor's own target refuses, as values that are too long for it, or people it has already";

function list(
  pen: Pen,
  what: string,
  people: readonly Prediction[],
  why: (one: Prediction) => string = ({ reason = "" }) => reason,
): void {
  if (people.length === 0) return;
  pen.line(`  ${count(people.length, "person", "people")} who ${what}:`);
  for (const one of people.slice(0, MOST_SHOWN)) paragraph(pen, "    ", "- ", `${one.name}: ${why(one)}`);
  if (people.length > MOST_SHOWN) pen.line(`    and ${String(people.length - MOST_SHOWN)} more (--json lists all)`);
}

/** The `people` of the JSON document. */
export function predictionsJson(predictions: readonly Prediction[]): PredictionJson[] {
  return predictions.map((one) => ({ ...one }));
}
