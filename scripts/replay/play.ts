import { isJsonObject, type JsonValue } from "../../src/base/json.js";
import { createBefore, type Before } from "./before.js";
import { differences, type Difference } from "./difference.js";
import { headerDifferences } from "./headers.js";
import { createIds, idsIn, isId, type Ids } from "./ids.js";
import { EARLIER, LACKS, listDifferences } from "./lists.js";
import { listOf, type Answer, type ReplayOrg } from "./org.js";
import type { Recorded, Sequence } from "./recording.js";
import { routeOf } from "./routes.js";

/** What became of one recorded exchange. */
export interface Replayed {
  readonly exchange: Recorded;
  readonly route: string;
  /** Why there is nothing to compare; absent when it was compared, or counts as different. */
  readonly leftOut?: string;
  readonly sameStatus: boolean;
  /** In status or shape. */
  readonly found: readonly Difference[];
  readonly headers: readonly Difference[];
}

/** How late Okta shows what was written: recorded up to 2 s. */
const LATE_MS = 3_000;
const STEP_MS = 300;
/** Accidents of the day, and limits of one org. */
const ACCIDENTS = new Set([423, 429, 500]);
/** Parts of an app that depend on how it was set up before. */
const SET_UP_BEFORE = /\/(?:connections|features|credentials|sso)(?:\/|$)/;

/** Sends the requests of one sequence to a sandbox, in order, and compares each answer. */
export async function playSequence(sequence: Sequence, org: ReplayOrg): Promise<readonly Replayed[]> {
  const ids = createIds();
  const before = createBefore(org, ids);
  const made = new Set(sequence.flatMap((exchange) => madeBy(exchange) ?? []));
  const foreign = ofIdentityProviders(sequence);
  learnOwn(sequence, org, ids, made);
  await before.provideAttributes(sequence);
  const results: Replayed[] = [];
  let time = 0;
  let written = -Infinity;
  for (const exchange of sequence) {
    const at = exchange.at ?? time + 1;
    await org.clock.sleep(Math.max(0, at - time) * 1_000);
    time = Math.max(time, at);
    const result = await play(exchange, time - written <= LATE_MS / 1_000);
    results.push(result);
    if (exchange.method !== "GET") written = time;
  }
  return results;

  async function play(exchange: Recorded, soon: boolean): Promise<Replayed> {
    const route = routeOf(exchange);
    const result = { exchange, route, sameStatus: false, found: [], headers: [] };
    if (ACCIDENTS.has(exchange.status)) return { ...result, leftOut: "an accident of the day" };
    if (exchange.bodyNotRecorded === true) {
      if (exchange.status < 300) await before.makeUp(exchange);
      return { ...result, leftOut: "the body was not recorded" };
    }
    await before.provide(exchange, made);
    const why = nothingToCompare(exchange, { before, ids, made, foreign });
    if (why !== undefined) return { ...result, leftOut: why };
    const missing = idsIn(exchange.path).find((id) => made.has(id) && !ids.has(id));
    if (missing !== undefined && exchange.status < 300) {
      const what = `not sent: the sandbox refused to make what it is about (${missing.slice(0, 3)})`;
      return { ...result, found: [{ what, recorded: undefined, ours: undefined }] };
    }
    return { ...result, ...(await compared(exchange, soon)) };
  }

  async function compared(
    exchange: Recorded,
    soon: boolean,
  ): Promise<Pick<Replayed, "sameStatus" | "found" | "headers">> {
    let answer = await send(exchange);
    let found = compare(exchange, answer, soon);
    for (let waited = 0; exchange.method === "GET" && isLate(found) && waited < LATE_MS; waited += STEP_MS) {
      await org.clock.sleep(STEP_MS);
      answer = await send(exchange);
      found = compare(exchange, answer, soon);
    }
    const sameStatus = answer.status === exchange.status;
    return { sameStatus, found, headers: sameStatus ? headerDifferences(exchange, answer.headers) : [] };
  }

  function send({ method, path, query, body }: Recorded): Promise<Answer> {
    const sent = body === undefined || method === "GET" || method === "DELETE" ? undefined : JSON.stringify(body);
    const translated = sent === undefined ? undefined : (JSON.parse(ids.translate(sent)) as JsonValue);
    return org.send(method, ids.translate(query === undefined ? path : `${path}?${query}`), translated);
  }

  function compare(exchange: Recorded, { status, body }: Answer, soon: boolean): readonly Difference[] {
    const { answer: recorded } = exchange;
    if (status !== exchange.status) {
      const [a, b] = [statusOf(exchange.status, recorded), statusOf(status, body)];
      return [{ what: `status ${a} -> ${b}`, recorded, ours: body }];
    }
    ids.learn(recorded, body);
    if (exchange.answerText !== undefined && typeof body === "string") return [];
    if (!Array.isArray(recorded) || !Array.isArray(body)) return differences(recorded ?? null, body ?? null);
    const known = { ids, made, older: before.older };
    const found = listDifferences(recorded as readonly JsonValue[], body as readonly JsonValue[], known);
    return soon ? found.filter(({ what }) => what !== EARLIER) : found;
  }
}

/** The id of what a request made. */
function madeBy({ method, status, answer }: Recorded): string | undefined {
  const id = isJsonObject(answer) ? answer["id"] : undefined;
  return method === "POST" && status < 300 && isId(id) ? id : undefined;
}

function statusOf(status: number, body: JsonValue | undefined): string {
  const code = isJsonObject(body) ? body["errorCode"] : undefined;
  return typeof code === "string" ? `${String(status)} ${code}` : String(status);
}

function isLate(found: readonly Difference[]): boolean {
  return found.some(
    ({ what }) => what === LACKS || /\.properties\.[^.]+: only in the recording|status 200 -> 404/.test(what),
  );
}

interface Circumstances {
  readonly before: Before;
  readonly ids: Ids;
  readonly made: ReadonlySet<string>;
  readonly foreign: ReadonlySet<string>;
}

/** Why an exchange says nothing about a sandbox; undefined when it does. */
function nothingToCompare(exchange: Recorded, { before, ids, made, foreign }: Circumstances): string | undefined {
  const { method, path, status, answer } = exchange;
  const named = idsIn(path);
  const others = listOf(answer).map((item) => item["id"]);
  if (
    path.startsWith("/api/v1/mappings") &&
    [...named, ...others].some((id) => typeof id === "string" && foreign.has(id))
  )
    return "about an identity provider";
  if (status >= 300) return undefined;
  const isOwn = /^\/api\/v1\/(?:apps|groups|users)\/[^/]+$/.test(path) && method === "GET";
  if (named.some((id) => before.older.has(id)) && (isOwn || SET_UP_BEFORE.test(path)))
    return "in a state that nobody recorded";
  const isUnknown = (id: string): boolean => /^(?:prm|osc|gPm|oty|0pr)/.test(id) && !ids.has(id) && !made.has(id);
  return named.some((id) => before.lost.has(id) || isUnknown(id)) ? "made before the recording" : undefined;
}

/** Recorded ids of mappings of identity providers, which are no part of a sandbox. */
function ofIdentityProviders(sequence: Sequence): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { answer } of sequence)
    for (const { id, source, target } of listOf(answer))
      if (typeof id === "string" && /_idp"|authenticator"/i.test(JSON.stringify([source, target]))) found.add(id);
  return found;
}

/** The org's own things stand for those of the recorded org. */
function learnOwn(sequence: Sequence, { own }: ReplayOrg, ids: Ids, made: ReadonlySet<string>): void {
  const learn = (recorded: JsonValue | undefined, ours: JsonValue | undefined): void => {
    if (isId(recorded) && typeof ours === "string" && !made.has(recorded)) ids.set(recorded, ours);
  };
  for (const { path, answer } of sequence) {
    for (const item of listOf(answer)) {
      if (item["type"] === "BUILT_IN") learn(item["id"], own.everyone?.["id"]);
      if (isJsonObject(item["type"])) learn(item["type"]["id"], own.userType?.["id"]);
      if (path === "/api/v1/meta/types/user" && item["default"] === true) learn(item["id"], own.userType?.["id"]);
      if (path === "/api/v1/users/me") learn(item["id"], own.me?.["id"]);
    }
  }
}
