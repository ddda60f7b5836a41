import type { Setup } from "../../setup/step/setup.js";
import { predict } from "./predictions.js";
import { previewOf } from "./preview.js";
import { predictionsJson, renderPredictions } from "../views/render-prediction.js";
import { previewsJson, renderPreviews } from "../views/render-preview.js";
import type { Pen } from "../terminal/screen.js";
import type { PeopleFindings, Watched } from "../run/people-report.js";
import type { PeopleReport } from "../views/render-json.js";
import type { Rehearsal } from "../run/rehearsal.js";
import type { RunResult } from "../../setup/model/run-result.js";

interface Sources<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly result: RunResult;
  readonly watched: Watched;
  readonly explain: Rehearsal<Tenant>["explain"];
}

/**
 * Reads what a rehearsal came to, user by user. Call it while the simulated tenant still runs, and before anybody changes its users.
 */
export async function findPeople<Tenant>({
  setup,
  result,
  watched,
  explain,
}: Sources<Tenant>): Promise<PeopleFindings> {
  const sources = { explain, payloads: watched.payloads };
  const predictions = await predict({ setup, result, ...sources });
  return { predictions, previews: previewOf(watched.people, predictions, sources) };
}

interface ReportOptions {
  /** Whether the users are those of a live tenant: then the report covers all of them. */
  readonly everybody: boolean;
  /** Whether all names are printed. */
  readonly details: boolean;
}

/** Prints what a rehearsal came to, user by user: after `--from-tenant` for all users, and what is sent for those of `--preview`. */
export function reportPeople(
  pen: Pen,
  { predictions, previews }: PeopleFindings,
  { everybody, details }: ReportOptions,
): PeopleReport {
  if (predictions !== undefined && everybody) renderPredictions(pen, predictions, details);
  renderPreviews(pen, previews);
  return {
    ...(predictions === undefined ? {} : { people: predictionsJson(predictions) }),
    ...(previews.length === 0 ? {} : { preview: previewsJson(previews) }),
  };
}
