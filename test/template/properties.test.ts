import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { SetupError } from "../../src/base/errors.js";
import { readInputsFile } from "../../src/template/inputs/inputs-file.js";
import { loadTemplate } from "../../src/template/load.js";
import { readReferences, substitute } from "../../src/template/document/references.js";
import { kinds } from "./kinds.js";

const TOTAL = readFileSync("templates/total/okta.yaml", "utf8");
const BROKEN = TOTAL.replace("hidden: true", "hiden: true").replace("target: create", "target: crate");

/** What loading a text comes to: an error of the expected kind, or undefined. Anything else fails the test. */
function problemOf(load: () => unknown): SetupError | undefined {
  try {
    load();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError);
    return error as SetupError;
  }
}

const yamlPieces = fc.array(
  fc.constantFrom(
    "a",
    "steps",
    "inputs",
    ": ",
    ":",
    "\n",
    "\n  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!t ",
    '"',
    "'",
    "${",
    "}",
    "|\n",
    ">",
    "? ",
    ",",
    "#",
    "\t",
    "%YAML 1.1\n",
    "---\n",
    "...\n",
    "__proto__",
    "null",
    "1",
    "~",
  ),
  { maxLength: 60 },
);

describe("any text", () => {
  test.prop(
    [
      fc.oneof(
        fc.string({ unit: "binary" }),
        yamlPieces.map((pieces) => pieces.join("")),
      ),
    ],
    { numRuns: 300 },
  )("loads as a template or ends in an error with a place", (text) => {
    const error = problemOf(() => loadTemplate(text, "any.yaml", kinds));
    expect(error?.code).toBe("template-invalid");
    expect(error?.what).toMatch(/^any\.yaml:\d+:\d+: /);
  });

  test.prop(
    [
      fc.nat(TOTAL.length),
      fc.nat(40),
      fc.oneof(
        fc.string(),
        yamlPieces.map((pieces) => pieces.join("")),
      ),
    ],
    { numRuns: 150 },
  )("put into a good template breaks nothing but the template", (at, cut, text) => {
    const broken = TOTAL.slice(0, at) + text + TOTAL.slice(at + cut);
    const error = problemOf(() => loadTemplate(broken, "any.yaml", kinds));
    expect(error === undefined || /^any\.yaml:\d+:\d+: /.test(error.what)).toBe(true);
  });

  test.prop(
    [
      fc.oneof(
        fc.string({ unit: "binary" }),
        yamlPieces.map((pieces) => pieces.join("")),
      ),
    ],
    { numRuns: 200 },
  )("reads as an inputs file or ends in an error with a place", (text) => {
    const error = problemOf(() => readInputsFile(text, "in.yaml"));
    expect(error === undefined || /^in\.yaml:\d+:\d+: /.test(error.what)).toBe(true);
  });
});

describe("places", () => {
  const before = problemOf(() => loadTemplate(BROKEN, "t.yaml", kinds));
  const places = (what: string): number[][] =>
    [...what.matchAll(/^t\.yaml:(\d+):(\d+)/gm)].map(([, line, column]) => [Number(line), Number(column)]);

  test.prop(
    [
      fc.array(fc.constantFrom("", "   ", "# a comment", "  # another: comment"), { maxLength: 30 }),
      fc.constantFrom("\n", "\r\n"),
    ],
    {
      numRuns: 40,
    },
  )("move down by as many lines as are put in front, and not sideways", (lines, end) => {
    const text = [...lines, ...BROKEN.split("\n")].join(end);
    const after = problemOf(() => loadTemplate(text, "t.yaml", kinds));
    expect(places(after?.what ?? "")).toEqual(
      places(before?.what ?? "").map(([line = 0, column = 0]) => [line + lines.length, column]),
    );
    expect(places(after?.what ?? "")).toHaveLength(2);
  });
});

describe("references", () => {
  test.prop([
    fc.array(
      fc.oneof(fc.record({ input: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/) }), fc.stringMatching(/^[^${}]{1,8}$/)),
    ),
  ])("are taken apart and put together again", (parts) => {
    const text = parts.map((part) => (typeof part === "string" ? part : `\${${part.input}}`)).join("");
    expect(substitute(text, (input) => `\${${input}}`)).toBe(text);
    expect(readReferences(text).open).toBe(false);
  });

  test.prop([fc.stringMatching(/^[^$]{0,12}$/)])(
    "are not seen in text that writes their characters with a second $",
    (inside) => {
      const text = substitute(`a $\${${inside}`, () => "substituted");
      expect(text).toBe(`a \${${inside}`);
    },
  );

  test("to inputs without a value leave out their key or entry, also within longer text", () => {
    const written = { a: "${one}", b: ["x", "${one}"], c: "x ${one}", d: "${two}" };
    expect(substitute(written, (input) => (input === "two" ? 2 : undefined))).toEqual({ b: ["x"], d: 2 });
  });
});
