import { statSync } from "node:fs";
import type { z } from "zod";
import { EXIT, SetupError } from "../../../base/errors.js";
import type { IdpName } from "../../../base/idp-name.js";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import { plainText } from "../../../base/text.js";
import { findingsOf } from "../../../template/document/issues.js";
import { usageError } from "../../arguments/usage.js";
import { readTextFile } from "../../terminal/input-files.js";
import { jsonErrorPlace } from "./json-place.js";
import { digestOf } from "./digest.js";
import { planningNames, planningSchema, type Planning } from "./planning-options.js";
import { savedPlanSchema, type SavedPlanFile } from "./schema.js";

/** A plan read from a file and checked. */
export interface SavedPlan extends SavedPlanFile {
  /** As it was named. */
  readonly path: string;
}

const KIND = "total-setup/plan";
/** The names of a million people, and some changes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a plan's file for this IdP.
 *
 * @throws SetupError (exit 64): `file-unreadable`; `plan-invalid` when it is not a plan, is cut short or was changed since it was
 *   written, with the place; `plan-newer` for the format of another version; `plan-foreign` for the plan of another IdP;
 *   `plan-option-foreign` for an option that no plan may contain
 */
export function readSavedPlan(path: string, idp: Planning & { readonly name: IdpName }): SavedPlan {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST_BYTES) throw invalid(path, "it is larger than 64 MB");
  const value = parse(readTextFile(path, "--plan"), path);
  if (!isJsonObject(value) || value["kind"] !== KIND)
    throw invalid(path, "it is JSON, but not a plan written by total-setup");
  if (value["formatVersion"] !== "1.0") throw newer(path, value);
  const { data, problem } = check(savedPlanSchema, value);
  if (data === undefined) throw invalid(path, problem);
  const { digest, ...content } = value;
  if (digestOf(content) !== digest) throw invalid(path, "it was changed after it was written");
  if (data.tenant.idp !== idp.name) throw foreignIdp(path, data.tenant.idp);
  const names = new Set(planningNames(idp));
  // Read from the file itself: a schema would skip some names, for example __proto__.
  const foreign = Object.keys(isJsonObject(value["options"]) ? value["options"] : {}).filter(
    (name) => !names.has(name),
  );
  if (foreign.length > 0) throw foreignOptions(path, foreign, idp.name);
  const options = check(planningSchema(idp), data.options, ["options"]);
  if (options.data === undefined) throw invalid(path, options.problem);
  return { ...data, path };
}

/** Refuses a flag that contradicts the plan. */
export function besidePlan(from: string, path: string, planned: string): SetupError {
  return usageError(
    `${from} contradicts the plan in ${path}, which has ${plainText(planned)}`,
    [`Leave out ${from}, or make a new plan with it.`],
    "a plan is applied as it was approved",
  );
}

/** How to get a plan that can be applied. */
export function remake(idp: IdpName): string {
  return `Make the plan again: total-setup ${idp} plan --out FILE.`;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const place = jsonErrorPlace(text);
    const at = place === undefined ? path : `${path}:${place}`;
    throw invalid(at, "this is not valid JSON: the file may be cut short or edited");
  }
}

function check<Data>(
  schema: z.ZodType<Data>,
  value: JsonObject,
  at: readonly string[] = [],
): { readonly data: Data; readonly problem?: never } | { readonly data?: never; readonly problem: string } {
  try {
    const checked = schema.safeParse(value);
    if (checked.success) return { data: checked.data };
    const [finding] = findingsOf(checked.error.issues, schema, value);
    return {
      problem: finding === undefined ? "its shape is wrong" : `${placeIn([...at, ...finding.path])}: ${finding.what}`,
    };
  } catch (error) {
    if (error instanceof RangeError) return { problem: "it is nested too deeply" };
    throw error;
  }
}

/** For example `plan.steps[2].changes[0].action`. */
function placeIn(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${String(key)}]` : `.${String(key)}`)).join("");
  return plainText(text === "" ? "the file" : text.replace(/^\./, ""));
}

function invalid(place: string, why: string): SetupError {
  return new SetupError({
    code: "plan-invalid",
    exitCode: EXIT.usage,
    what: `--plan ${place} cannot be applied`,
    why,
    fix: ["Use the file exactly as plan --out wrote it, or make the plan again."],
  });
}

function newer(path: string, { formatVersion, toolVersion }: JsonObject): SetupError {
  const format = typeof formatVersion === "string" ? `format ${plainText(formatVersion)}` : "no format version";
  const tool = typeof toolVersion === "string" ? `, written by total-setup ${plainText(toolVersion)}` : "";
  return new SetupError({
    code: "plan-newer",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the plan has ${format}${tool}; this version reads format 1.0`,
    fix: ["Apply it with the version that wrote it, or make the plan again with this version."],
  });
}

function foreignIdp(path: string, idp: IdpName): SetupError {
  return new SetupError({
    code: "plan-foreign",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the plan is for ${idp}`,
    fix: [`Run: total-setup ${idp} apply --plan ${path}`],
  });
}

function foreignOptions(path: string, names: readonly string[], idp: IdpName): SetupError {
  const named = names.map((name) => `options.${plainText(name)}`).join(", ");
  return new SetupError({
    code: "plan-option-foreign",
    exitCode: EXIT.usage,
    what: `--plan ${path} cannot be applied: it contains ${named}`,
    why: "a plan decides only what is done; whoever applies it decides where to sign in, where secrets go, which files are used and what is confirmed",
    fix: [remake(idp), "If you did not expect this, find out who changed the file."],
    refused: true,
  });
}
