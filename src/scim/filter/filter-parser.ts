import { invalidFilter } from "../message/errors.js";
import type { AttributePath, Comparison, Filter, FilterValue } from "./filter.js";

/** Far beyond what any client asks, and short enough that no filter costs the server its time or its stack. */
const LONGEST = 8_192;
const DEEPEST = 32;

const COMPARISONS: ReadonlySet<string> = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);

/**
 * Parses a filter (RFC 7644 3.4.2.2, figure 1). Beyond its grammar, `emails[type eq "work"].value eq "x"` is understood:
 * it is how Microsoft Entra asks for a matching attribute.
 *
 * @throws ScimError 400 `invalidFilter` with the position, counted from 1
 */
export function parseFilter(text: string): Filter {
  const parser = createParser(text);
  const filter = parser.filter();
  parser.end();
  return filter;
}

/**
 * Parses a path to an attribute (RFC 7644 3.5.2, `PATH`).
 *
 * @throws ScimError 400 `invalidFilter` with the position, counted from 1
 */
export function parseAttributePath(text: string): AttributePath {
  const parser = createParser(text);
  const path = parser.path();
  parser.end();
  return path;
}

interface Parser {
  filter(): Filter;
  path(): AttributePath;
  end(): void;
}

function createParser(text: string): Parser {
  if (text.length > LONGEST) throw invalidFilter(`The filter is longer than ${String(LONGEST)} characters.`);
  let position = 0;
  let depth = 0;
  let inBrackets = false;

  function fail(expected: string): never {
    const found = position >= text.length ? "the end" : JSON.stringify(text.slice(position, position + 20));
    throw invalidFilter(`Position ${String(position + 1)}: expected ${expected}, found ${found}.`);
  }

  /** Takes what the sticky pattern matches here. */
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  }

  function expect(character: string): void {
    if (text[position] !== character) fail(`"${character}"`);
    position += 1;
  }

  function nested<T>(parse: () => T): T {
    depth += 1;
    if (depth > DEEPEST) throw invalidFilter(`The filter is nested deeper than ${String(DEEPEST)} levels.`);
    const result = parse();
    depth -= 1;
    return result;
  }

  function chain(word: RegExp, kind: "and" | "or", operand: () => Filter): Filter {
    const parts = [operand()];
    while (take(word) !== undefined) parts.push(operand());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind, parts };
  }

  const filter = (): Filter => chain(/ +or +/iy, "or", conjunction);
  const conjunction = (): Filter => chain(/ +and +/iy, "and", term);

  function term(): Filter {
    if (take(/not *(?=\()/iy) !== undefined) return { kind: "not", part: group() };
    if (text[position] === "(") return group();
    return expression();
  }

  function group(): Filter {
    expect("(");
    take(/ +/y);
    const inner = nested(filter);
    take(/ +/y);
    expect(")");
    return inner;
  }

  function expression(): Filter {
    const attributePath = path();
    const operatorAt = position + 1;
    const operator = take(/ +[a-z]+/iy)
      ?.trim()
      .toLowerCase();
    if (operator === "pr") return { kind: "present", path: attributePath };
    if (operator !== undefined && isComparison(operator)) {
      if (take(/ +/y) === undefined) fail("a space and a value");
      return { kind: "compare", path: attributePath, op: operator, value: literal() };
    }
    // `emails[...]` alone is a whole expression; what follows it, as `and`, is another's.
    if (attributePath.filter !== undefined && attributePath.sub === undefined) {
      position = operatorAt - 1;
      return { kind: "match", path: attributePath };
    }
    position = operatorAt - 1;
    return fail("an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr)");
  }

  function path(): AttributePath {
    const start = position;
    const run = take(/[a-z$][a-z0-9$_.:-]*/iy) ?? fail("an attribute name");
    const colon = run.lastIndexOf(":");
    const [attribute = "", sub, ...more] = run.slice(colon + 1).split(".");
    const schema = colon === -1 ? undefined : run.slice(0, colon);
    const wrong = attribute === "" || sub === "" || more.length > 0 || (schema !== undefined && !/^urn:/i.test(schema));
    if (wrong) {
      position = start;
      fail("an attribute path such as userName, name.familyName or a URN and an attribute");
    }
    const plain = { ...(schema === undefined ? {} : { schema }), attribute };
    if (text[position] !== "[") return sub === undefined ? plain : { ...plain, sub };
    if (sub !== undefined || inBrackets) fail("an operator: brackets stand behind an attribute, and not in brackets");
    const chosen = { ...plain, filter: brackets() };
    const subOfChosen = take(/\.[a-z$][a-z0-9$_-]*/iy)?.slice(1);
    return subOfChosen === undefined ? chosen : { ...chosen, sub: subOfChosen };
  }

  function brackets(): Filter {
    expect("[");
    inBrackets = true;
    take(/ +/y);
    const inner = nested(filter);
    take(/ +/y);
    inBrackets = false;
    expect("]");
    return inner;
  }

  function literal(): FilterValue {
    if (text[position] === '"') return string();
    const word =
      take(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y) ??
      fail("a value: a string in double quotes, a number, true, false or null");
    return JSON.parse(word) as FilterValue;
  }

  function string(): string {
    const start = position;
    const quoted = take(/"(?:[^"\\]|\\.)*"/sy) ?? fail("a string that ends with a double quote");
    try {
      return JSON.parse(quoted) as string;
    } catch {
      position = start;
      return fail("a string with JSON's escapes and no control characters");
    }
  }

  function end(): void {
    take(/ +/y);
    if (position < text.length) fail('the end, or a further expression after "and" or "or"');
  }

  take(/ +/y);
  return { filter, path, end };
}

function isComparison(word: string): word is Comparison {
  return COMPARISONS.has(word);
}
