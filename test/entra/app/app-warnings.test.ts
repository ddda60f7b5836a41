import { expect, test } from "vitest";
import { appWarnings } from "../../../src/entra/app/app-warnings.js";
import { NON_GALLERY_TEMPLATE } from "../../../src/entra/app/choose-app.js";

const APP = { id: "object-id", appId: "application-id", displayName: "TOTAL" };

test("an application of the tenant's own is nothing to warn of, however it came about", () => {
  expect(appWarnings(APP)).toEqual([]);
  expect(appWarnings({ ...APP, accountEnabled: true, applicationTemplateId: null })).toEqual([]);
  expect(appWarnings({ ...APP, applicationTemplateId: NON_GALLERY_TEMPLATE })).toEqual([]);
});

test("a disabled application and one of the gallery are worth a warning", () => {
  const warnings = appWarnings({ ...APP, accountEnabled: false, applicationTemplateId: "another-template" });
  expect(warnings.map(({ code }) => code)).toEqual(["app-disabled", "app-from-gallery"]);
  expect(warnings[1]?.message).toContain("another-template");
});
