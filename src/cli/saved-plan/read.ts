import { statSync } from "node:fs";
import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject, type JsonObject } from "../../base/json.js";
import { plainText } from "../../base/text.js";
import type { TenantIdentity } from "../../setup/ports.js";
import { findTemplate } from "../../template/find.js";
import { findingsOf } from "../../template/issues.js";
import { readTextFile } from "../input-files.js";
import { jsonErrorPlace } from "./json-place.js";
import { digestOf, templateDigest } from "./digest.js";
import { savedPlanSchema, type SavedPlanFile } from "./schema.js";
import { TEMPLATES } from "../template-folder.js";

/** A plan that was read from a file, checked. */
export interface SavedPlan extends SavedPlanFile {
  /** As it was named. */
  readonly path: string;
}

const KIND = "total-setup/plan";
/** The names of a million people, and some changes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a plan's file, for this IdP.
 *
 * @throws SetupError (exit 64): `file-unreadable`; `plan-invalid` when it is no plan, is cut short or was changed since it was
 *   written, with the place; `plan-newer` for the format of another version; `plan-foreign` for the plan of another IdP
 */
export function readSavedPlan(path: string, idp: "okta" | "entra"): SavedPlan {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST_BYTES) throw invalid(path, "it is larger than 64 MB");
  const value = parse(readTextFile(path, "--plan"), path);
  if (!isJsonObject(value) || value["kind"] !== KIND)
    throw invalid(path, "it is JSON, but no plan that total-setup wrote");
  if (value["formatVersion"] !== "1.0") throw newer(path, value);
  const { data, problem } = check(value);
  if (data === undefined) throw invalid(path, problem);
  const { digest, ...content } = value;
  if (digestOf(content) !== digest) throw invalid(path, "it was changed after it was written");
  if (data.tenant.idp !== idp) throw foreignIdp(path, data.tenant.idp);
  return { ...data, path };
}

/**
 * The file of a plan's template.
 *
 * @param given - what `--template` says beside it; the same template may lie in another place here
 * @throws SetupError `plan-template-changed`, `usage`, `template-not-found`, `file-unreadable` (all exit 64)
 */
export function savedTemplate({ template, path, tenant }: SavedPlan, given: string | undefined): string {
  const place =
    given === undefined
      ? (template.file ?? findTemplate(template.name, tenant.idp, [TEMPLATES]).path)
      : findTemplate(given, tenant.idp, [TEMPLATES]).path;
  readTextFile(place, given === undefined ? `The template of --plan ${path}` : "--template");
  if (templateDigest(place) === template.sha256) return place;
  if (given !== undefined) throw besidePlan("--template", path, template.file ?? template.name);
  throw new SetupError({
    code: "plan-template-changed",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the template ${template.name} (${place}) is not the one the plan was made with`,
    why: "its content has changed since",
    fix: [remake(tenant.idp)],
  });
}

/**
 * Checks that a plan is for the tenant that was opened.
 *
 * @throws SetupError `plan-foreign` (exit 64)
 */
export function requireTenant({ tenant, path }: SavedPlan, { url, id }: TenantIdentity): void {
  const same = tenant.id === undefined || id === undefined ? tenant.url === url : tenant.id === id;
  if (same) return;
  const name = (one: { readonly url: string; readonly id?: string }): string =>
    one.id === undefined ? one.url : `${one.url} (${one.id})`;
  throw new SetupError({
    code: "plan-foreign",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the plan is for the tenant ${name(tenant)}, and this one is ${name({ url, ...(id === undefined ? {} : { id }) })}`,
    why: "a plan says what to change in the one tenant it was made for",
    fix: ["Sign in to the plan's tenant.", remake(tenant.idp)],
  });
}

/** Beside a plan, a flag may only say the same. */
export function besidePlan(from: string, path: string, planned: string): SetupError {
  return new SetupError({
    code: "usage",
    exitCode: EXIT.usage,
    what: `${from} says something else than the plan in ${path}, where it is ${plainText(planned)}`,
    why: "a plan is applied as it was approved",
    fix: [`Leave ${from} out, or make another plan with it.`],
  });
}

/** How to come to a plan that can be applied. */
export function remake(idp: "okta" | "entra"): string {
  return `Make the plan again: total-setup ${idp} plan --out FILE.`;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const place = jsonErrorPlace(text);
    const at = place === undefined ? path : `${path}:${place}`;
    throw invalid(at, "it is not JSON from here on: it may have been cut short or edited");
  }
}

function check(
  value: JsonObject,
): { readonly data: SavedPlanFile; readonly problem?: never } | { readonly data?: never; readonly problem: string } {
  try {
    const checked = savedPlanSchema.safeParse(value);
    if (checked.success) return { data: checked.data };
    const [finding] = findingsOf(checked.error.issues, savedPlanSchema, value);
    return { problem: finding === undefined ? "its shape is wrong" : `${placeIn(finding.path)}: ${finding.what}` };
  } catch (error) {
    if (error instanceof RangeError) return { problem: "it is nested too deeply" };
    throw error;
  }
}

/** As `plan.steps[2].changes[0].action`. */
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
    fix: ["Give the file as plan --out wrote it, or make the plan again."],
  });
}

function newer(path: string, { formatVersion, toolVersion }: JsonObject): SetupError {
  const format =
    typeof formatVersion === "string" ? `format ${plainText(formatVersion)}` : "a format without a version";
  const tool = typeof toolVersion === "string" ? `, written by total-setup ${plainText(toolVersion)}` : "";
  return new SetupError({
    code: "plan-newer",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the plan has ${format}${tool}, and this version reads 1.0`,
    fix: ["Apply it with the version that wrote it, or make the plan again with this one."],
  });
}

function foreignIdp(path: string, idp: "okta" | "entra"): SetupError {
  return new SetupError({
    code: "plan-foreign",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the plan is for ${idp}`,
    fix: [`Run: total-setup ${idp} apply --plan ${path}`],
  });
}
