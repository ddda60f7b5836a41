import type { AttributeMappingSource, ParseExpressionResponse } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../base/json.js";
import { evaluateExpression, type SourceValue } from "../expression/evaluate.js";
import { parseExpression } from "../expression/parse.js";
import type { Surroundings } from "../expression/values/surroundings.js";
import { parameterAt } from "./function-parameters.js";
import type { Expression } from "../expression/values/tree.js";

/**
 * Answers `parseExpression`: the expression as a source of an attribute mapping, and its value for a test object.
 * Source: Microsoft Graph docs, synchronizationSchema: parseExpression.
 */
export function parseExpressionAnswer(
  text: string,
  properties: ReadonlyMap<string, SourceValue> | undefined,
  surroundings?: Surroundings,
): JsonObject {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    return {
      error: { code: "ExpressionParsingFailed", message: `Column ${String(parsed.column)}: ${parsed.reason}.` },
      evaluationResult: null,
      evaluationSucceeded: false,
      parsedExpression: null,
      parsingSucceeded: false,
    } satisfies ParseExpressionResponse;
  }
  const evaluation =
    properties === undefined
      ? undefined
      : evaluateExpression(text, (name) => properties.get(name) ?? undefined, surroundings);
  const failed = evaluation !== undefined && evaluation.kind !== "value";
  return {
    error: failed
      ? {
          code: "ExpressionEvaluationFailed",
          message:
            evaluation.kind === "invalid" ? evaluation.reason : `The sandbox does not simulate ${evaluation.what}.`,
        }
      : null,
    evaluationResult: evaluation?.kind === "value" ? resultOf(evaluation.value) : null,
    evaluationSucceeded: evaluation?.kind === "value",
    parsedExpression: sourceOf(parsed.tree),
    parsingSucceeded: true,
  };
}

function resultOf(value: SourceValue): string[] {
  if (value === undefined) return [];
  return typeof value === "object" ? [...value] : [String(value)];
}

/** The keys are the names of the function's parameters; empty arguments are left out. Source: parseExpression's example. */
function sourceOf(tree: Expression): JsonObject {
  const { text } = tree;
  if (tree.kind === "call") {
    const parameters = tree.arguments.flatMap((argument, index) =>
      argument === undefined ? [] : [{ key: parameterAt(tree.name, index), value: sourceOf(argument) }],
    );
    return { expression: text, name: tree.name, parameters, type: "Function" };
  }
  const simple =
    tree.kind === "attribute"
      ? ({ name: tree.name, type: "Attribute" } as const)
      : ({ name: tree.kind === "constant" ? tree.value : text, type: "Constant" } as const);
  return { expression: text, ...simple, parameters: [] } satisfies AttributeMappingSource;
}
