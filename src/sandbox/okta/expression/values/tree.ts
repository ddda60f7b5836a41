/** A value of the Okta Expression Language; null is "no value". */
export type Value = string | number | boolean | null | readonly Value[];

/** An operator between two values. `*`, `/` and `%` come from SpEL; the reference does not offer them. */
export type Operator = "or" | "and" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "%";

/** A parsed expression of a profile mapping. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** `{10, 20}` */
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  /** `user.title`: of the user, of the app user, or of another app's user. */
  | { readonly kind: "attribute"; readonly of: string; readonly name: string }
  /** A word that stands alone. */
  | { readonly kind: "word"; readonly name: string }
  /** `String.len(x)`, whose name is `String.len`, or `substring(x, 1, 2)`. */
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  /** `user.email.toUpperCase()` */
  | {
      readonly kind: "method";
      readonly on: Expression;
      readonly name: string;
      readonly arguments: readonly Expression[];
    }
  /** `getManagerUser("active_directory").lastName` */
  | { readonly kind: "property"; readonly on: Expression; readonly name: string }
  | { readonly kind: "not" | "minus"; readonly operand: Expression }
  | BinaryExpression
  | { readonly kind: "choice"; readonly test: Expression; readonly yes: Expression; readonly no: Expression };

/** An operator between two values. */
export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}
