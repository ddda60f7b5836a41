import type { FastifyInstance, FastifyRequest } from "fastify";
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from "../../../../base/json.js";
import { isBeta } from "../addresses.js";
import type { GraphContext } from "../context.js";
import { badRequest, type GraphError } from "../errors.js";
import { bodyObject, textOf } from "../request.js";

/** Source: Microsoft Graph docs, json-batching. */
const MOST_REQUESTS = 20;
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
/** Headers of an answer that its part of the batch shows. */
const SHOWN = ["content-type", "cache-control", "location", "retry-after"];

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue | undefined;
  readonly dependsOn: readonly string[];
}

/**
 * Several requests in one: each is answered by itself, in parallel or after those that it depends on; a part whose predecessor
 * failed is 424. Source: Microsoft Graph docs, json-batching.
 */
export function batchRoutes(server: FastifyInstance, context: GraphContext): void {
  server.post("/v1.0/$batch", async (request) => {
    const parts = partsOf(bodyObject(request));
    const answers = new Map<string, Promise<JsonObject>>();
    for (const part of inOrder(parts)) answers.set(part.id, answer(request, part, answers));
    return { responses: await Promise.all(parts.flatMap(({ id }) => answers.get(id) ?? [])) };
  });

  async function answer(
    request: FastifyRequest,
    part: Part,
    before: ReadonlyMap<string, Promise<JsonObject>>,
  ): Promise<JsonObject> {
    const needed = await Promise.all(part.dependsOn.flatMap((id) => before.get(id) ?? []));
    if (needed.some((one) => Number(one["status"]) >= 400)) return failedDependency(part.id);
    return sendPart(context.root(), request, part);
  }
}

async function sendPart(root: string, request: FastifyRequest, part: Part): Promise<JsonObject> {
  const version = isBeta(request.originalUrl) ? "beta" : "v1.0";
  const response = await fetch(`${root}/${version}/${part.url.replace(/^\/+/, "")}`, {
    method: part.method,
    headers: { ...part.headers, authorization: request.headers.authorization ?? "" },
    redirect: "manual",
    ...(part.body === undefined ? {} : { body: JSON.stringify(part.body) }),
  });
  const text = await response.text();
  const headers = SHOWN.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[headerName(name), value] as const];
  });
  const shown = { id: part.id, status: response.status, headers: Object.fromEntries(headers) };
  if (text === "") return shown;
  const json = response.headers.get("content-type")?.includes("json") === true ? parseJson(text) : undefined;
  return { ...shown, body: json ?? Buffer.from(text).toString("base64") };
}

/** `Content-Type`. */
function headerName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function failedDependency(id: string): JsonObject {
  const error = { code: "FailedDependency", message: "A request that this one depends on has failed." };
  return { id, status: 424, headers: { "Content-Type": "application/json" }, body: { error } };
}

/** @throws GraphError (400); the words are the sandbox's own */
function partsOf({ requests }: JsonObject): readonly Part[] {
  if (!Array.isArray(requests) || requests.length === 0) throw invalid("It needs a list 'requests'.");
  if (requests.length > MOST_REQUESTS)
    throw invalid(`It has ${String(requests.length)} requests; at most ${String(MOST_REQUESTS)} are allowed.`);
  const parts = (requests as readonly JsonValue[]).map(partOf);
  const ids = new Set(parts.map(({ id }) => id.toLowerCase()));
  if (ids.size !== parts.length) throw invalid("The ids of its requests must differ.");
  for (const { id, dependsOn } of parts)
    for (const other of dependsOn)
      if (!parts.some((one) => one.id === other))
        throw invalid(`Request '${id}' depends on '${other}', which is not there.`);
  return parts;
}

function partOf(value: JsonValue): Part {
  const { id, method, url, headers, body, dependsOn } = isJsonObject(value) ? value : {};
  const [idText, methodText, urlText] = [textOf(id), textOf(method), textOf(url)];
  if (idText === undefined || methodText === undefined || urlText === undefined || urlText === "")
    throw invalid("Each request needs an id, a method and a url.");
  if (!METHODS.has(methodText.toUpperCase())) throw invalid(`The method of request '${idText}' is none of Graph's.`);
  if (/^[a-z]+:|\$batch|(?:^|\/)\.\.?(?:\/|$)/i.test(urlText))
    throw invalid(`The url of request '${idText}' must be relative and no batch.`);
  const given = isJsonObject(headers) ? headers : {};
  const named = Object.entries(given).map(([name, one]) => [name.toLowerCase(), textOf(one) ?? ""] as const);
  if (body !== undefined && !named.some(([name]) => name === "content-type"))
    throw invalid(`Request '${idText}' has a body and needs the header Content-Type.`);
  return {
    id: idText,
    method: methodText.toUpperCase(),
    url: urlText,
    headers: Object.fromEntries(named.filter(([name]) => !["host", "authorization", "content-length"].includes(name))),
    body,
    dependsOn: Array.isArray(dependsOn) ? (dependsOn as readonly JsonValue[]).map(String) : [],
  };
}

/** Each request after those it depends on. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const done = new Set<string>();
  const ordered: Part[] = [];
  while (ordered.length < parts.length) {
    const next = parts.filter(({ id, dependsOn }) => !done.has(id) && dependsOn.every((one) => done.has(one)));
    if (next.length === 0) throw invalid("Its requests depend on each other in a circle.");
    for (const part of next) done.add(part.id);
    ordered.push(...next);
  }
  return ordered;
}

function invalid(why: string): GraphError {
  return badRequest(`Invalid batch payload format. ${why}`, "BadRequest");
}
