import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Exchange } from "../../../src/http/exchange.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import type { Call } from "./front.js";

export const OKTA_TEMPLATES = [
  "total/okta",
  "senhasegura/okta",
  "senhasegura/okta-catalog",
  "holistics/okta",
  "generic/okta",
] as const;
export const ENTRA_TEMPLATES = ["total/entra", "generic/entra"] as const;

const OKTA_ID = /^(?:00[a-z]|0oa|gPm|prm)[\w-]{10,}$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** `GET /api/v1/apps/:id` of a request: without its query, and with every id as `:id`. */
export function routeOf({ method, path }: { readonly method: string; readonly path: string }): string {
  const [plain = ""] = path.split("?");
  const parts = decodeURIComponent(plain).split("/");
  const named = parts.map((part) => (OKTA_ID.test(part) || GUID.test(part) || part.startsWith("scim.") ? ":id" : part));
  return `${method} ${named.join("/")}`;
}

/** The routes that total-setup itself uses in a dry run of each template, sorted. */
export async function routesOfJourneys(idp: "okta" | "entra", templates: readonly string[]): Promise<string[]> {
  const routes = new Set<string>();
  for (const template of templates) {
    const transcript = join(temporaryFolder(), "transcript.jsonl");
    const args = [
      idp,
      "--dry-run",
      "--no-input",
      "--yes",
      "--json",
      "--template",
      template,
      "--transcript",
      transcript,
    ];
    const { code, stderr } = await runInProcess(args);
    expect([template, code], stderr).toEqual([template, 0]);
    for (const line of readFileSync(transcript, "utf8").trimEnd().split("\n")) {
      const exchange = JSON.parse(line) as Exchange;
      if (exchange.from === "total-setup" && exchange.to === "tenant") routes.add(routeOf(exchange));
    }
  }
  return [...routes].sort();
}

/** Which routes a client did not call with success. */
export function missingFrom(calls: readonly Call[], routes: readonly string[]): string[] {
  const called = new Set(calls.filter(({ status }) => status < 300).map(routeOf));
  return routes.filter((route) => !called.has(route));
}
