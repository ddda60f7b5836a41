import type { JsonValue } from "../../base/json.js";
import { differenceOf } from "../../setup/plan/drift.js";
import type { Difference, Warning } from "../../setup/model/plan.js";
import type { OktaApp } from "../api/schemas.js";
import { describeSetting, describeValue } from "./describe-setting.js";

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

/** A setting of an app that differs from the guide: shown, never changed. */
export function settingDiffers(app: OktaApp, path: string, expected: JsonValue, actual: JsonValue): Difference {
  return {
    resource: appResource(app),
    path,
    expected,
    actual,
    fixedBy: "by-hand",
    what: `${describeSetting(path)} of the app "${app.label}" is ${describeValue(path, actual)}; the guide says ${describeValue(path, expected)}.`,
    fix: "Change it back on the app's General or Sign On tab, unless the difference is intended.",
  };
}

/** An inactive app: Okta provisions no users to it. */
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
      what: `The app "${label}" is ${status.toLowerCase()}, so Okta provisions no users to it.`,
      fix: "Activate it under Applications > Applications in the Admin Console.",
      code: "app-inactive",
    },
  ];
}
