import { EXIT, SetupError } from "../../base/errors.js";
import { findTemplate, listTemplates } from "../../template/find.js";
import { readTextFile } from "../terminal/input-files.js";
import { TEMPLATES } from "../arguments/template-folder.js";
import { templateDigest } from "./format/digest.js";
import { besidePlan, remake, type SavedPlan } from "./format/read.js";

/**
 * The file of a plan's template: a bundled one by its name, or the one that `--template` names. A path is never taken from a plan's
 * file: a template decides where tokens are sent, and a digest in the same file proves nothing about it.
 *
 * @param given - the value of `--template`
 * @throws SetupError `plan-template-not-named`, `plan-template-changed`, `usage`, `template-not-found`, `file-unreadable` (exit 64)
 */
export function savedTemplate(saved: SavedPlan, given: string | undefined): string {
  const { template, path, tenant } = saved;
  const isOwn = template.file !== undefined || !listTemplates(TEMPLATES).includes(template.name);
  if (given === undefined && isOwn) throw notNamed(saved);
  const place = findTemplate(given ?? template.name, tenant.idp, [TEMPLATES]).path;
  readTextFile(place, "--template");
  if (templateDigest(place) === template.sha256) return place;
  if (given !== undefined && !isOwn) throw besidePlan("--template", path, template.name);
  throw new SetupError({
    code: "plan-template-changed",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the template ${template.name} (${place}) has changed since the plan was made`,
    why: "a plan is applied only with the template it was made with",
    fix: [remake(tenant.idp)],
  });
}

function notNamed({ template, path }: SavedPlan): SetupError {
  const place = template.file === undefined ? "" : ` (${template.file})`;
  return new SetupError({
    code: "plan-template-not-named",
    exitCode: EXIT.usage,
    what: `--plan ${path} was made with the template ${template.name}${place}, which does not come with total-setup`,
    why: "a template decides where tokens are sent, so its path is never taken from a plan",
    fix: ["Name a template that you trust: --template FILE. Its content must equal the plan's template."],
  });
}
