import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorsPage } from "../../scripts/errors-page.js";
import { eventsPage } from "../../scripts/events-page.js";
import { stepsPage } from "../../scripts/steps-page.js";
import { entraKinds } from "../../src/entra/steps/kinds.js";
import { oktaKinds } from "../../src/okta/steps/kinds.js";

const PAGES = [
  ["docs/errors.md", errorsPage],
  ["docs/events.md", eventsPage],
  ["docs/steps.md", () => stepsPage([...oktaKinds, ...entraKinds])],
] as const;

test.each(PAGES)("%s says what the sources say: else run npm run docs", (path, page) => {
  expect(withoutPadding(readFileSync(path, "utf8"))).toBe(`${page()}\n`);
});

/** Tables without what formatting them adds, which `npm run format:check` keeps: formatting pages of this size takes seconds. */
function withoutPadding(text: string): string {
  return text.replaceAll(/ +\|/g, " |").replaceAll(/-{4,}/g, "---");
}
