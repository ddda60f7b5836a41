import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import type { Org } from "../../org/org.js";
import type { LogEntry } from "../../org/system-log.js";
import { logTime } from "../../org/time.js";
import { meets, parseClauses, type Clause } from "../clauses.js";
import { badSearch, validationFailed } from "../errors.js";
import { cursor, link, startOf } from "../paging.js";
import { limitOf, queryValue } from "../request.js";

const DAY_MS = 86_400_000;
const DEFAULT_SPAN_MS = 7 * DAY_MS;

/** The System Log. Source: Okta Management API, System Log, polling and bounded requests. */
export function logRoutes(server: FastifyInstance, org: Org): void {
  server.get("/api/v1/logs", (request, reply) => {
    const after = queryValue(request, "after");
    const since = queryValue(request, "since");
    const until = queryValue(request, "until");
    const order = queryValue(request, "sortOrder") ?? "ASCENDING";
    if (order !== "ASCENDING" && order !== "DESCENDING")
      throw validationFailed("sortOrder", "sortOrder: must be ASCENDING or DESCENDING");
    if (after !== undefined && since !== undefined)
      throw validationFailed("after", "after: cannot be combined with since");
    const limit = limitOf(request, { max: 1_000, usual: 100 });
    const position = readPosition(after, since, until);
    const test = logFilter(queryValue(request, "filter"));

    const { entries } = org.log;
    const ascending = order === "ASCENDING";
    const page: JsonObject[] = [];
    let index = position.index;
    for (; index < entries.length && page.length < limit; index += 1) {
      const at = ascending ? index : entries.length - 1 - index;
      const entry = entries[at];
      if (entry === undefined || entry.at < position.from || entry.at > position.to || !test(entry)) continue;
      page.push(render(entry, at, org));
    }
    const self = new URL(request.url, org.url());
    const links = [link(self, "self")];
    // A tail never ends: without an upper bound every answer names the next request, also an empty one.
    if (index < entries.length || (position.isTail && ascending)) {
      const next = new URL(self);
      for (const name of ["since", "until"]) next.searchParams.delete(name);
      next.searchParams.set("after", writePosition({ ...position, index }));
      links.push(link(next, "next"));
    }
    reply.header("link", links);
    return page;
  });

  function readPosition(after: string | undefined, since: string | undefined, until: string | undefined): Position {
    if (after !== undefined) return parsePosition(after);
    const to = until === undefined ? Number.MAX_SAFE_INTEGER : timeOf("until", until);
    const from = since === undefined ? org.scheduler.now() - DEFAULT_SPAN_MS : timeOf("since", since);
    return { index: 0, from, to, isTail: since !== undefined && until === undefined };
  }
}

/** Where a reader of the log stands; its bounds travel in the opaque `after`. */
interface Position {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly isTail: boolean;
}

function writePosition({ index, from, to, isTail }: Position): string {
  return [cursor(index), String(from), String(to), isTail ? "t" : "b"].join(".");
}

function parsePosition(after: string): Position {
  const [index, from, to, kind] = after.split(".");
  const bounds = { from: Number(from), to: Number(to) };
  if (Number.isNaN(bounds.from) || Number.isNaN(bounds.to))
    throw validationFailed("after", "after: is not a cursor from this server");
  return { index: startOf(index), ...bounds, isTail: kind === "t" };
}

function timeOf(name: string, text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw validationFailed(name, `${name}: is not an ISO 8601 time`);
  return time;
}

function logFilter(text: string | undefined): (entry: LogEntry) => boolean {
  if (text === undefined) return () => true;
  const clauses = parseClauses(text);
  if (clauses === undefined) throw badSearch();
  const tests = clauses.map(logTest);
  return (entry) => tests.every((test) => test(entry));
}

function logTest(clause: Clause): (entry: LogEntry) => boolean {
  if (clause.attribute === "eventType") return (entry) => meets(clause, entry.eventType);
  if (clause.attribute === "target.id") return (entry) => entry.targets.some(({ id }) => meets(clause, id));
  if (clause.attribute === "outcome.result") return (entry) => meets(clause, entry.result);
  throw badSearch();
}

function render(entry: LogEntry, index: number, org: Org): JsonObject {
  const { person, id } = org.administrator;
  const actor =
    entry.actor === "administrator"
      ? { id, type: "User", alternateId: person.userName, displayName: "Sandbox Administrator", detailEntry: null }
      : {
          id: "spr0000000000000000a",
          type: "SystemPrincipal",
          alternateId: "system@okta.com",
          displayName: "Okta System",
          detailEntry: null,
        };
  return {
    actor,
    client: { userAgent: null, zone: null, device: null, id: null, ipAddress: null, geographicalContext: null },
    authenticationContext: { authenticationStep: 0, externalSessionId: "unknown" },
    displayMessage: entry.displayMessage,
    eventType: entry.eventType,
    outcome: { result: entry.result, reason: entry.reason ?? null },
    published: logTime(entry.at),
    securityContext: {},
    severity: entry.severity ?? (entry.result === "FAILURE" ? "WARN" : "INFO"),
    debugContext: { debugData: entry.appName === undefined ? {} : { appname: entry.appName } },
    legacyEventType: null,
    transaction: { type: "JOB", id: `trs${String(index)}`, detail: {} },
    uuid: `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`,
    version: "0",
    request: { ipChain: [] },
    target: entry.targets.map((target) => ({ ...target, detailEntry: null })),
  };
}
