import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
  type ErrorCode,
} from "yaml";
import type { SourcePosition, Problem } from "./problems.js";
import { isTooDeep, limitProblem } from "./yaml-limits.js";

/** Keys and list positions from the top of a document to a value. */
export type Path = readonly PropertyKey[];

/** A YAML or JSON file as plain data, with the place of each value. */
export interface SourceDocument {
  readonly value: unknown;
  /**
   * The place of the value at a path, or of its key with `key`.
   * For a path that does not exist: the nearest one that does.
   */
  place(path: Path, at?: "key" | "value"): SourcePosition;
}

type ReadDocument =
  { readonly document: SourceDocument; readonly problems?: never } | { readonly problems: readonly Problem[] };

/**
 * Reads YAML 1.2 with its core types (which includes JSON), with limits for size, nesting, entries and aliases.
 *
 * @returns the document, or everything that is wrong with its syntax
 */
export function readDocument(text: string): ReadDocument {
  const lines = new LineCounter();
  const limit = limitProblem(text);
  if (limit !== undefined) return { problems: [{ place: placeInText(text, limit.offset), what: limit.what }] };

  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
    // A %YAML directive must not switch to the types of YAML 1.1, where `no` is false.
    schema: "core",
    resolveKnownTags: false,
    stringKeys: true,
  });
  const place = (offset: number): SourcePosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  const problems = [
    ...syntaxErrors(parsed).map((error) => ({
      place: place(error.pos[0]),
      what: yamlWords(error.code, text, error.pos[0]),
    })),
    ...brokenAliases(parsed).map((alias) => ({
      place: place(startOf(alias)),
      what: "the alias names an anchor that does not exist before it",
    })),
  ];
  if (problems.length > 0) return { problems };

  const value = valueOf(parsed);
  if (value === undefined) return { problems: [{ place: place(0), what: "the aliases expand to too much data" }] };
  return {
    document: {
      value: value.of,
      place: (path, at = "value") => place(offsetAt(parsed, path, at)),
    },
  };
}

/** The first syntax error and the duplicate keys before it: one mistake makes the parser report many more after it. */
function syntaxErrors(parsed: Document): readonly YAMLError[] {
  const all = [...parsed.errors, ...parsed.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const first = all.findIndex((error) => error.code !== "DUPLICATE_KEY");
  return first === -1 ? all : all.slice(0, first + 1);
}

function brokenAliases(parsed: Document): readonly Alias[] {
  const broken: Alias[] = [];
  visit(parsed, {
    Alias: (_key, alias) => {
      if (alias.resolve(parsed) === undefined) broken.push(alias);
    },
  });
  return broken;
}

function valueOf(parsed: Document): { readonly of: unknown } | undefined {
  try {
    const value: unknown = parsed.toJS({ maxAliasCount: 100 });
    return isTooDeep(value) ? undefined : { of: value };
  } catch (error) {
    // Thrown for aliases of aliases that multiply ("Excessive alias count").
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function offsetAt(parsed: Document, path: Path, at: "key" | "value"): number {
  let node: Node | null = parsed.contents;
  let offset = startOf(node);
  for (const [index, segment] of path.entries()) {
    const within: Node | null | undefined = isAlias(node) ? node.resolve(parsed) : node;
    const found = entryAt(within, segment);
    if (found === undefined) return offset;
    node = found.value;
    const wantsKey = at === "key" && index === path.length - 1;
    // A key without a value has the place of the key.
    offset = wantsKey || node === null ? startOf(found.key ?? node) : startOf(node);
  }
  return offset;
}

function entryAt(node: Node | null | undefined, segment: PropertyKey): { key?: Node; value: Node | null } | undefined {
  if (isSeq<Node>(node)) {
    const value = typeof segment === "number" ? node.items[segment] : undefined;
    return value === undefined ? undefined : { value };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(
    (item: Pair<Node, Node | null>) => isScalar(item.key) && String(item.key.value) === String(segment),
  );
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function placeInText(text: string, offset: number): SourcePosition {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const WORDS: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias cannot carry an anchor or a tag",
  BAD_ALIAS: "this alias has no name",
  BAD_INDENT: "the indentation is wrong, or a closing bracket is missing",
  BAD_PROP_ORDER: "anchors and tags must come after the character that starts an entry",
  BAD_SCALAR_START: "a value that starts with this character needs quotation marks",
  BLOCK_AS_IMPLICIT_KEY:
    'the value contains a second ": ". Put the value in quotation marks, or check the indentation of the lines around it',
  BLOCK_IN_FLOW: "a block cannot be inside brackets",
  DUPLICATE_KEY: "this key appears twice in the same map",
  MISSING_CHAR: "a closing quotation mark, a comma, a colon or a space is missing",
  MULTILINE_IMPLICIT_KEY: "a key must be on one line. Check the indentation and the colons",
  MULTIPLE_DOCS: "a second document starts here, but a file must contain only one",
  NON_STRING_KEY: "a key must be a plain word",
  TAB_AS_INDENT: "the indentation contains a tab. Use spaces",
  TAG_RESOLVE_FAILED: "tags are not supported. Write the plain value",
  UNEXPECTED_TOKEN: "this is not expected here",
};

/**
 * What a YAML error means, in our words: the parser's own may quote the file, and an inputs file could contain a secret by mistake.
 *
 * @param offset - where the error is in the text
 */
function yamlWords(code: ErrorCode, text: string, offset: number): string {
  // YAML reads `{ url: ${name} }` as a map that starts within a word: the usual mistake in a template.
  if (code === "UNEXPECTED_TOKEN" && text.slice(offset - 1, offset + 1) === "${")
    return 'a reference needs quotation marks here: "${name}"';
  return WORDS[code] ?? "this is not valid YAML";
}
