import type { JsonValue } from "../../base/json.js";
import { differenceOf } from "../../setup/plan/drift.js";
import type { Difference, Warning } from "../../setup/model/plan.js";
import type { OktaApp } from "../api/schemas.js";

/** The app as a resource of a difference. */
export function appResource({ id, label }: OktaApp): Difference["resource"] {
  return { type: "app", id, name: label };
}

/** Each warning about one value of an app, as data. */
export function appDiffers(
  app: OktaApp,
  warnings: readonly Warning[],
  path: string,
  expected: JsonValue,
  actual: JsonValue,
): Difference[] {
  return warnings.map((warning) => differenceOf(warning, { resource: appResource(app), path, expected, actual }));
}

/** A setting of an app that a guide wants otherwise: shown, never changed. */
export function settingDiffers(app: OktaApp, path: string, expected: JsonValue, actual: JsonValue): Difference {
  return {
    resource: appResource(app),
    path,
    expected,
    actual,
    fixedBy: "by-hand",
    what: `${path} of the app "${app.label}" is ${JSON.stringify(actual)}; the guide says ${JSON.stringify(expected)}.`,
    fix: "Change it back on the app's General or Sign On tab, unless it is meant to be so.",
  };
}

/** An app that is switched off: Okta provisions nobody to it. */
export function inactive(app: OktaApp): Difference[] {
  const { status, label } = app;
  if (status === "ACTIVE") return [];
  return [
    {
      resource: appResource(app),
      path: "status",
      expected: "ACTIVE",
      actual: status,
      fixedBy: "by-hand",
      what: `The app "${label}" is ${status}: Okta provisions nobody to it.`,
      fix: "Activate it under Applications in the admin console.",
      code: "app-inactive",
    },
  ];
}
