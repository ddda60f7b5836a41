import type { FastifyInstance, FastifyRequest } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import type { SourceValue } from "../../expression/evaluate.js";
import type { Surroundings } from "../../expression/values/surroundings.js";
import { FILTER_OPERATORS } from "../../schema/filter-operators.js";
import { describeFunctions } from "../../schema/function-parameters.js";
import { parseExpressionAnswer } from "../../schema/parsed-expression.js";
import { objectsIn } from "../../schema/read-schema.js";
import type { GraphContext } from "../context.js";
import { missingParameter, notFound } from "../errors.js";
import { contextOf } from "../paging.js";
import { bodyObject, objectsOf, pathValue, textOf } from "../request.js";

/** A schema that has these parts. */
interface SchemaPlace {
  /** The route of the schema itself. */
  readonly path: string;
  /** @throws GraphError (404) when there is no such job or template */
  schemaOf(request: FastifyRequest): JsonObject;
}

/**
 * What belongs to the schema of a job or of a template: its directories, the functions of expressions, the operators of scoping
 * filters, and the test of an expression. Source: Microsoft Graph docs, synchronizationSchema; directoryDefinition.
 */
export function schemaPartRoutes(server: FastifyInstance, context: GraphContext, place: SchemaPlace): void {
  const { path } = place;
  const root = (): string => context.root();
  const schemaOf = (request: FastifyRequest): JsonObject => place.schemaOf(request);
  const { scheduler, tenant } = context;
  const surroundings: Surroundings = {
    now: () => scheduler.now(),
    newId: () => tenant.newId(),
    domain: tenant.domain,
  };

  server.post(`${path}/parseExpression`, (request) => {
    schemaOf(request);
    const { expression, testInputObject } = bodyObject(request);
    const text = textOf(expression);
    if (text === undefined) throw missingParameter();
    return {
      "@odata.context": contextOf(root(), "microsoft.graph.parseExpressionResponse"),
      ...parseExpressionAnswer(text, testProperties(testInputObject), surroundings),
    };
  });

  server.get(`${path}/functions`, (request) => {
    schemaOf(request);
    return { "@odata.context": contextOf(root(), "functions"), value: describeFunctions() };
  });

  server.get(`${path}/filterOperators`, (request) => {
    schemaOf(request);
    return { "@odata.context": contextOf(root(), "filterOperators"), value: FILTER_OPERATORS };
  });

  server.get(`${path}/directories`, (request) => ({
    "@odata.context": contextOf(root(), "directories"),
    value: objectsIn(schemaOf(request)["directories"]),
  }));

  server.get(`${path}/directories/:directory`, (request) => ({
    "@odata.context": contextOf(root(), "directories/$entity"),
    ...directoryOf(request),
  }));

  // A custom application has nothing that could be discovered: the answer is what is known.
  server.post(`${path}/directories/:directory/discover`, (request) => ({
    "@odata.context": contextOf(root(), "microsoft.graph.directoryDefinition"),
    ...directoryOf(request),
    discoveryDateTime: new Date(context.scheduler.now()).toISOString(),
  }));

  function directoryOf(request: FastifyRequest): JsonObject {
    const id = pathValue(request, "directory");
    const found = objectsIn(schemaOf(request)["directories"]).find((one) => one["id"] === id);
    if (found === undefined) throw notFound(id);
    return found;
  }
}

function testProperties(testInputObject: JsonValue | undefined): ReadonlyMap<string, SourceValue> | undefined {
  if (!isJsonObject(testInputObject)) return undefined;
  return new Map(objectsOf(testInputObject["properties"]).map(({ key, value }) => [textOf(key) ?? "", valueOf(value)]));
}

function valueOf(value: JsonValue | undefined): SourceValue {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  return Array.isArray(value) ? (value as readonly JsonValue[]).map(String) : undefined;
}
