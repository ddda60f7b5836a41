import { z } from "zod";
import { readDocument } from "../document/document.js";
import { findingsOf } from "../document/issues.js";
import { fileError, placeText } from "../document/problems.js";

/** A file of inputs: a map from input name to a text or a list of names. */
export interface InputsFile {
  readonly path: string;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** `path:line:col` of each value. */
  readonly places: Readonly<Record<string, string>>;
}

const schema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * Reads an inputs file, YAML or JSON. `resolveInputs` checks its names.
 *
 * @throws SetupError `inputs-file-invalid` (exit 64) with every problem as `path:line:col: ...`; values are never quoted
 */
export function readInputsFile(text: string, path: string): InputsFile {
  const read = readDocument(text);
  if (read.problems !== undefined) throw fileError("inputs-file-invalid", path, read.problems);
  const { document } = read;
  const checked = schema.safeParse(document.value);
  if (!checked.success) {
    const findings = findingsOf(checked.error.issues, schema, document.value);
    const problems = findings.map((finding) => ({
      place: document.place(finding.path, finding.at),
      what: finding.what,
    }));
    throw fileError("inputs-file-invalid", path, problems);
  }
  const names = Object.keys(checked.data);
  return {
    path,
    values: checked.data,
    places: Object.fromEntries(names.map((name) => [name, placeText(path, document.place([name]))])),
  };
}
