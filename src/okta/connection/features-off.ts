import type { Difference } from "../../setup/model/plan.js";
import type { OktaApp } from "../api/schemas.js";
import { appResource } from "../app/app-differences.js";
import { missingFeatures } from "./provisioning-words.js";

/** Each of the wanted features that the app does not have: it is turned on in the Admin Console. */
export function featuresOff(app: OktaApp, wanted: readonly string[]): Difference[] {
  return [...new Set(wanted)]
    .filter((feature) => !app.features.includes(feature))
    .map((feature) => ({
      resource: appResource(app),
      path: `features.${feature}`,
      expected: true,
      actual: false,
      fixedBy: "console",
      what: `${missingFeatures([feature], []).join("")} is off for the app "${app.label}".`,
    }));
}

/** SCIM itself: an app without it has no features at all, so only this is reported. */
export function scimOff(app: OktaApp, wanted: readonly string[]): Difference[] {
  if (app.features.length > 0) return featuresOff(app, wanted);
  return [
    {
      resource: appResource(app),
      path: "features",
      expected: [...new Set(wanted)],
      actual: [],
      fixedBy: "console",
      what: `SCIM provisioning is off for the app "${app.label}".`,
    },
  ];
}
