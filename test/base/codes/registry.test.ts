import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { ENTRA_ERRORS } from "../../../src/base/codes/entra-errors.js";
import type { ErrorEntry, WarningEntry } from "../../../src/base/codes/entries.js";
import { GRAPH_REFUSALS } from "../../../src/base/codes/graph-refusals.js";
import { INPUT_ERRORS } from "../../../src/base/codes/input-errors.js";
import { OKTA_ERRORS } from "../../../src/base/codes/okta-errors.js";
import { OKTA_REFUSALS } from "../../../src/base/codes/okta-refusals.js";
import { PEOPLE_FILE_ERRORS } from "../../../src/base/codes/people-file-errors.js";
import { RUN_ERRORS } from "../../../src/base/codes/run-errors.js";
import { TARGET_ERRORS } from "../../../src/base/codes/target-errors.js";
import { TENANT_ERRORS } from "../../../src/base/codes/tenant-errors.js";
import { WARNINGS } from "../../../src/base/codes/warnings.js";
import { EVENTS } from "../../../src/setup/model/event-codes.js";

const PARTS: readonly Readonly<Record<string, ErrorEntry>>[] = [
  ENTRA_ERRORS,
  GRAPH_REFUSALS,
  INPUT_ERRORS,
  OKTA_ERRORS,
  OKTA_REFUSALS,
  PEOPLE_FILE_ERRORS,
  RUN_ERRORS,
  TARGET_ERRORS,
  TENANT_ERRORS,
];

const ERROR_CODES = PARTS.flatMap((part) => Object.keys(part));

/** What the sources do with a word: they raise it as an error, give it as a warning, or emit it as an event. */
type Use = "error" | "warning" | "event";

const used = usesIn("src");

test("every error code stands in one part of the registry", () => {
  expect(ERROR_CODES.filter((code, index) => ERROR_CODES.indexOf(code) !== index)).toEqual([]);
});

test("every code of the registry is used: an entry that nothing raises is deleted", () => {
  // A defect is no SetupError: the command line gives it its code.
  expect(unusedAs("error", ERROR_CODES)).toEqual(["internal"]);
  expect(unusedAs("warning", Object.keys(WARNINGS))).toEqual([]);
  expect(unusedAs("event", Object.keys(EVENTS))).toEqual([]);
});

test("every entry says in a clause what the code means, and in sentences what to do", () => {
  const entries: readonly WarningEntry[] = [...PARTS.flatMap(Object.values<ErrorEntry>), ...Object.values(WARNINGS)];
  for (const { means, fix } of entries) {
    expect(means).not.toMatch(/[.?]$/);
    for (const one of fix) expect(one).toMatch(/^[A-Z].*[.?]$/);
  }
});

function unusedAs(use: Use, codes: readonly string[]): readonly string[] {
  return codes.filter((code) => used.get(code)?.has(use) !== true);
}

/** How the sources use each string literal that may be a code; the registry itself and the simulators' own codes aside. */
function usesIn(folder: string): ReadonlyMap<string, ReadonlySet<Use>> {
  const uses = new Map<string, Set<Use>>();
  const isCode = new RegExp(`"(?:${[...ERROR_CODES, ...Object.keys(WARNINGS), ...Object.keys(EVENTS)].join("|")})"`);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/^(?:base\/codes|sandbox\/(?:okta\/(?!oauth)|entra))\//.test(name))
    .filter((name) => name !== "setup/model/events.ts" && name !== "setup/model/event-codes.ts");
  for (const name of files) {
    const text = readFileSync(join(folder, name), "utf8");
    if (!isCode.test(text)) continue;
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true), (literal) => {
      const use = useOf(literal);
      if (use !== undefined) uses.set(literal.text, (uses.get(literal.text) ?? new Set()).add(use));
    });
  }
  return uses;
}

function visit(node: ts.Node, onLiteral: (literal: ts.StringLiteral) => void): void {
  if (ts.isStringLiteral(node)) onLiteral(node);
  node.forEachChild((child) => {
    visit(child, onLiteral);
  });
}

/** A word that is only compared, listed in a set or written in a type raises nothing. */
function useOf({ parent }: ts.StringLiteral): Use | undefined {
  if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText())) return undefined;
  if (ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent) || ts.isImportDeclaration(parent)) return undefined;
  if (ts.isArrayLiteralExpression(parent) && ts.isNewExpression(parent.parent)) return undefined;
  if (!ts.isPropertyAssignment(parent) || parent.name.getText() !== "code") return "error";
  const names = new Set(parent.parent.properties.map((property) => property.name?.getText()));
  if (names.has("exitCode")) return "error";
  if (names.has("message")) return "warning";
  return ts.isCallExpression(parent.parent.parent) && /\bemit\b/.test(parent.parent.parent.expression.getText())
    ? "event"
    : "error";
}
