import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";

/** What somebody else's SCIM server does differently from what the RFC or Okta wants. */
export interface Habits {
  readonly ignoresFilter?: boolean;
  /** Status for every query with a filter. */
  readonly filterStatus?: number;
  /** Gives so many resources, always the first ones, whatever page is asked for. */
  readonly onlyPage?: number;
  readonly hidesMembers?: boolean;
  readonly contentType?: string;
  /** How `totalResults` is told. */
  readonly total?: "text" | "none";
  readonly putStatus?: number;
  /** Status for a PUT of a group with another name. */
  readonly renameStatus?: number;
  /** Takes `groups: []` in the update of a user at its word. */
  readonly emptyGroupsClear?: boolean;
  /** A PUT of a group with another name leaves it without members. */
  readonly renameClears?: boolean;
  /** Shows another id than the one it answered the creation with. */
  readonly idChanges?: boolean;
  readonly groupsStatus?: number;
  /** Answers a creation without a body. */
  readonly silentCreate?: boolean;
  /** The person of this userName is refused with 409. */
  readonly refusesUser?: string;
  readonly deleteStatus?: number;
  /** Accepts a removal and keeps the resource. */
  readonly keepsDeleted?: boolean;
  /** Milliseconds each filter takes. */
  readonly filterMs?: number;
  /** The n-th creation of a person, from 1, is answered 429 with this Retry-After. */
  readonly throttled?: { readonly nth: number; readonly retryAfter?: string };
  /** Drops the connection from the n-th request on. */
  readonly diesAt?: number;
}

/** A small SCIM server with habits of its own. It shares no code with the product's target. */
export interface ScimServer {
  readonly baseUrl: string;
  readonly users: Map<string, JsonObject>;
  readonly groups: Map<string, JsonObject>;
  readonly seen: { readonly method: string; readonly url: string; readonly at: number }[];
  close(): Promise<void>;
}

type Send = (status: number, body?: object, headers?: Readonly<Record<string, string>>) => void;

function jsonIn(text: string): JsonObject {
  const body: unknown = text === "" ? {} : JSON.parse(text);
  return isJsonObject(body) ? body : {};
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function isRenamed(found: JsonObject, given: JsonObject): boolean {
  return found["userName"] === undefined && found["displayName"] !== given["displayName"];
}

function saysNoGroups({ groups }: JsonObject): boolean {
  return Array.isArray(groups) && groups.length === 0;
}

export async function startScimServer(habits: Habits = {}, people: readonly JsonObject[] = []): Promise<ScimServer> {
  const users = new Map(people.map((one, index) => [`old-${String(index)}`, { ...one, id: `old-${String(index)}` }]));
  const groups = new Map<string, JsonObject>();
  const seen: { method: string; url: string; at: number }[] = [];
  let made = 0;
  let posts = 0;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      seen.push({ method, url, at: Date.now() });
      if (habits.diesAt !== undefined && seen.length >= habits.diesAt) request.socket.destroy();
      else answer(request, response, Buffer.concat(chunks).toString("utf8"));
    });
  });

  function answer({ method = "", url = "" }: IncomingMessage, response: ServerResponse, text: string): void {
    const { pathname, searchParams } = new URL(url, "http://x");
    const [, , kind = "", id] = pathname.split("/");
    const store: Map<string, JsonObject> = kind === "Groups" ? groups : users;
    const send: Send = (status, body, headers = {}) => {
      response.writeHead(status, { "content-type": habits.contentType ?? "application/scim+json", ...headers });
      response.end(body === undefined ? "" : JSON.stringify(body));
    };
    const given = jsonIn(text);
    if (kind === "Groups" && habits.groupsStatus !== undefined) send(habits.groupsStatus, {});
    else if (method === "POST") create(kind, store, given, send);
    else if (id === undefined) list(store, searchParams, send);
    else one(method, id, store, given, send);
  }

  function create(kind: string, store: Map<string, JsonObject>, given: JsonObject, send: Send): void {
    if (kind === "Users" && (posts += 1) === habits.throttled?.nth) {
      const { retryAfter } = habits.throttled;
      send(429, {}, retryAfter === undefined ? {} : { "retry-after": retryAfter });
      return;
    }
    if (habits.refusesUser !== undefined && given["userName"] === habits.refusesUser) {
      send(409, { detail: "this user is taken" });
      return;
    }
    const id = String((made += 1));
    store.set(id, { ...given, id });
    send(201, habits.silentCreate === true ? undefined : store.get(id));
  }

  function one(method: string, id: string, store: Map<string, JsonObject>, given: JsonObject, send: Send): void {
    const key = habits.idChanges === true ? id.replace(/^shown-/, "") : id;
    const found = habits.idChanges === true && !id.startsWith("shown-") ? undefined : store.get(key);
    if (found === undefined) send(404, {});
    else if (method === "PUT" && habits.putStatus !== undefined) send(habits.putStatus, { detail: "use PATCH" });
    else if (method === "PUT" && habits.renameStatus !== undefined && isRenamed(found, given))
      send(habits.renameStatus, { detail: "names are final" });
    else if (method === "PUT") {
      if (habits.emptyGroupsClear === true && saysNoGroups(given)) leaveAllGroups(key);
      const clears = habits.renameClears === true && isRenamed(found, given);
      store.set(key, { ...given, id: key, ...(clears ? { members: [] } : {}) });
      send(200, shown(store.get(key) ?? {}));
    } else if (method === "DELETE" && habits.deleteStatus !== undefined)
      send(habits.deleteStatus, { detail: "not here" });
    else if (method === "DELETE") {
      if (habits.keepsDeleted !== true) store.delete(key);
      send(204);
    } else send(200, shown(found));
  }

  function leaveAllGroups(user: string): void {
    for (const [id, group] of groups) {
      const { members } = group;
      const left = Array.isArray(members) ? (members as readonly JsonValue[]) : [];
      groups.set(id, { ...group, members: left.filter((one) => !isJsonObject(one) || one["value"] !== user) });
    }
  }

  function shown(resource: JsonObject): JsonObject {
    const { members, ...rest } = resource;
    const id = habits.idChanges === true ? `shown-${textOf(resource["id"])}` : resource["id"];
    return habits.hidesMembers === true || members === undefined ? { ...rest, id } : { ...rest, id, members };
  }

  function list(store: ReadonlyMap<string, JsonObject>, query: URLSearchParams, send: Send): void {
    const filter = query.get("filter");
    if (filter !== null && habits.filterStatus !== undefined) {
      send(habits.filterStatus, { detail: "no filters" });
      return;
    }
    const [, attribute = "", value = ""] = /^(\w+) eq "(.*)"$/.exec(filter ?? "") ?? [];
    const all = [...store.values()].filter(
      (one) =>
        filter === null ||
        habits.ignoresFilter === true ||
        textOf(one[attribute]).toLowerCase() === value.toLowerCase(),
    );
    const start = habits.onlyPage === undefined ? Number(query.get("startIndex") ?? 1) - 1 : 0;
    const page = all.slice(start, start + Math.min(habits.onlyPage ?? 100, Number(query.get("count") ?? 100)));
    const total =
      habits.total === "none" ? {} : { totalResults: habits.total === "text" ? String(all.length) : all.length };
    const later = filter === null ? 0 : (habits.filterMs ?? 0);
    setTimeout(() => {
      send(200, { ...total, Resources: page.map(shown) });
    }, later);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim`,
    users,
    groups,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
