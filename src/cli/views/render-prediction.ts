import { groupBy } from "../../setup/proof/group-by.js";
import { paragraph, statement } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { Prediction } from "../run/people-report.js";
import type { PredictionJson } from "./output/rehearsal.js";
import { listNames } from "./words/names.js";
import { counted, inThousands } from "./words/numbers.js";

/** Prints how many users would be provisioned, and who would not, cause by cause. */
export function renderPredictions(pen: Pen, predictions: readonly Prediction[], details: boolean): void {
  const arriving = predictions.filter(({ arrives }) => arrives);
  const absent = predictions.filter(({ arrives }) => !arrives);
  const amiss = arriving.filter(({ reason }) => reason !== undefined);
  const doubtful = arriving.flatMap(({ name, doubts = [] }) => doubts.map((reason) => ({ name, reason })));
  pen.line();
  const all = `${inThousands(arriving.length)} of ${counted(predictions.length, "user")} in these groups would be provisioned`;
  statement(pen, pen.paint.bold, `Your users: ${all}.`);
  list(pen, "Would not be provisioned", absent, details);
  list(pen, "Would be provisioned, but not correctly", amiss, details);
  list(pen, "Are provisioned here, but may fail on the vendor's own SCIM server", doubtful, details);
  paragraph(pen, "", "? ", UNKNOWN_LIMITS);
  pen.line();
}

/** What a simulated SCIM server cannot know of the vendor's. */
const UNKNOWN_LIMITS =
  "Only a real run shows what the vendor's own SCIM server refuses, for example values that are too long or users it already has.";

function list(pen: Pen, what: string, users: readonly Pick<Prediction, "name" | "reason">[], details: boolean): void {
  if (users.length === 0) return;
  paragraph(pen, "", "", `${what}: ${counted(new Set(users.map(({ name }) => name)).size, "user")}`);
  for (const [reason, those] of groupBy(users, ({ name, reason: why = "" }) => why.replaceAll(name, "…"))) {
    const names = those.map(({ name }) => name);
    const [first] = those;
    if (those.length === 1) paragraph(pen, "  ", "- ", `${names.join("")}: ${first?.reason ?? ""}`);
    else paragraph(pen, "  ", "- ", `${counted(those.length, "user")}: ${reason}: ${listNames(names, details)}`);
  }
}

/** The `people` of the JSON document. */
export function predictionsJson(predictions: readonly Prediction[]): PredictionJson[] {
  return predictions.map((one) => ({ ...one }));
}
