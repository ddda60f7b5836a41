import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { renderReport, type ReportableDocument } from "../../src/cli/report/page.js";
import { jsonDocument } from "../../src/cli/views/render-json.js";
import { RUN } from "../cli/views/examples.js";
import { expectAccessible, useChromium } from "../support/browser.js";
import { heldDocument } from "../support/held-document.js";
import {
  APPLIED,
  EARLY_FAILURE,
  EXAMINED_DOCUMENT,
  FAILED,
  hostileRun,
  largeRun,
  UNPROVEN,
} from "../support/report-documents.js";
import { runInProcess } from "../support/run-in-process.js";

const visit = useChromium();
const folder = mkdtempSync(join(tmpdir(), "total-setup-report-"));

/** What a dry run with nothing but defaults prints. */
async function defaultRun(): Promise<ReportableDocument> {
  const { stdout } = await runInProcess(["okta", "--dry-run", "--yes", "--no-input", "--json"]);
  return heldDocument(stdout) as ReportableDocument;
}

const DOCUMENTS: readonly (readonly [string, ReportableDocument])[] = [
  ["a default dry run", await defaultRun()],
  ["a set-up", APPLIED],
  ["a failed run", FAILED],
  ["an unproven run", UNPROVEN],
  ["a run with everything", jsonDocument(RUN)],
  ["10,000 users", largeRun(10_000, 50)],
  ["a hostile directory", hostileRun()],
  ["doctor", EXAMINED_DOCUMENT],
  ["an early failure", EARLY_FAILURE],
];

/** The report of a document, opened from a file as an administrator opens it. */
async function openReport(
  document: ReportableDocument,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly complaints: readonly string[]; readonly requests: readonly string[] }> {
  const path = join(folder, `${String(Math.random()).slice(2)}.html`);
  writeFileSync(path, renderReport(document));
  const { page, complaints } = await visit(options);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("dialog", (dialog) => {
    requests.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(path).href);
  return { page, complaints, requests };
}

/** How far the page is wider than its window, in pixels. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** What of the page is cut off: elements that are narrower or lower than what is in them, and do not show the rest. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`
    [...document.querySelectorAll("body *")]
      .filter((one) => getComputedStyle(one).overflow !== "visible" || getComputedStyle(one).textOverflow === "ellipsis")
      .filter((one) => getComputedStyle(one).display !== "inline" && !one.closest("svg"))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
      .map((one) => one.outerHTML.slice(0, 100))`);
}

describe.each(DOCUMENTS)("the report of %s", (_what, document) => {
  test.each([
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["on a telephone", { viewport: { width: 390, height: 844 } }],
  ] as const)("is accessible, asks for nothing and complains of nothing, %s", async (_how, options) => {
    const { page, complaints, requests } = await openReport(document, options);
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([page.url()]);
  });

  test("prints on A4 with nothing cut and everything unfolded", async () => {
    const { page } = await openReport(document, { viewport: { width: 700, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    expect(await overflow(page)).toBe(0);
    expect(await cutOff(page)).toEqual([]);
    // What is folded on the screen is unfolded on paper: unfolding it changes nothing there.
    const pagesOf = (pdf: Buffer): number => [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page[^s]/g)].length;
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const text = pdf.toString("latin1");
    expect(text.startsWith("%PDF-")).toBe(true);
    const boxes = [...text.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
      Math.round(Number(width)),
      Math.round(Number(height)),
    ]);
    expect(boxes.length).toBeGreaterThan(0);
    // A4 in points (ISO 216): 210 by 297 mm.
    for (const box of boxes) expect(box).toEqual([595, 842]);
    expect(pagesOf(pdf)).toBe(boxes.length);
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(boxes.length);
  });
});

test("a name that pretends to be HTML is text, and its links lead nowhere else", async () => {
  const { page, requests } = await openReport(hostileRun());
  expect(await page.locator("script, img, iframe, link, form").count()).toBe(0);
  expect(await page.locator("h1").count()).toBe(1);
  expect(await page.getByText("</style><script>alert(2)</script>").count()).toBeGreaterThan(0);
  const targets = await page.evaluate<string[]>("[...document.links].map(({ protocol }) => protocol)");
  expect(targets.filter((protocol) => protocol !== "https:" && protocol !== "http:")).toEqual([]);
  expect(requests.filter((one) => one.startsWith("dialog"))).toEqual([]);
});

test("a folded list opens with the keyboard alone", async () => {
  const { page } = await openReport(largeRun(30, 1));
  const last = page.getByText("user.number.29@subsidiary.example.com", { exact: true }).first();
  expect(await last.isVisible()).toBe(false);
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate("document.activeElement.tagName")) === "SUMMARY") break;
  }
  await page.keyboard.press("Enter");
  expect(await last.isVisible()).toBe(true);
});
