import type { Setup } from "../../setup/step/setup.js";
import { predict } from "./predictions.js";
import { previewOf } from "./preview.js";
import { predictionsJson, renderPredictions } from "../views/render-prediction.js";
import { previewsJson, renderPreviews } from "../views/render-preview.js";
import type { Pen } from "../terminal/screen.js";
import type { Venue } from "../run/setup-run.js";
import type { PeopleReport } from "../views/render-json.js";
import type { RunResult } from "../../setup/model/run-result.js";

/**
 * Tells what a rehearsal came to, person by person: after `--from-tenant` for everybody, and what is sent for those of `--preview`.
 * To be called while the simulated tenant is still there.
 */
export async function reportPeople<Tenant>(
  pen: Pen,
  setup: Setup<Tenant>,
  { rehearsal, watched, copy }: Venue<Tenant>,
  result: RunResult,
): Promise<PeopleReport> {
  if (rehearsal === undefined || watched === undefined) return {};
  const sources = { explain: (name: string) => rehearsal.explain(name), payloads: watched.payloads };
  const predictions = await predict({ setup, result, ...sources });
  if (predictions !== undefined && copy !== undefined) renderPredictions(pen, predictions);
  const previews = previewOf(watched.people, predictions, sources);
  renderPreviews(pen, previews);
  return {
    ...(predictions === undefined ? {} : { people: predictionsJson(predictions) }),
    ...(previews.length === 0 ? {} : { preview: previewsJson(previews) }),
  };
}
