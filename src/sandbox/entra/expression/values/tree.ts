/** The comparisons that a condition may hold. */
export type Operator = "=" | "<>" | ">" | ">=" | "<" | "<=";

/** A parsed mapping expression. `text` is the part of the source it was read from. */
export type Expression = { readonly text: string } & (
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "constant"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  /** A bare word, as `vbTextCompare`. */
  | { readonly kind: "word"; readonly name: string }
  /** An argument that was left empty, as the second of `Switch([a], , "b", "c")`, is undefined. */
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly (Expression | undefined)[] }
  | {
      readonly kind: "comparison";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
);

/** The source attributes that an expression reads, each once, in the order of their first use. */
export function attributesOf(tree: Expression): readonly string[] {
  return [...new Set(visit(tree))];
}

/** True when the expression calls one of these functions, at any depth. */
export function callsAny(tree: Expression, names: ReadonlySet<string>): boolean {
  switch (tree.kind) {
    case "call":
      return names.has(tree.name) || tree.arguments.some((one) => one !== undefined && callsAny(one, names));
    case "comparison":
      return callsAny(tree.left, names) || callsAny(tree.right, names);
    default:
      return false;
  }
}

function visit(tree: Expression): readonly string[] {
  switch (tree.kind) {
    case "attribute":
      return [tree.name];
    case "call":
      return tree.arguments.flatMap((argument) => (argument === undefined ? [] : visit(argument)));
    case "comparison":
      return [...visit(tree.left), ...visit(tree.right)];
    default:
      return [];
  }
}
