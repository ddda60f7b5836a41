import { unsupportedQuery } from "./errors.js";
import { invalidFilter, readFilter, type FilterNode, type FilterTest, type Operator } from "./filter-tree.js";

/** An element of a list that `any` looks into: a text, or an object's texts by name. */
type Element = string | Readonly<Record<string, string | undefined>>;
/** What a property of a resource is to a filter. */
export type Filterable = string | boolean | readonly Element[] | undefined;

/** How one property can be filtered. */
interface FilterColumn<T> {
  /** `any` for a list; `ne` and comparisons with null come with `eq`, where the query is an advanced one. */
  readonly operators: readonly (Operator | "any")[];
  readonly read: (item: T) => Filterable;
  /** True where letters of either case are alike, whatever holds for the other properties. */
  readonly caseless?: true;
}

/** Which properties of a resource can be filtered, by which operators, and how they are read. */
export type FilterTable<T> = Readonly<Record<string, FilterColumn<T>>>;

interface FilterOptions {
  /** Whether texts compare without regard to case, as those of directory objects do. */
  readonly caseless: boolean;
  /** Whether the query came with the header and parameter of advanced queries, which `ne`, `not`, `endsWith` and null need. */
  readonly advanced?: boolean;
}

/**
 * Reads a `$filter` by the table. Source: Microsoft Graph docs, aad-advanced-queries (what needs the header).
 *
 * @returns the test of an item
 * @throws GraphError (400)
 */
export function parseFilter<T>(text: string, table: FilterTable<T>, options: FilterOptions): (item: T) => boolean {
  const tree = readFilter(text);
  if (options.advanced !== true && needsHeader(tree)) throw unsupportedQuery();
  checkTests(tree, table);
  return (item) => holds(tree, reading(item, table, options.caseless));
}

/** One item under a filter. */
interface Reading {
  read(property: string): Filterable;
  fold(property: string, text: string): string;
}

function reading<T>(item: T, table: FilterTable<T>, caseless: boolean): Reading {
  return {
    read: (property) => table[property]?.read(item),
    fold: (property, text) => (caseless || table[property]?.caseless === true ? text.toLowerCase() : text),
  };
}

function needsHeader(node: FilterNode): boolean {
  switch (node.kind) {
    case "not":
      return true;
    case "and":
    case "or":
      return needsHeader(node.left) || needsHeader(node.right);
    case "any":
      return node.inner !== undefined && needsHeader(node.inner);
    case "test":
      return node.operator === "ne" || node.operator === "endswith" || node.values.includes(null);
  }
}

function checkTests<T>(node: FilterNode, table: FilterTable<T>): void {
  switch (node.kind) {
    case "and":
    case "or":
      checkTests(node.left, table);
      checkTests(node.right, table);
      return;
    case "not":
      checkTests(node.inner, table);
      return;
    case "any":
    case "test":
      checkColumn(node, table);
  }
}

function checkColumn<T>(node: FilterTest | Extract<FilterNode, { kind: "any" }>, table: FilterTable<T>): void {
  if (!Object.hasOwn(table, node.property))
    throw unsupportedQuery("The request uses a filter property that is not indexed");
  const offered = table[node.property]?.operators ?? [];
  const asked = node.kind === "any" ? "any" : node.operator === "ne" ? "eq" : node.operator;
  if (!offered.includes(asked)) throw unsupportedQuery();
  if (node.kind === "test" && isOrder(node.operator) && node.values.some((value) => Number.isNaN(timeOf(value))))
    throw invalidFilter();
}

function holds(node: FilterNode, item: Reading): boolean {
  switch (node.kind) {
    case "and":
      return holds(node.left, item) && holds(node.right, item);
    case "or":
      return holds(node.left, item) || holds(node.right, item);
    case "not":
      return !holds(node.inner, item);
    case "any":
      return holdsForOne(node, item);
    case "test":
      return passes(node, item);
  }
}

function holdsForOne(node: Extract<FilterNode, { kind: "any" }>, item: Reading): boolean {
  const { property, inner } = node;
  const elements = item.read(property);
  if (!Array.isArray(elements)) return false;
  const fold = (_: string, text: string): string => item.fold(property, text);
  return (elements as readonly Element[]).some(
    (element) =>
      inner === undefined ||
      holds(inner, {
        fold,
        read: (name) => (typeof element === "string" ? (name === "" ? element : undefined) : element[name]),
      }),
  );
}

function passes({ property, operator, values }: FilterTest, item: Reading): boolean {
  const found = item.read(property);
  const text = found === undefined || typeof found === "object" ? null : item.fold(property, String(found));
  if (operator === "ne") return values.every((value) => !same(text, value, property, item));
  return values.some((value) => {
    if (text === null || value === null || operator === "eq" || operator === "in")
      return (operator === "eq" || operator === "in") && same(text, value, property, item);
    return compare(text, item.fold(property, value), operator);
  });
}

function same(text: string | null, value: string | null, property: string, item: Reading): boolean {
  return value === null ? text === null : text === item.fold(property, value);
}

function compare(text: string, value: string, operator: Exclude<Operator, "eq" | "ne" | "in">): boolean {
  switch (operator) {
    case "startswith":
      return text.startsWith(value);
    case "endswith":
      return text.endsWith(value);
    case "contains":
      return text.includes(value);
    case "ge":
      return timeOf(text) >= timeOf(value);
    case "gt":
      return timeOf(text) > timeOf(value);
    case "le":
      return timeOf(text) <= timeOf(value);
    case "lt":
      return timeOf(text) < timeOf(value);
  }
}

/** Operators of times. */
function isOrder(operator: Operator): boolean {
  return operator === "ge" || operator === "gt" || operator === "le" || operator === "lt";
}

function timeOf(text: string | null): number {
  return Date.parse(text ?? "");
}
