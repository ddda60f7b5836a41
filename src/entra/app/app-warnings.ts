import { differenceOf } from "../../setup/plan/drift.js";
import type { Difference, Warning } from "../../setup/model/plan.js";
import type { ServicePrincipal } from "../api/schemas.js";
import { APP_TYPE, NON_GALLERY_TEMPLATE } from "./choose-app.js";

/** What an administrator should know of an application that exists and can provision. */
export function appWarnings(app: ServicePrincipal): Warning[] {
  const warnings: Warning[] = [];
  if (app.accountEnabled === false) {
    warnings.push({
      code: "app-disabled",
      message: `Sign-in to the application "${app.displayName}" is disabled: "Enabled for users to sign-in" is No.`,
      fix: "If users should sign in to it, set this to Yes on the application's Properties page.",
    });
  }
  const template = app.applicationTemplateId ?? "";
  if (template !== "" && template !== NON_GALLERY_TEMPLATE) {
    warnings.push({
      code: "app-from-gallery",
      message: `The application "${app.displayName}" comes from Microsoft's gallery (template ${template}), so its default attribute mappings differ from those in the guide.`,
      fix: "If it is a different product with the same name, choose the right application with --app-id, or use --new-app.",
    });
  }
  return warnings;
}

/** Values of the application that differ from what a guide expects, as data. */
export function appDiffers(app: ServicePrincipal): Difference[] {
  return appWarnings(app).flatMap((warning) => {
    const resource = { type: APP_TYPE, id: app.id, name: app.displayName };
    const path = PATHS.get(warning.code);
    if (path === undefined) return [];
    const [expected, actual] =
      path === "accountEnabled" ? [true, false] : [NON_GALLERY_TEMPLATE, app.applicationTemplateId ?? null];
    return [differenceOf(warning, { resource, path, expected, actual })];
  });
}

const PATHS: ReadonlyMap<string, string> = new Map([
  ["app-disabled", "accountEnabled"],
  ["app-from-gallery", "applicationTemplateId"],
]);
