import { createHash } from "node:crypto";
import type { DoctorDocument } from "../views/output/doctor.js";
import type { FailureDocument } from "../views/output/failure.js";
import type { RunDocument } from "../views/output/run.js";
import { checks } from "./checks.js";
import { drift, undoTable } from "./comparison.js";
import { headlineOf, headlineOfChecks } from "./headline.js";
import { manualSteps } from "./manual-steps.js";
import { html, NOTHING, type Content, type Markup } from "./markup.js";
import { errors, notSimulated, requests, warnings } from "./notices.js";
import { kindOf, outcomeBox, overview, titleOf } from "./overview.js";
import { cleanUp, predictions, previews } from "./rehearsal.js";
import { stepsAndChanges } from "./steps.js";
import { STYLE } from "./style.js";
import { notProvisioned, verification } from "./verification.js";

/** The JSON documents that there is a report of. */
export type ReportableDocument = RunDocument | DoctorDocument | FailureDocument;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
/** Whole, since its hash is of every blank in it. */
const SHEET: Markup = { html: `<style>${STYLE}</style>` };
/** No script, no other file, no form: the page can be opened anywhere and asks nobody. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/**
 * The report of a run as one HTML page, made of its JSON document alone: for a change ticket, the screen and A4.
 *
 * @returns UTF-8 text, below 500 KB however large the tenant is
 */
export function renderReport(document: ReportableDocument): string {
  const { title, kind, content } = partsOf(document);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${SHEET}
      </head>
      <body>
        <main>
          <p class="kind">${kind}</p>
          <h1><bdi>${title}</bdi></h1>
          ${content}
        </main>
        <footer>
          <p>Made by total-setup from the JSON document of the run. Contains names of users; contains no secrets.</p>
        </footer>
      </body>
    </html>`;
  return `${page.html.trim()}\n`;
}

interface Parts {
  readonly title: string;
  readonly kind: string;
  readonly content: Content;
}

function partsOf(document: ReportableDocument): Parts {
  if (!("mode" in document)) return failureParts(document);
  const head = { title: titleOf(document), kind: kindOf(document) };
  return { ...head, content: document.mode === "doctor" ? doctorContent(document) : runContent(document) };
}

function failureParts(document: FailureDocument): Parts {
  const text = "Failed before the run could begin. Nothing was changed.";
  const next = "Fix the error below, then run the same command again.";
  return {
    title: "total-setup",
    kind: "Failed run",
    content: [outcomeBox({ tone: "bad", text, next }), errors(document.errors, { bytes: 40_000 })],
  };
}

function doctorContent(document: DoctorDocument): Content {
  return [outcomeBox(headlineOfChecks(document)), overview(document), checks(document, { bytes: 200_000 })];
}

function runContent(document: RunDocument): Content {
  const { mode, proof, steps, people = [], preview = [], cleanup, undo } = document;
  const simulated = mode === "dry-run";
  // Together they are what a page may hold: names are what a large tenant has most of.
  const [ofNames, ofChanges, ofNotices, ofRest] = [
    { bytes: 230_000 },
    { bytes: 110_000 },
    { bytes: 50_000 },
    { bytes: 60_000 },
  ];
  return [
    outcomeBox(headlineOf(document)),
    overview(document),
    errors(document.errors, ofNotices),
    proof === null ? NOTHING : [verification(proof, simulated, ofNames), notProvisioned(proof, ofNames)],
    warnings(document, ofNotices),
    undo === undefined ? NOTHING : undoTable(undo, ofRest),
    drift(steps, ofRest),
    stepsAndChanges(steps, mode === "plan", ofChanges),
    manualSteps(steps, simulated, ofRest),
    predictions(people, ofNames),
    previews(preview, ofRest),
    cleanup === undefined ? NOTHING : cleanUp(cleanup, ofNames),
    notSimulated(document.notSimulated ?? [], ofNotices),
    requests(document),
  ];
}
