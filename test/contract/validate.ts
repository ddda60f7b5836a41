import type { Exchange } from "../../src/http/exchange.js";
import { isJsonObject, type JsonValue } from "../../src/base/json.js";
import type { Description } from "./description.js";
import type { Exception } from "./exceptions.js";
import { missingErrorFields, missingLink } from "./answers.js";
import { unknownFields } from "./unknown-fields.js";

/** A request and its answer; the headers of the answer only where somebody noted them. */
export interface NotedExchange extends Exchange {
  /** By lower-case names. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
}

/** One place where a request or an answer is not as described. */
export interface Finding {
  /** As the description names it: `createApplication`. */
  readonly operation: string;
  /** `POST /api/v1/apps?activate=true`. */
  readonly request: string;
  readonly part: "request" | "answer" | "status" | "headers";
  /** Within the part, numbers of list items as `*`: `/settings/signOn/responseSigned`; empty for the whole. */
  readonly field: string;
  readonly what: string;
  /** The value there is null. */
  readonly isNull: boolean;
}

/** What holding a transcript against a description came to. */
export interface ContractReport {
  /** How many exchanges of each operation were looked at. */
  readonly checked: ReadonlyMap<string, number>;
  readonly failures: readonly Finding[];
  /** Findings that are as recorded or documented elsewhere, with the exception that says so. */
  readonly excepted: ReadonlyMap<Exception, readonly Finding[]>;
  /** `GET /api/v1/users/{id}`: requests for which the description has no operation. */
  readonly undescribed: ReadonlyMap<string, number>;
}

/**
 * Holds requests to the tenant, and their answers, against its official description.
 *
 * @param exceptions - disagreements in which the description is known to be wrong
 * @param parts - what to look at: not at requests that are wrong on purpose
 */
export function validateExchanges(
  exchanges: readonly NotedExchange[],
  description: Description,
  exceptions: readonly Exception[] = [],
  parts: readonly Finding["part"][] = ["request", "status", "answer", "headers"],
): ContractReport {
  const checked = new Map<string, number>();
  const undescribed = new Map<string, number>();
  const excepted = new Map<Exception, Finding[]>();
  const failures: Finding[] = [];

  for (const exchange of exchanges.filter(({ to }) => to === "tenant")) {
    const operation = description.matchOperation(requestOf(exchange));
    if (operation?.operationId === undefined) {
      count(undescribed, `${exchange.method} ${withoutIds(exchange.path)}`);
      continue;
    }
    count(checked, operation.operationId);
    for (const finding of findingsIn(exchange, operation.operationId, description, exceptions)) {
      if (!parts.includes(finding.part)) continue;
      const exception = exceptions.find((one) => covers(one, finding));
      if (exception === undefined) failures.push(finding);
      else excepted.set(exception, [...(excepted.get(exception) ?? []), finding]);
    }
  }
  return { checked, failures, excepted, undescribed };
}

type Request = Parameters<Description["matchOperation"]>[0];

function requestOf({ method, path, headers, body }: Exchange): Request {
  const [pathname = "", query = ""] = path.split("?");
  // What comes back from JSON can be handed to a package that asks for plain JSON.
  const plain: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  return { method, path: pathname, query, headers: { ...headers }, body: plain };
}

function findingsIn(
  exchange: NotedExchange,
  operationId: string,
  description: Description,
  exceptions: readonly Exception[],
): readonly Finding[] {
  const { method, path, body, status, answer = null } = exchange;
  const operation = description.getOperation(operationId);
  const finding = (part: Finding["part"], pointer: string, what: string, isNull = false): Finding => ({
    operation: operationId,
    request: `${method} ${path}`,
    part,
    field: pointer.replace(/\/\d+(?=\/|$)/g, "/*"),
    what,
    isNull,
  });
  const inSchema = (part: "request" | "answer", whole: JsonValue, errors: readonly SchemaError[] | null | undefined) =>
    (errors ?? []).filter(saysMost).map((error) => {
      const pointer = fieldOf(error);
      return finding(part, pointer, error.message ?? error.keyword, valueAt(whole, pointer) === null);
    });

  const requestSchema =
    operation?.requestBody !== undefined && "content" in operation.requestBody
      ? operation.requestBody.content["application/json"]?.schema
      : undefined;
  const described = Object.keys(operation?.responses ?? {});
  const isDescribed = described.includes(String(status));
  const sameAs = exceptions.find((one) => one.status === status && concerns(one, operationId))?.as;
  const response = operation?.responses?.[String(isDescribed ? status : (sameAs ?? status))];
  const answerSchema =
    response !== undefined && "content" in response
      ? (response.content["application/json"]?.schema as JsonValue | undefined)
      : undefined;
  return [
    ...inSchema("request", body ?? null, description.validateRequest(requestOf(exchange), operationId).errors),
    ...unknownFields(body ?? null, requestSchema as JsonValue | undefined).map((pointer) =>
      finding("request", pointer, "is a field that the description does not know"),
    ),
    ...(isDescribed ? [] : [finding("status", String(status), `is none of the described ${described.join(", ")}`)]),
    ...unknownFields(answer, answerSchema).map((pointer) =>
      finding("answer", pointer, "is a field that the description does not know"),
    ),
    ...missingErrorFields(status, answer).map((name) => finding("answer", `/${name}`, "is missing in an error")),
    ...(operation !== undefined && missingLink(exchange, operation)
      ? [finding("headers", "/link", "does not name the page itself")]
      : []),
    ...inSchema(
      "answer",
      answer,
      description.validateResponse(answer, operationId, isDescribed ? status : (sameAs ?? status)).errors,
    ),
  ];
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** False for an error that only sums up others: that a condition, or none of the choices, held. */
function saysMost({ keyword, instancePath }: SchemaError, _index: number, all: readonly SchemaError[]): boolean {
  if (keyword === "if") return false;
  if (keyword !== "anyOf" && keyword !== "oneOf") return true;
  return !all.some((other) => other.instancePath.startsWith(`${instancePath}/`));
}

/** The field that an error is about: of a missing or surplus one, its own name and not its parent's. */
function fieldOf({ instancePath, params }: SchemaError): string {
  const name = params["missingProperty"] ?? params["additionalProperty"];
  const path = typeof name === "string" ? `${instancePath}/${name}` : instancePath;
  return path.replace(/^\/requestBody(?=\/|$)/, "");
}

function valueAt(whole: JsonValue, pointer: string): JsonValue | undefined {
  return pointer
    .split("/")
    .slice(1)
    .reduce<JsonValue | undefined>((here, name) => {
      if (Array.isArray(here)) return (here as readonly JsonValue[])[Number(name)];
      return isJsonObject(here) ? here[name] : undefined;
    }, whole);
}

function concerns({ operations }: Exception, operation: string): boolean {
  return operations === "any" || operations.includes(operation);
}

function covers(exception: Exception, { operation, request, part, field, isNull }: Finding): boolean {
  if (!concerns(exception, operation) || exception.requests?.test(request) === false) return false;
  if (part === "status") return exception.status === Number(field);
  if (exception.part !== part || (exception.onlyNull === true && !isNull)) return false;
  return (exception.fields ?? []).some((one) => endsWith(field, one));
}

/** Whether a pointer ends with these names; `{}` stands for any one. */
function endsWith(pointer: string, end: string): boolean {
  const [names, wanted] = [pointer.split("/"), end.split("/")];
  if (names.length <= wanted.length) return false;
  return wanted.every((name, at) => name === "{}" || name === names[names.length - wanted.length + at]);
}

function withoutIds(path: string): string {
  return (path.split("?")[0] ?? "").replace(/\/(?=[^/]*\d)[A-Za-z0-9]{15,}(?=\/|$)/g, "/{id}");
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
