/** The comparisons of RFC 7644 table 3; `pr` stands apart, since it has no value. */
export type Comparison = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

/** A literal in a filter. */
export type FilterValue = string | number | boolean | null;

/** A path to an attribute (RFC 7644 3.10), as in `emails[type eq "work"].value`. */
export interface AttributePath {
  /** The URN before the attribute, as written. */
  readonly schema?: string;
  readonly attribute: string;
  /** Which values of a multi-valued attribute are meant. */
  readonly filter?: Filter;
  readonly sub?: string;
}

/** A parsed filter (RFC 7644 3.4.2.2). */
export type Filter =
  | { readonly kind: "and" | "or"; readonly parts: readonly Filter[] }
  | { readonly kind: "not"; readonly part: Filter }
  | { readonly kind: "compare"; readonly path: AttributePath; readonly op: Comparison; readonly value: FilterValue }
  | { readonly kind: "present"; readonly path: AttributePath }
  /** `emails[type eq "work"]` standing alone: some value fits. */
  | { readonly kind: "match"; readonly path: AttributePath };
