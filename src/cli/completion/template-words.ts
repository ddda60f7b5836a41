import { readFileSync, statSync } from "node:fs";
import { parse } from "yaml";
import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { findTemplate } from "../../template/find.js";
import type { OptionInput } from "../inputs/input-option.js";
import { TEMPLATES } from "../arguments/template-folder.js";
import type { Candidate } from "./suggestions.js";

/** The words that a template adds to a command line. */
export interface TemplateWords {
  readonly inputs: readonly OptionInput[];
  readonly steps: readonly Candidate[];
}

/** A template has a few thousand characters: nothing that takes long is read while somebody waits for a key. */
const MOST_BYTES = 100_000;

/**
 * The words of a template, without checking it: half of it may be written.
 *
 * @param name - name or path
 * @throws an error when there is none, or when it cannot be read
 */
export function templateWords(name: string, idp: string): TemplateWords {
  const { path } = findTemplate(name, idp, [TEMPLATES]);
  if (statSync(path).size > MOST_BYTES) throw new Error("too large");
  const template = parse(readFileSync(path, "utf8"), { logLevel: "silent" }) as JsonValue;
  const { inputs, steps } = isJsonObject(template) ? template : {};
  return {
    inputs: isJsonObject(inputs) ? Object.entries(inputs).flatMap(([key, input]) => inputOf(key, input)) : [],
    steps: Array.isArray(steps) ? (steps as readonly JsonValue[]).flatMap(stepOf) : [],
  };
}

function inputOf(name: string, input: JsonValue | undefined): OptionInput[] {
  if (!isJsonObject(input)) return [];
  return [{ name, type: text(input, "type") as OptionInput["type"], prompt: text(input, "prompt") }];
}

function stepOf(step: JsonValue): Candidate[] {
  return isJsonObject(step) ? [{ value: text(step, "id"), about: text(step, "title") }] : [];
}

function text(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === "string" ? value : "";
}
