import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from "vitest";

const ARGS = [
  // Chromium's own sandbox needs rights that root in a container has not.
  "--no-sandbox",
  // It would look for hosts that are not there.
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  "--host-resolver-rules=MAP *.example 127.0.0.1",
];

/** A window of a browser of its own, with its own cookies. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the pages complained of: errors in the browser's console, and of scripts. */
  readonly complaints: readonly string[];
}

/** Chromium, started once for a test file; every visitor is closed after the test. */
export function useChromium(): (options?: BrowserContextOptions) => Promise<Visitor> {
  let browser: Browser | undefined;
  const open: BrowserContext[] = [];
  beforeAll(async () => {
    const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: ARGS });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser?.close());

  return async (options) => {
    if (browser === undefined) throw new Error("the browser has not been started");
    const context = await browser.newContext(options);
    open.push(context);
    const complaints: string[] = [];
    context.on("weberror", (error) => complaints.push(String(error.error())));
    context.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    return { page: await context.newPage(), context, complaints };
  };
}

/**
 * Serves a page on this machine, until the test is over.
 *
 * @returns its port
 */
export async function servePage(html: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Holds a page against the rules of axe-core (WCAG 2.2 A and AA, and good practice). */
export async function expectAccessible(page: Page): Promise<void> {
  // The page's own policy forbids scripts, which is not what is looked at here.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly { readonly id: string; readonly nodes: readonly string[] }[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })))`,
  );
  expect(violations).toEqual([]);
}
