import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import { brokenAt } from "../../../src/cli/report/broken-json.js";
import { renderReport } from "../../../src/cli/report/page.js";
import { readReportDocument } from "../../../src/cli/report/read-document.js";
import { jsonDocument } from "../../../src/cli/views/render-json.js";
import { anyEdit, edited } from "../../support/edit-json.js";
import { APPLIED, EARLY_FAILURE, EXAMINED_DOCUMENT } from "../../support/report-documents.js";
import { RUN } from "../views/examples.js";
import type { JsonValue } from "../../../src/base/json.js";

const whole = JSON.stringify(APPLIED);

function refusalOf(text: string): string {
  try {
    readReportDocument(text, "run.json");
  } catch (error) {
    if (error instanceof SetupError) {
      expect([error.code, error.exitCode]).toEqual(["report-document-invalid", 64]);
      return error.message;
    }
    throw error;
  }
  throw new Error("it was taken");
}

describe("a document", () => {
  test.each([APPLIED, EXAMINED_DOCUMENT, EARLY_FAILURE, jsonDocument(RUN)])("of each kind is read", (document) => {
    const text = JSON.stringify(document, null, 2);
    expect(JSON.stringify(readReportDocument(`\uFEFF${text}\n`, "run.json"))).toBe(JSON.stringify(document));
  });

  test("of a later version 1 is read, without what nobody knows", () => {
    const later = { ...APPLIED, formatVersion: "1.4", later: 1, tenant: { ...APPLIED.tenant, region: "eu" } };
    expect(renderReport(readReportDocument(JSON.stringify(later), "run.json"))).toBe(renderReport(APPLIED));
  });

  test("of an earlier version, without what came later, is read", () => {
    const { startedAt: _at, version: _version, vendor: _vendor, guide: _guide, ...earlier } = APPLIED;
    expect(renderReport(readReportDocument(JSON.stringify(earlier), "run.json"))).toContain("total/okta on Okta: Acme");
  });

  test.each([
    ["", "run.json: the file is empty"],
    [" \n", "run.json: the file is empty"],
    [whole.slice(0, 200), "run.json:1:201: the JSON ends here before it is complete"],
    [whole.slice(0, whole.indexOf("TruU") + 2), "the JSON ends here before it is complete"],
    ['{\n  "a": 1,\n', "run.json:2:10: the JSON ends here before it is complete"],
    ['{\n  "a": }', "run.json:2:8: this is not valid JSON"],
    [`${whole}\n${whole}`, "run.json:2:1: this is not valid JSON"],
    ["Plan: 5 changes", "run.json:1:1: this is not valid JSON"],
    ["[]", "run.json: this is not the JSON document of a run"],
    ["{}", "run.json: this is not the JSON document of a run"],
    [
      '{"formatVersion":"2.0"}',
      "run.json: format version 2.0 is not supported; this version of total-setup reads version 1",
    ],
    ['{"formatVersion":"1.0","mode":"runbook"}', "run.json: this is a runbook"],
    ['{"formatVersion":"1.0","command":"template"}', "run.json: this is the document of total-setup template"],
    ['{"digest":"sha256:0","steps":[]}', "run.json: this is a saved plan"],
    ['{"ready":true,"url":"http://127.0.0.1:1"}', "run.json: this is not the JSON document of a run"],
    [JSON.stringify({ ...APPLIED, steps: [{}] }), "run.json: steps[0].id: "],
    [JSON.stringify({ ...APPLIED, outcome: "splendid" }), "run.json: outcome: "],
  ])("%j is refused with its place", (text, words) => {
    expect(refusalOf(text)).toContain(words);
  });

  property.prop([fc.nat({ max: whole.length - 1 })])("cut anywhere is refused as cut short, at its end", (length) => {
    fc.pre(length > 0);
    const cut = whole.slice(0, length);
    expect(refusalOf(cut)).toBe(
      `run.json:1:${String(cut.trimEnd().length + 1)}: the JSON ends here before it is complete`,
    );
  });

  const documents = [APPLIED, EXAMINED_DOCUMENT, JSON.parse(JSON.stringify(jsonDocument(RUN)))] as JsonValue[];
  property.prop([fc.nat(), anyEdit, anyEdit], { numRuns: 300 })(
    "edited anywhere is refused, or becomes a page",
    (which, one, two) => {
      const text = JSON.stringify(edited(edited(documents[which % documents.length] ?? null, one), two));
      try {
        expect(renderReport(readReportDocument(text, "run.json"))).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
      } catch (error) {
        expect(error).toBeInstanceOf(SetupError);
      }
    },
  );
});

describe("where JSON is broken", () => {
  property.prop([fc.json()])("is its end where it is not", (text) => {
    expect(brokenAt(text)).toBe(text.length);
  });

  property.prop([fc.json(), fc.nat()])("is at, or before, a character that no JSON has there", (text, where) => {
    const at = where % (text.length + 1);
    const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`;
    expect(brokenAt(broken)).toBeLessThanOrEqual(at);
  });

  property.prop([fc.string({ maxLength: 12 })])("is at the end of what some JSON begins with, or nowhere", (text) => {
    let valid = true;
    try {
      JSON.parse(text);
    } catch {
      valid = false;
    }
    if (valid) expect(brokenAt(text)).toBe(text.length);
  });

  test.each([
    ['{"a" 1}', 5],
    ["[1,]", 3],
    ["[1}", 2],
    ['{"a":1,}', 7],
    ["{1:2}", 1],
    ["1 2", 2],
    ["tru", 0],
    ["[01]", 2],
    ['["\\x"]', 1],
    [":", 0],
    ["[[]", 3],
  ])("of %s is %i", (text, at) => {
    expect(brokenAt(text)).toBe(at);
  });
});
