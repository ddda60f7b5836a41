import type { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { brokenAt } from "./broken-json.js";
import { clip } from "./markup.js";
import { doctorDocument } from "../views/output/doctor.js";
import { failureDocument } from "../views/output/failure.js";
import { runDocument } from "../views/output/run.js";
import type { ReportableDocument } from "./page.js";

/**
 * Reads the JSON document of a run. Members that a later version added are passed over.
 *
 * @param file - how its place is called in an error
 * @throws SetupError `report-document-invalid` (exit 64), with the line and column or the member that is wrong
 */
export function readReportDocument(text: string, file: string): ReportableDocument {
  const value = parse(text, file);
  if (!isJsonObject(value)) throw invalid(file, "this is not the JSON document of a run");
  const { formatVersion } = value;
  if (typeof formatVersion !== "string") throw ofAnotherKind(value, file);
  if (!/^1\.\d+$/.test(formatVersion))
    throw invalid(
      file,
      `format version ${clip(formatVersion, 20)} is not supported; this version of total-setup reads version 1`,
      ["Use a newer version of total-setup."],
    );
  const document: JsonObject = { ...value, formatVersion: "1.0" };
  const problem = problemOf(schemaOf(document, file), document);
  if (problem !== undefined) throw invalid(`${file}: ${problem.path}`, problem.message);
  // What has been checked but for members that nobody knows.
  return document as unknown as ReportableDocument;
}

function schemaOf(document: JsonObject, file: string): z.ZodType {
  const { mode, command, outcome } = document;
  if (mode === "doctor") return doctorDocument;
  if (mode === undefined && command === undefined && outcome === "failed") return failureDocument;
  if (mode === undefined || mode === "runbook") throw ofAnotherKind(document, file);
  return runDocument;
}

/** The first thing in a document that is not as its schema says; an unknown member is none. */
function problemOf(
  schema: z.ZodType,
  document: JsonObject,
): { readonly path: string; readonly message: string } | undefined {
  const issue = schema.safeParse(document).error?.issues.find(({ code }) => code !== "unrecognized_keys");
  if (issue === undefined) return undefined;
  const path = issue.path.map((part) => (typeof part === "number" ? `[${String(part)}]` : `.${String(part)}`)).join("");
  return { path: clip(path.replace(/^\./, ""), 200), message: clip(issue.message, 200) };
}

function parse(text: string, file: string): JsonValue {
  const whole = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(whole) as JsonValue;
  } catch (error) {
    if (whole.trim() === "") throw invalid(file, "the file is empty");
    const [at, end] = [brokenAt(whole), whole.trimEnd().length];
    if (at >= end || (error instanceof Error && /^Unterminated|end of JSON/.test(error.message)))
      throw invalid(place(file, whole, end), "the JSON ends here before it is complete", [
        "Copy the whole file, or run the command again with --json.",
      ]);
    throw invalid(place(file, whole, at), "this is not valid JSON", [
      "Provide the standard output of a command with --json, unchanged.",
    ]);
  }
}

function place(file: string, text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `${file}:${String(before.length)}:${String((before.at(-1) ?? "").length + 1)}`;
}

function ofAnotherKind(value: JsonObject, file: string): SetupError {
  const { mode, command, steps, digest } = value;
  if (mode === "runbook")
    return invalid(file, "this is a runbook: it changes nothing, so it has no report", [
      "Use the Markdown that runbook --out writes.",
    ]);
  if (command === "template") return invalid(file, "this is the document of total-setup template, not of a run");
  if (steps !== undefined && digest !== undefined)
    return invalid(file, "this is a saved plan, not the JSON document of a run", [
      "For the report of a plan, add --report FILE.html to the plan command.",
    ]);
  return invalid(file, "this is not the JSON document of a run");
}

function invalid(place: string, what: string, fix?: readonly string[]): SetupError {
  return new SetupError({
    code: "report-document-invalid",
    exitCode: EXIT.usage,
    what: `${place}: ${what}`,
    fix: fix ?? ["Provide what a run, verify or doctor writes to standard output with --json."],
  });
}
