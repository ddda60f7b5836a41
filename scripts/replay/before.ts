import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { USER_SCHEMA, valueAt } from "./kind.js";
import type { Recorded, Sequence } from "./recording.js";
import { idsIn, isId, type Ids } from "./ids.js";
import { listOf, type ReplayOrg } from "./org.js";

/** What a sequence takes for granted: things that were in the org before, and writes whose bodies nobody recorded. */
export interface Before {
  /** Recorded ids of what was there before, in a state that nobody recorded. */
  readonly older: ReadonlySet<string>;
  /** Recorded ids for which nothing could be made. */
  readonly lost: ReadonlySet<string>;
  /** Makes the custom attributes of users that the sequence shows and does not make. */
  provideAttributes(sequence: Sequence): Promise<void>;
  /** Makes what an exchange names and nothing before it has made. */
  provide(exchange: Recorded, made: ReadonlySet<string>): Promise<void>;
  /** Does what the answer to a write tells, so that the rest of the sequence finds it. */
  makeUp(exchange: Recorded): Promise<void>;
}

const COLLECTION = /^\/api\/v1\/(?:apps|groups|users)$/;

export function createBefore(org: ReplayOrg, ids: Ids): Before {
  const older = new Set<string>();
  const lost = new Set<string>();

  async function make(id: string, like: JsonObject | undefined): Promise<void> {
    const profile = isJsonObject(like?.["profile"]) ? like["profile"] : undefined;
    const [path, body] = id.startsWith("0oa")
      ? appLike(id, like)
      : id.startsWith("00g")
        ? groupLike(id, profile)
        : userLike(id, like, profile);
    const { status, body: answer } = await org.send("POST", path, body);
    const own = isJsonObject(answer) ? answer["id"] : undefined;
    if (status >= 300 || typeof own !== "string") lost.add(id);
    else {
      ids.set(id, own);
      if (like === undefined || !id.startsWith("00g")) older.add(id);
    }
  }

  return {
    older,
    lost,
    async provideAttributes(sequence) {
      const properties = attributesBefore(sequence);
      if (Object.keys(properties).length > 0)
        await org.send("POST", USER_SCHEMA, { definitions: { custom: { id: "#custom", type: "object", properties } } });
    },
    async provide({ method, path, query, body, status }, made) {
      if (status === 404) return;
      const named = idsIn(`${method} ${path} ${query ?? ""} ${JSON.stringify(body ?? null)}`);
      for (const id of named)
        if (/^(?:0oa|00u|00g)/.test(id) && !ids.has(id) && !made.has(id) && !lost.has(id)) await make(id, undefined);
      await learnPolicy(path);
    },
    async makeUp({ method, path, answer }) {
      const [told] = listOf(answer);
      if (method === "POST" && COLLECTION.test(path) && isId(told?.["id"])) return make(told["id"], told);
      const body = bodyOf(path, told);
      if (body !== undefined && idsIn(path).some((id) => ids.has(id))) {
        const sent = JSON.parse(ids.translate(JSON.stringify(body))) as JsonObject;
        ids.learn(answer, (await org.send(method, ids.translate(path), sent)).body);
      } else if (isId(told?.["id"]) && !ids.has(told["id"])) lost.add(told["id"]);
      return;
    },
  };

  /** A policy is named in the path alone: the app's own stands for it. */
  async function learnPolicy(path: string): Promise<void> {
    const policy = idsIn(path).find((id) => id.startsWith("rst") && !ids.has(id));
    const app = idsIn(path).find((id) => id.startsWith("0oa"));
    if (policy === undefined || app === undefined) return;
    const { body } = await org.send("GET", ids.translate(`/api/v1/apps/${app}`));
    const [own] = idsIn(/"accessPolicy":\{[^}]*\}/.exec(JSON.stringify(body ?? null))?.[0] ?? "");
    if (own !== undefined) ids.set(policy, own);
  }
}

/** The custom attributes of users that an answer shows before any request names them. */
function attributesBefore(sequence: Sequence): JsonObject {
  const named = new Set<string>();
  const found: Record<string, JsonValue> = {};
  for (const { body, answer } of sequence.filter(({ path }) => path === USER_SCHEMA)) {
    for (const name of Object.keys(customIn(body))) named.add(name);
    for (const [name, attribute] of Object.entries(customIn(answer)))
      if (!named.has(name) && attribute !== undefined) found[name] ??= attribute;
  }
  return found;
}

function customIn(schema: JsonValue | undefined): JsonObject {
  const properties = valueAt(schema, ["definitions", "custom", "properties"]);
  return isJsonObject(properties) ? properties : {};
}

/** As much of a request as its answer tells. */
function bodyOf(path: string, told: JsonObject | undefined): JsonObject | undefined {
  if (told === undefined) return undefined;
  if (/\/apps\/[^/]+\/users$/.test(path)) {
    const credentials = isJsonObject(told["credentials"]) ? told["credentials"] : {};
    return { id: told["id"], scope: told["scope"], credentials: { userName: credentials["userName"] } };
  }
  return /\/(?:users|groups)\/[^/]+$/.test(path) && isJsonObject(told["profile"])
    ? { profile: told["profile"] }
    : undefined;
}

function appLike(id: string, like: JsonObject | undefined): [string, JsonObject] {
  const label = typeof like?.["label"] === "string" ? like["label"] : `Older ${id.slice(-8)}`;
  return [
    "/api/v1/apps",
    { label, signOnMode: "AUTO_LOGIN", settings: { signOn: { loginUrl: "https://app.example/login" } } },
  ];
}

function groupLike(id: string, profile: JsonObject | undefined): [string, JsonObject] {
  return ["/api/v1/groups", { profile: profile ?? { name: `Older ${id.slice(-8)}` } }];
}

function userLike(id: string, like: JsonObject | undefined, profile: JsonObject = {}): [string, JsonObject] {
  const email = profile["email"] ?? `older-${id.slice(-8)}@example.com`;
  const name = { firstName: profile["firstName"] ?? "Older", lastName: profile["lastName"] ?? id.slice(-8) };
  const path = like?.["status"] === "STAGED" ? "/api/v1/users?activate=false" : "/api/v1/users";
  return [path, { profile: { ...name, email, login: profile["login"] ?? email } }];
}
